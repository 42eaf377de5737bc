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
 * @param freeDiskBytes where models are put; -1 where nobody can tell
 */
record Machine(long memoryBytes, long freeDiskBytes) {
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
    return new Machine(memory, freeDisk(models));
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
