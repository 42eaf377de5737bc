package dev.pixdelta.torch;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * How glibc's allocator, which libtorch takes its memory from, places large blocks. Left to itself
 * it moves weights of up to 32 MiB onto its heap, between the conversions that come and go while
 * they are read: 0.8 GB of holes for PixArt-XL in fp32. Elsewhere this does nothing.
 */
final class NativeHeap {
  private static final int M_TRIM_THRESHOLD = -1;
  private static final int M_MMAP_THRESHOLD = -3;
  private static final int LARGEST = 32 << 20;

  private final @Nullable MethodHandle mallopt;

  NativeHeap() {
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor signature =
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    mallopt =
        linker
            .defaultLookup()
            .find("mallopt")
            .map(address -> linker.downcallHandle(address, signature))
            .orElse(null);
  }

  /**
   * From here on large blocks are mapped one by one, and leave no hole when they go: for weights.
   */
  void placeApart() {
    set(M_MMAP_THRESHOLD, 256 << 10);
  }

  /**
   * From here on blocks of up to 32 MiB come from the heap, without page faults: for activations.
   */
  void placeTogether() {
    set(M_MMAP_THRESHOLD, LARGEST);
    set(M_TRIM_THRESHOLD, 2 * LARGEST);
  }

  private void set(int parameter, int value) {
    if (mallopt == null) {
      return;
    }
    try {
      int unused = (int) mallopt.invokeExact(parameter, value);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
