package dev.pixdelta.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pixdelta.testing.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What scripts rely on: all of the results are on standard output, and nothing else is. */
final class StandardOutputTest {
  private static final String PROGRAM_OPTIONS = "@scripts/jvm.options";

  private final Path folder;

  StandardOutputTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void aShellIsThere() {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs a POSIX shell");
  }

  private JavaProcess.Result run(String script, String... args) throws IOException {
    return JavaProcess.script(folder, script, List.of(), environment(), FakeMain.class, args);
  }

  private Map<String, String> environment() {
    return Map.of("PIXDELTA_HOME", folder.resolve("home").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"models", "cache", "--help", "models --help", "--version"})
  void whatCannotBeWrittenIsAnError(String arguments) throws IOException {
    assumeTrue(Files.isWritable(Path.of("/dev/full")), "Linux has a disk that is always full");
    JavaProcess.Result run = run("exec \"$@\" >/dev/full", arguments.split(" "));
    assertEquals(ExitCodes.FAILED, run.exit(), run.err());
    assertTrue(run.err().matches("Standard output cannot be written to: [^\n]+\n"), run.err());
  }

  @Test
  void aPictureWhosePathIsLostIsTold() throws IOException {
    assumeTrue(Files.isWritable(Path.of("/dev/full")), "Linux has a disk that is always full");
    Path pictures = folder.resolve("pictures");
    JavaProcess.Result run =
        run(
            "exec \"$@\" >/dev/full",
            "generate",
            "a fox",
            "--count",
            "3",
            "--out",
            pictures.toString());
    assertEquals(ExitCodes.FAILED, run.exit(), run.err());
    try (Stream<Path> saved = Files.list(pictures)) {
      Path only = saved.toList().getFirst();
      assertTrue(run.err().contains("The picture is saved as " + only + "\n"), run.err());
    }
  }

  @Test
  void aReaderThatHasEnoughEndsTheRunWithoutAnError() throws IOException {
    JavaProcess.Result run =
        run(
            "{ \"$@\"; echo exit $? >&2; } | head -n 1",
            "generate",
            "a fox",
            "--count",
            "2000",
            "--out",
            folder.resolve("p").toString());
    assertEquals(1, run.out().lines().count(), run.out());
    assertTrue(run.err().endsWith("exit " + ExitCodes.READER_GONE + "\n"), run.err());
    assertFalse(run.err().contains("cannot be written"), run.err());
  }

  @Test
  void aThreadDumpGoesElsewhere() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "needs kill -QUIT");
    Process process = slow();
    try {
      await("stdout", ".png");
      kill("QUIT", process);
      await("stderr", "Full thread dump");
    } finally {
      process.destroyForcibly().waitFor();
    }
    List<String> lines = Files.readAllLines(folder.resolve("stdout"));
    assertTrue(lines.stream().allMatch(l -> l.endsWith(".png")), lines.toString());
  }

  /** Crashes. */
  static final class Crash {
    private Crash() {}

    public static void main(String[] args) throws Exception {
      String self = Long.toString(ProcessHandle.current().pid());
      int unused = new ProcessBuilder("/bin/kill", "-SEGV", self).start().waitFor();
      Thread.sleep(60_000);
    }
  }

  @Test
  void aCrashLeavesNothingWhereTheUserIs() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/kill")), "needs kill -SEGV");
    Path here = Files.createDirectory(folder.resolve("here"));
    JavaProcess.Result run =
        JavaProcess.script(
            folder,
            "cd '" + here + "' && exec \"$@\"",
            List.of("@" + Path.of("scripts/jvm.options").toAbsolutePath()),
            Map.of(),
            Crash.class);
    Matcher report = Pattern.compile("/tmp/pixdelta-crash-\\d+\\.log").matcher(run.out());
    assertTrue(report.find(), run.out());
    assertTrue(Files.deleteIfExists(Path.of(report.group())), run.out());
    try (Stream<Path> left = Files.list(here)) {
      assertEquals(List.of(), left.toList());
    }
  }

  private Process slow() throws IOException {
    return JavaProcess.start(
        folder,
        List.of(PROGRAM_OPTIONS, "-Dfake.step.millis=100"),
        environment(),
        FakeMain.class,
        "generate",
        "a fox",
        "--count",
        "2000",
        "--out",
        folder.resolve("p").toString());
  }

  private static void kill(String signal, Process process) throws Exception {
    String pid = Long.toString(process.pid());
    assertEquals(0, new ProcessBuilder("/bin/kill", "-" + signal, pid).start().waitFor());
  }

  private void await(String stream, String text) throws Exception {
    Path file = folder.resolve(stream);
    for (int i = 0; i < 2400 && !Files.readString(file).contains(text); i++) {
      Thread.sleep(25);
    }
    assertTrue(Files.readString(file).contains(text), () -> text + " is not in " + stream);
  }
}
