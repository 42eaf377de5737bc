package dev.pixdelta.studio.queue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.studio.DataFileException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QueueDatabaseTest {
  private final Path folder;
  private final Path file;

  QueueDatabaseTest(@TempDir Path folder) {
    this.folder = folder;
    this.file = folder.resolve("data").resolve("queue.db");
  }

  @Test
  void promisesAreFlushedToTheDisk() {
    try (Sql sql = open().sql()) {
      assertEquals("wal", sql.first("PRAGMA journal_mode", row -> row.getString(1)));
      assertEquals("2", sql.first("PRAGMA synchronous", row -> row.getString(1)), "FULL");
      assertEquals("1", sql.first("PRAGMA user_version", row -> row.getString(1)));
    }
  }

  @Test
  void aDamagedOneIsSetAsideAndANewOneBegins() throws Exception {
    try (TestQueue t = new TestQueue(folder)) {
      t.queue.setPaused(true);
      t.queue.add(t.settings("a fox", 0, 500));
    }
    byte[] noise = new byte[3 * 4096];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (byte) (i * 31);
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(noise), 4096);
    }
    byte[] damaged = Files.readAllBytes(file);
    try (TestQueue t = new TestQueue(folder)) {
      assertEquals(List.of(), t.queue.jobs());
      String note = Objects.requireNonNull(t.queue.openingNote()).toString();
      Path aside = aside();
      assertTrue(note.contains(aside.toString()), note);
      assertArrayEquals(damaged, Files.readAllBytes(aside), "kept as it was");
      t.queue.add(t.settings("a hare", 0, 1));
      t.awaitIdle();
    }
    try (TestQueue t = new TestQueue(folder)) {
      assertNull(t.queue.openingNote());
      assertEquals(1, t.queue.jobs().size());
    }
  }

  @Test
  void whatIsNoDatabaseOrAnotherProgramsIsSetAside() throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "no database, but long enough to be read as one ".repeat(100));
    QueueDatabase.Opened first = open();
    first.sql().close();
    assertNotNull(first.note());

    Files.delete(aside());
    Files.delete(file);
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE job (name TEXT)");
    }
    QueueDatabase.Opened second = open();
    second.sql().close();
    assertNotNull(second.note());
  }

  @Test
  void aCutOffOneIsSetAside() throws Exception {
    open().sql().close();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() / 2);
    }
    QueueDatabase.Opened opened = open();
    opened.sql().close();
    assertNotNull(opened.note());
  }

  @Test
  void anEmptyFileIsANewQueue() throws Exception {
    Files.createDirectories(file.getParent());
    Files.createFile(file);
    QueueDatabase.Opened opened = open();
    opened.sql().close();
    assertNull(opened.note());
  }

  @Test
  void oneOfANewerVersionIsLeftAlone() throws Exception {
    try (Sql sql = open().sql()) {
      sql.update("PRAGMA user_version = 99");
    }
    byte[] before = Files.readAllBytes(file);
    String sentence = refused();
    assertTrue(sentence.contains("a newer Pixdelta made this queue (format 99"), sentence);
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  @Test
  void noTwoProcessesDrawFromOneQueue() {
    try (Sql sql = open().sql()) {
      assertNotNull(sql);
      String sentence = refused();
      assertTrue(sentence.contains("another running Pixdelta uses it"), sentence);
    }
  }

  @Test
  void aFolderThatCannotBeHadIsASentence() throws Exception {
    Files.writeString(folder.resolve("data"), "a file in the way");
    assertTrue(refused().startsWith(file.toString()));
    Files.delete(folder.resolve("data"));
    Files.createDirectories(file);
    String sentence = refused();
    assertTrue(sentence.contains("cannot be opened for writing"), sentence);
  }

  @Test
  void aFullDiskIsASentenceAndNothingOfTheJobIsThere() {
    try (TestQueue t = new TestQueue(folder)) {
      t.queue.setPaused(true);
      t.queue.add(t.settings("a fox", 0, 1));
    }
    try (Sql sql = open().sql()) {
      sql.first("PRAGMA max_page_count = 16", row -> row.getInt(1));
      JobStore store = new JobStore(sql, new SettingsJson());
      var settings = store.jobs(0).getFirst().settings();
      JobStore.Added many =
          new JobStore.Added(
              settings,
              null,
              IntStream.range(0, 5_000)
                  .mapToObj(i -> new PromisedPicture(i, i, "a fox", "", i, null))
                  .toList());
      var failure = assertThrows(DataFileException.class, () -> store.add(List.of(many)));
      String sentence = String.valueOf(failure.getMessage());
      assertTrue(sentence.contains("the disk is full"), sentence);
      assertEquals(1, store.jobs(0).size());
    }
  }

  @Test
  void theNativeLibraryLiesInTheCacheAndWhatKilledProcessesLeftGoes() throws Exception {
    Path libraries = folder.resolve("cache").resolve("sqlite");
    Files.createDirectories(libraries);
    Path old = Files.writeString(libraries.resolve("sqlite-1-old.so"), "x");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
    Path live = Files.writeString(libraries.resolve("sqlite-1-live.so"), "x");
    open().sql().close();
    assertTrue(Files.notExists(old));
    assertTrue(Files.exists(live));
    assertEquals(libraries.toAbsolutePath().toString(), System.getProperty("org.sqlite.tmpdir"));
  }

  private QueueDatabase.Opened open() {
    return QueueDatabase.open(file, folder.resolve("cache"));
  }

  private String refused() {
    return String.valueOf(assertThrows(DataFileException.class, this::open).getMessage());
  }

  private Path aside() throws Exception {
    try (Stream<Path> files = Files.list(file.getParent())) {
      return files.filter(f -> f.toString().contains(".damaged-")).findFirst().orElseThrow();
    }
  }
}
