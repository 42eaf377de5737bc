package dev.pixdelta.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pixdelta.Pixdelta;
import dev.pixdelta.testing.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code scripts/launch.sh} does before every start. */
final class LauncherTest {
  private static final String LAUNCH =
      "set -eu; . '" + Path.of("scripts/launch.sh").toAbsolutePath() + "'; ";

  private final Path folder;

  LauncherTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void linuxWithAShell() {
    assumeTrue(System.getProperty("os.name").equals("Linux"), "launch.sh acts on Linux only");
  }

  private JavaProcess.Result run(String script, Map<String, String> environment, String... args)
      throws IOException {
    return JavaProcess.script(folder, script, List.of(), environment, FakeMain.class, args);
  }

  @Test
  void inALocaleWithoutLettersFilesKeepTheirNames() throws IOException {
    assumeTrue(
        run("LC_ALL=C.UTF-8 locale charmap", Map.of()).out().equals("UTF-8\n"),
        "needs the locale C.UTF-8");
    Path here = Files.createDirectory(folder.resolve("\u1100\uadf8\ub9bc \u00e9 \"'$x\""));
    Path home = folder.resolve("\uc9d1");
    JavaProcess.Result run =
        run(
            "cd '" + here.toString().replace("'", "'\\''") + "'; " + LAUNCH + "exec \"$@\"",
            Map.of("LC_ALL", "C", "PIXDELTA_HOME", home.toString()),
            "generate",
            "\uc5ec\uc6b0",
            "--out",
            "\ubc16",
            "--model",
            Path.of("models/nano").toAbsolutePath().toString());
    assertEquals(ExitCodes.OK, run.exit(), run.err());
    Path picture = Path.of(run.out().strip());
    assertEquals(here.resolve("\ubc16"), picture.toAbsolutePath().getParent());
    assertTrue(Files.exists(here.resolve(picture)), run.out());
    try (Stream<Path> all = Files.list(folder)) {
      assertTrue(all.noneMatch(f -> f.toString().contains("?")), "another folder was made");
    }
  }

  @Test
  void withoutTheLauncherSuchANameIsOneSentence() throws IOException {
    Path here = Files.createDirectory(folder.resolve("\uae00"));
    Map<String, String> c = Map.of("LC_ALL", "C");
    for (String script :
        List.of("cd '" + here + "'; exec \"$@\"", "PIXDELTA_HOME='" + here + "' exec \"$@\"")) {
      JavaProcess.Result run = run(script, c, "models");
      assertEquals(ExitCodes.FAILED, run.exit(), run.err());
      assertEquals("", run.out());
      assertTrue(
          run.err()
              .matches("'[^\n]*' is not a valid path on this system; [^\n]*LC_ALL=C.UTF-8[^\n]*\n"),
          run.err());
    }
    JavaProcess.Result run = run("exec \"$@\"", c, "info", here + "/x.png");
    assertEquals(ExitCodes.USAGE, run.exit(), run.err());
    assertTrue(run.err().contains("is not a valid path on this system"), run.err());
    assertTrue(!run.err().contains("java."), run.err());
  }

  @Test
  void littleAddressSpaceIsOneSentence() throws IOException {
    JavaProcess.Result run =
        run("ulimit -v 1000000; " + LAUNCH + "exec \"$@\"", Map.of(), "models");
    assertEquals(ExitCodes.FAILED, run.exit());
    assertTrue(run.err().matches("Pixdelta needs \\d+ MB of address space, [^\n]*\n"), run.err());
  }

  @Test
  void withoutAScreenThereIsOneSentence() throws IOException {
    JavaProcess.Result run =
        JavaProcess.run(folder, 120, Map.of("DISPLAY", "", "WAYLAND_DISPLAY", ""), Pixdelta.class);
    assertEquals(ExitCodes.FAILED, run.exit(), run.err());
    String last = run.err().lines().reduce((before, line) -> line).orElse("");
    assertTrue(last.startsWith("The window cannot be opened ("), run.err());
  }

  @Test
  void aClosedStreamIsNotTheNextFile() throws IOException {
    String script = LAUNCH + "exec \"$@\"";
    JavaProcess.Result closed = run("exec >&-; " + script, Map.of(), "models");
    assertEquals(ExitCodes.FAILED, closed.exit(), closed.err());
    assertTrue(closed.err().startsWith("Standard output cannot be written to"), closed.err());
    JavaProcess.Result others = run("exec <&- 2>&-; " + script, Map.of(), "models");
    assertEquals(ExitCodes.OK, others.exit());
    assertNotEquals("", others.out());
    assertEquals("", others.err());
  }
}
