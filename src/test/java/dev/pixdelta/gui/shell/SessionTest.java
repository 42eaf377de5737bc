package dev.pixdelta.gui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SessionTest {
  private static final Note NONE = new Note("", 0);

  private final Path file;

  SessionTest(@TempDir Path folder) {
    file = folder.resolve("data").resolve("session.json");
  }

  record Note(String text, int number) {}

  @Test
  void sectionsComeBackAndUnknownOnesStay() {
    Session before = Session.open(file);
    before.put("note", new Note("a", 1));
    before.put("of-tomorrow", new Note("b", 2));
    before.save();
    Session after = Session.open(file);
    assertEquals(new Note("a", 1), after.get("note", Note.class, NONE));
    after.put("note", new Note("c", 3));
    after.save();
    assertEquals(new Note("b", 2), Session.open(file).get("of-tomorrow", Note.class, NONE));
  }

  @Test
  void aDamagedFileIsPutAside() throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{\"note\": {\"text\"");
    Session session = Session.open(file);
    assertEquals(NONE, session.get("note", Note.class, NONE));
    assertTrue(Files.exists(file.resolveSibling("session.json.damaged")));
  }

  @Test
  void aSectionThatMakesNoSenseIsAsIfItWereNot() throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "{\"note\": [1, 2]}");
    assertEquals(NONE, Session.open(file).get("note", Note.class, NONE));
  }

  @Test
  void aChangeIsOnTheDiskWithinTwoSeconds() throws Exception {
    Session session = Session.open(file);
    CountDownLatch failed = new CountDownLatch(1);
    try (Background background = Background.threads(e -> failed.countDown())) {
      session.saveSoon(background);
      long start = System.nanoTime();
      session.put("note", new Note("draft", 1));
      session.put("note", new Note("draft, longer", 2));
      while (Files.notExists(file) && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(60)) {
        Thread.sleep(10);
      }
      assertEquals(new Note("draft, longer", 2), Session.open(file).get("note", Note.class, NONE));
      assertEquals(1, failed.getCount());
    }
  }
}
