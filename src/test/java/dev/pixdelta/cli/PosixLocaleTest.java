package dev.pixdelta.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.studio.picture.PictureReader;
import dev.pixdelta.testing.JavaProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A container without a language: Java can then name files in ASCII only. */
final class PosixLocaleTest {
  @Test
  void aPromptInAnyScriptIsDrawnAndSaved(@TempDir Path folder) throws IOException {
    String home = folder.resolve("home").toString();
    JavaProcess.Result run =
        JavaProcess.run(
            folder,
            60,
            Map.of("LC_ALL", "C", "PIXDELTA_HOME", home),
            FakeMain.class,
            "generate",
            "빨간 여우 fox",
            "--seed",
            "5",
            "--name",
            "{seed}-{prompt}",
            "--out",
            folder.toString());
    assertEquals(ExitCodes.OK, run.exit(), run.err());
    List<String> paths = run.out().lines().toList();
    assertEquals(1, paths.size(), run.out());
    Path file = folder.resolve(Path.of(paths.getFirst()).getFileName());
    assertTrue(
        List.of("5-fox.png", "5-빨간-여우-fox.png").contains(String.valueOf(file.getFileName())),
        file.toString());
    String prompt = Objects.requireNonNull(PictureReader.read(file).found()).parameters().prompt();
    assertEquals("빨간 여우 fox", prompt);
  }
}
