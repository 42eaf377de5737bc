package dev.pixdelta.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.testing.JavaProcess;
import dev.pixdelta.testing.TestEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows of one data folder, each in a process of its own. */
final class QuitAndRestartTest {
  private final Path folder;
  private final List<Start> starts = new ArrayList<>();

  QuitAndRestartTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private record Start(Process process, Path own) {
    void await(String line) throws Exception {
      for (int i = 0; i < 2400 && process.isAlive() && !said().contains(line); i++) {
        Thread.sleep(25);
      }
      assertTrue(
          said().contains(line), () -> "not said: " + line + "; but " + said() + read("stderr"));
    }

    List<String> said() {
      return read("stdout").lines().toList();
    }

    private String read(String stream) {
      try {
        return Files.readString(own.resolve(stream));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    void tell(String line) throws IOException {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    }

    void awaitEnd() throws InterruptedException {
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "still running");
      assertEquals(0, process.exitValue(), () -> read("stderr"));
    }
  }

  @BeforeEach
  void theEngineIsUnpacked() throws IOException {
    TestEngine.link(Files.createDirectories(folder.resolve("home/cache")));
  }

  @AfterEach
  void end() throws InterruptedException {
    for (Start start : starts) {
      start.process().destroyForcibly().waitFor();
    }
  }

  private Start start() throws IOException {
    Start start = prepare();
    start.tell("start");
    return start;
  }

  /** A process that needs only to be told to start. */
  private Start prepare() throws IOException {
    Path own = Files.createDirectory(folder.resolve("start-" + starts.size()));
    Start start =
        new Start(
            JavaProcess.start(
                own,
                List.of(
                    "-Dglass.platform=Headless", "-Dprism.order=sw", "-Djava.awt.headless=true"),
                Map.of(
                    "PIXDELTA_HOME", folder.resolve("home").toString(),
                    "XDG_PICTURES_DIR", folder.resolve("pictures").toString(),
                    "LC_ALL", "C.UTF-8"),
                WindowProcess.class),
            own);
    starts.add(start);
    return start;
  }

  @Test
  void aStartDuringTheEndOfALongStepOpensWhenThatIsOver() throws Exception {
    Start first = start();
    first.await("window");
    first.tell("draw");
    first.await("opening a model");
    Start second = prepare();
    first.tell("quit");
    second.tell("start");
    second.await("message");
    first.tell("go on");
    second.await("window");
    first.awaitEnd();
    Start third = start();
    third.awaitEnd();
    assertEquals(List.of("ended"), third.said(), "a window");
    second.tell("quit");
    second.tell("go on");
    second.awaitEnd();
  }

  @Test
  void afterAQuitTheNextStartOpens() throws Exception {
    for (int i = 0; i < 2; i++) {
      Start start = start();
      start.await("window");
      start.tell("quit");
      start.awaitEnd();
      assertEquals(List.of("window", "ended"), start.said());
    }
  }
}
