package dev.pixdelta.studio.gallery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.pipeline.Size;
import dev.pixdelta.testing.Eventually;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.sql.DriverManager;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database is a cache: whatever becomes of it, the gallery shows the same. */
final class GalleryDatabaseTest {
  private final Path folder;
  private final TestGallery test;

  GalleryDatabaseTest(@TempDir Path folder) {
    this.folder = folder;
    this.test = new TestGallery(folder);
  }

  @AfterEach
  void tearDown() {
    test.close();
  }

  @Test
  void theNextStartKnowsAllWithoutReadingPictures() throws IOException {
    Path file = test.picture("fox.png", "a fox", "nano", 1);
    test.open();
    GalleryPicture before = test.only();
    test.close();
    // The same size and time: only the index can still know the prompt.
    Stamp stamp = Stamp.of(file);
    Files.write(file, new byte[(int) stamp.bytes()]);
    Files.setLastModifiedTime(file, FileTime.from(stamp.time()));
    test.open();
    assertEquals(before, test.only());
  }

  @Test
  void aRowThatCannotBeReadCostsNoOther() throws Exception {
    Path fox = test.picture("fox.png", "a fox", "nano", 1);
    test.picture("birds/owl.png", "an owl", "nano", 2);
    test.picture("birds/tit.png", "a tit", "nano", 3);
    test.open();
    List<GalleryPicture> before = test.get().query(GalleryQuery.ALL);
    List<GalleryFolder> folders = test.get().folders();
    test.close();
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + test.cache.resolve("gallery.db"));
        var statement = connection.createStatement()) {
      statement.execute("UPDATE picture SET path='a'||char(0)||'b' WHERE prompt='a tit'");
      statement.execute("UPDATE picture SET width='wide', prompt=NULL WHERE prompt='an owl'");
      statement.execute("INSERT INTO folder VALUES('c'||char(0)), ('../..'), ('')");
    }
    // Only the index can still know the prompt of the fox.
    Stamp stamp = Stamp.of(fox);
    Files.write(fox, new byte[(int) stamp.bytes()]);
    Files.setLastModifiedTime(fox, FileTime.from(stamp.time()));
    test.open();
    assertEquals(before, test.get().query(GalleryQuery.ALL));
    assertEquals(folders, test.get().folders());
  }

  @Test
  void aDeletedDatabaseComesBackWithStarsAndFolders() throws IOException {
    Path fox = test.picture("birds/winter/fox.png");
    test.picture("owl.png");
    Files.createDirectories(test.root.resolve("empty"));
    TestGallery.done(test.open().star(List.of(fox), true));
    List<GalleryPicture> pictures = test.get().query(GalleryQuery.ALL);
    List<GalleryFolder> folders = test.get().folders();
    test.close();
    deleteCache();
    test.open();
    assertEquals(pictures, test.get().query(GalleryQuery.ALL));
    assertEquals(folders, test.get().folders());
    assertEquals(
        List.of("fox.png"),
        test.names(new GalleryQuery(null, "", null, true, GalleryQuery.Sort.NAME)));
    assertEquals(3, folders.size());
  }

  @Test
  void theCacheFolderMayGoWhileItIsOpen() throws IOException {
    Path fox = test.picture("fox.png");
    test.open();
    deleteCache();
    TestGallery.done(test.get().star(List.of(fox), true));
    Path large = test.root.resolve("large.png");
    TestGallery.picture(large, "", "nano", 1, new Size(400, 300));
    assertTrue(Files.exists(test.get().thumbnail(large)));
    test.open();
    assertTrue(test.get().query(GalleryQuery.ALL).getLast().starred());
    assertEquals(2, test.names().size());
  }

  @Test
  void aDamagedDatabaseComesBack() throws IOException {
    for (int i = 0; i < 60; i++) {
      test.picture("p" + i + ".png", "prompt number " + i, "nano", i);
    }
    test.open();
    List<GalleryPicture> pictures = test.get().query(GalleryQuery.ALL);
    Path database = test.cache.resolve("gallery.db");
    Random random = new Random(1);
    for (int round = 0; round < 12; round++) {
      test.close();
      try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "rw")) {
        byte[] noise = new byte[1 + random.nextInt(3000)];
        random.nextBytes(noise);
        file.seek(random.nextLong(file.length()));
        file.write(noise);
      }
      test.open();
      assertEquals(pictures, test.get().query(GalleryQuery.ALL), "round " + round);
    }
    for (String contents : List.of("", "no database at all")) {
      test.close();
      Files.writeString(database, contents);
      test.open();
      assertEquals(pictures, test.get().query(GalleryQuery.ALL));
    }
  }

  @Test
  void aBrokenTextInTheDatabaseIsNotBelieved() throws Exception {
    test.picture("fox.png");
    test.open();
    test.close();
    try (var connection =
        DriverManager.getConnection("jdbc:sqlite:" + test.cache.resolve("gallery.db"))) {
      connection.createStatement().execute("UPDATE picture SET prompt='a fix'");
    }
    test.open();
    assertEquals("a fox", test.only().prompt());
  }

  @Test
  void withoutAPlaceForTheDatabaseThereIsAGalleryAllTheSame() throws IOException {
    test.picture("fox.png");
    Files.writeString(test.cache, "a file where the cache should be");
    test.open();
    assertEquals(List.of("fox.png"), test.names());
  }

  @Test
  void anIndexOfAnotherRootIsNotShown() throws IOException {
    test.picture("fox.png");
    test.open();
    test.close();
    Path other = folder.resolve("other");
    TestGallery.picture(other.resolve("owl.png"), "an owl", "nano", 2, new Size(8, 8));
    try (Gallery gallery = Gallery.open(other, test.cache, Trash.at(test.trash), () -> {})) {
      Eventually.until(() -> !gallery.isScanning());
      assertEquals(1, gallery.query(GalleryQuery.ALL).size());
      assertEquals("an owl", gallery.query(GalleryQuery.ALL).getFirst().prompt());
    }
  }

  private void deleteCache() throws IOException {
    Files.walkFileTree(
        test.cache,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes found)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, java.io.IOException e)
              throws IOException {
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
