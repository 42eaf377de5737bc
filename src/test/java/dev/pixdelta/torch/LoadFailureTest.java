package dev.pixdelta.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.pytorch.jni.LibUtils;
import dev.pixdelta.testing.JavaProcess;
import dev.pixdelta.testing.TestEngine;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LoadFailureTest {
  private static final long MB = 1_000_000;

  private final Path folder;

  LoadFailureTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private String sentence(OptionalLong spaceLeft, boolean noexec) {
    Throwable failure =
        new IllegalStateException(new UnsatisfiedLinkError("/a/l.so: /a/l.so: no version info"));
    return String.valueOf(LoadFailure.of(failure, folder, spaceLeft, noexec).getMessage());
  }

  @Test
  void littleAddressSpaceIsSaidWithWhatIsNeeded() throws IOException {
    Files.write(folder.resolve("l.so"), new byte[2_000_000]);
    assertEquals(
        "The native engine needs 152 MB of address space, where this process may use only 40 MB"
            + " more; raise the limit (ulimit -v) and try again",
        sentence(OptionalLong.of(40 * MB), true));
  }

  @Test
  void otherReasonsAreSaidWithThePlace() {
    String cannot = "The native engine in " + folder + " cannot be loaded";
    assertEquals(cannot + ": l.so: no version info", sentence(OptionalLong.empty(), false));
    assertEquals(
        cannot + ": l.so: no version info", sentence(OptionalLong.of(Long.MAX_VALUE), false));
    assertTrue(
        sentence(OptionalLong.empty(), true)
            .startsWith(cannot + ", because that disk is mounted noexec;"));
  }

  @Test
  void theLimitIsReadAsLinuxWritesIt() throws IOException {
    Path process = Files.createDirectory(folder.resolve("self"));
    assertEquals(OptionalLong.empty(), AddressSpace.left(process));
    Files.writeString(process.resolve("status"), "VmPeak:\t  300 kB\nVmSize:\t  200 kB\n");
    limits(process, "unlimited");
    assertEquals(OptionalLong.empty(), AddressSpace.left(process));
    limits(process, "1024000");
    assertEquals(OptionalLong.of(1_024_000 - 200 * 1024), AddressSpace.left(process));
  }

  private static void limits(Path process, String space) throws IOException {
    Files.writeString(
        process.resolve("limits"),
        """
        Limit                     Soft Limit           Hard Limit           Units
        Max file size             unlimited            unlimited            bytes
        Max address space         %-20s unlimited            bytes
        """
            .formatted(space));
  }

  @Test
  void theMountThatHoldsTheFolderDecides() throws IOException {
    Path inside = Files.createDirectories(folder.resolve("a disk/cache"));
    String disk = folder.resolve("a disk").toRealPath().toString().replace(" ", "\\040");
    Path mounts = folder.resolve("mounts");
    Files.writeString(mounts, "/dev/a / ext4 rw,noexec 0 0\n");
    assertTrue(LoadFailure.isNoexec(inside, mounts));
    Files.writeString(
        mounts, "/dev/b " + disk + " ext4 rw,relatime 0 0\n/dev/a / ext4 rw,noexec 0 0\n");
    assertFalse(LoadFailure.isNoexec(inside, mounts));
    Files.writeString(
        mounts,
        "/dev/a / ext4 rw 0 0\n/dev/b "
            + disk
            + " ext4 rw 0 0\n/dev/c "
            + disk
            + " ext4 noexec,rw 0 0\n");
    assertTrue(LoadFailure.isNoexec(inside, mounts));
    assertFalse(LoadFailure.isNoexec(inside, folder.resolve("none")));
  }

  /** Opens the engine after it was left with too little address space, as by ulimit -v. */
  static final class Narrow {
    private static final int RLIMIT_AS = 9;

    private Narrow() {}

    public static void main(String[] args) throws Throwable {
      String status = Files.readString(Path.of("/proc/self/status"));
      long used = Long.parseLong(status.replaceFirst("(?s).*VmSize:\\s+(\\d+) kB.*", "$1")) * 1024;
      Linker linker = Linker.nativeLinker();
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment limit = arena.allocateFrom(ValueLayout.JAVA_LONG, used + 200 * MB, -1);
        int failed =
            (int)
                linker
                    .downcallHandle(
                        linker.defaultLookup().find("setrlimit").orElseThrow(),
                        FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS))
                    .invokeExact(RLIMIT_AS, limit);
        if (failed != 0) {
          throw new IllegalStateException("setrlimit");
        }
      }
      try {
        Torch.open(DeviceChoice.CPU, PrecisionChoice.FP32, 0, Path.of(args[0])).close();
        System.out.println("opened");
      } catch (EngineException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @Test
  void withLittleAddressSpaceTheRealEngineStays() throws IOException {
    assumeTrue(Files.exists(Path.of("/proc/self/limits")), "Linux has it");
    Torch.unpack(TestEngine.CACHE);
    Map<String, Object> before = files();
    JavaProcess.Result run =
        JavaProcess.run(folder, 120, Map.of(), Narrow.class, TestEngine.CACHE.toString());
    assertEquals(0, run.exit(), run.err());
    assertTrue(
        run.out().matches("(?s)The native engine needs \\d+ MB of address space, .*"), run.out());
    assertEquals(before, files());
  }

  @Test
  void djlLoadsWhatWasUnpacked() throws IOException {
    Torch.open(DeviceChoice.CPU, PrecisionChoice.FP32, 0, TestEngine.CACHE).close();
    assertEquals(
        TestEngine.CACHE
            .resolve("engine/pytorch")
            .resolve(Objects.requireNonNull(EngineVersion.onClassPath()).folder()),
        Path.of(LibUtils.getLibtorchPath()));
  }

  private static Map<String, Object> files() throws IOException {
    Map<String, Object> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(TestEngine.CACHE.resolve("engine"))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(file.toString(), Files.getAttribute(file, "unix:ino"));
      }
    }
    return files;
  }
}
