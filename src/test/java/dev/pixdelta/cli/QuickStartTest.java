package dev.pixdelta.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.testing.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What would cost every start a fifth of a second is loaded by those runs only that need it. */
final class QuickStartTest {
  private final Path folder;

  QuickStartTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void onlyJpegLoadsWhatDrawsWindows() throws IOException {
    assertEquals(List.of(), windowClasses("png"));
    assertTrue(windowClasses("jpeg").contains("java.awt.image.BufferedImage"));
  }

  private List<String> windowClasses(String format) throws IOException {
    Path log = folder.resolve(format + ".log");
    JavaProcess.Result run =
        JavaProcess.run(
            folder,
            60,
            Map.of(
                "JDK_JAVA_OPTIONS",
                "-Xlog:class+load:file=" + log,
                "PIXDELTA_HOME",
                folder.resolve("home").toString()),
            FakeMain.class,
            "generate",
            "a",
            "--format",
            format,
            "--out",
            folder.toString());
    assertEquals(ExitCodes.OK, run.exit(), run.err());
    return Files.readString(log)
        .lines()
        .map(line -> line.replaceFirst("^.*] ", "").replaceFirst(" .*", ""))
        .filter(c -> c.matches("(java\\.awt|javax\\.(imageio|swing)|javafx|sun\\.awt)\\..*"))
        .toList();
  }
}
