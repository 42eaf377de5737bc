package dev.pixdelta.torch;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Environment variables that the engine's libraries read when they are loaded. Set from within, so
 * that every way to start the program has them; what the user has set stays. Windows has no {@code
 * setenv}, and its start script sets what its libraries read.
 */
public final class EngineEnvironment {
  private EngineEnvironment() {}

  /** Which variables to add to an environment. */
  static Map<String, String> additions(Map<String, String> env) {
    Map<String, String> additions = new LinkedHashMap<>();
    // Idle threads of the engine spin for milliseconds by default: no faster on a machine of one's
    // own, slower on one that has other things to do (docs/performance.md).
    if (!env.containsKey("OMP_WAIT_POLICY")) {
      additions.put("GOMP_SPINCOUNT", "10000");
    }
    // Compiled kernels are kept per shape, by default 1,024 of them: memory that grows for
    // hundreds of pictures of changing sizes and prompts. One picture needs less than these.
    additions.put("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "64");
    // What it cannot do on this processor it does in another way; nobody needs to read of it.
    additions.put("TORCH_CPP_LOG_LEVEL", "ERROR");
    additions.keySet().removeAll(env.keySet());
    return additions;
  }

  /**
   * Sets them for this process, which happens when the engine is loaded. A program with native
   * threads of others, such as a window, calls it before they begin: the C library lets nobody read
   * its environment while it is changed. Calling it again changes nothing.
   */
  public static void prepare() {
    Linker linker = Linker.nativeLinker();
    Optional<MemorySegment> setenv = linker.defaultLookup().find("setenv");
    if (setenv.isEmpty()) {
      return;
    }
    MethodHandle handle =
        linker.downcallHandle(
            setenv.get(),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      for (var variable : additions(System.getenv()).entrySet()) {
        int unused =
            (int)
                handle.invokeExact(
                    arena.allocateFrom(variable.getKey()),
                    arena.allocateFrom(variable.getValue()),
                    0);
      }
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
