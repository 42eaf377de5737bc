package dev.pixdelta.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pixdelta.studio.picture.PictureReader;
import dev.pixdelta.testing.JavaProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
final class InterruptionTest {
  private static final long SIGINT = 1L << 1;

  @Test
  void ctrlCIsExit130AndKeepsWholePicturesOnly(@TempDir Path folder) throws Exception {
    assumeTrue(!ignoresInterrupts(), "children of this process ignore SIGINT");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                JavaProcess.classPath(),
                "-Dfake.step.millis=150",
                FakeMain.class.getName(),
                "generate",
                "a",
                "--count",
                "100",
                "--out",
                folder.toString(),
                "--model",
                "models/nano")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out = process.inputReader()) {
      String first = out.readLine();
      assertTrue(Files.exists(Path.of(first)), first);
      assertEquals(0, new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor());
      assertTrue(process.waitFor(20, TimeUnit.SECONDS), "it stops soon");
      assertEquals(ExitCodes.CANCELLED, process.exitValue());
    } finally {
      process.destroyForcibly();
    }
    List<Path> files = files(folder);
    assertTrue(files.size() < 20, files.toString());
    for (Path file : files) {
      assertTrue(file.toString().endsWith(".png"), file.toString());
      assertEquals(64, PictureReader.read(file).size().width());
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  /** Whether this process was started so, as shells start what runs in the background. */
  private static boolean ignoresInterrupts() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(l -> l.startsWith("SigIgn:"))
        .anyMatch(l -> (Long.parseUnsignedLong(l.substring(7).strip(), 16) & SIGINT) != 0);
  }
}
