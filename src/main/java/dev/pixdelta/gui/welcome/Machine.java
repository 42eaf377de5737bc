package dev.pixdelta.gui.welcome;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What this machine has.
 *
 * @param memoryBytes installed, or what a container may use
 * @param availableBytes of the memory that programs can have now; -1 where the system does not tell
 * @param freeDiskBytes where models are put; -1 where nobody can tell
 */
record Machine(long memoryBytes, long availableBytes, long freeDiskBytes) {
  private static final Path MEMORY = Path.of("/proc/meminfo");
  private static final String AVAILABLE = "MemAvailable:";

  /**
   * Looks.
   *
   * @param models the folder of models; need not exist
   */
  static Machine current(Path models) {
    long memory =
        ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean os
            ? os.getTotalMemorySize()
            : Runtime.getRuntime().maxMemory();
    return new Machine(memory, Math.min(memory, available()), freeDisk(models));
  }

  /**
   * Only Linux tells what programs can have: elsewhere "free" leaves out what the system would give
   * back.
   */
  private static long available() {
    try {
      for (String line : Files.readAllLines(MEMORY)) {
        if (line.startsWith(AVAILABLE)) {
          return Long.parseLong(line.substring(AVAILABLE.length()).replace("kB", "").strip()) << 10;
        }
      }
    } catch (IOException | NumberFormatException e) {
      return -1;
    }
    return -1;
  }

  private static long freeDisk(Path folder) {
    Path there = folder.toAbsolutePath();
    while (there != null && !Files.isDirectory(there)) {
      there = there.getParent();
    }
    try {
      return there == null ? -1 : Files.getFileStore(there).getUsableSpace();
    } catch (IOException e) {
      return -1;
    }
  }
}
