package dev.pixdelta.studio.gallery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.pipeline.Size;
import dev.pixdelta.testing.Eventually;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the gallery shows is what is on the disk, whatever became of the index. */
final class GalleryIndexTest {
  private final Path folder;
  private final TestGallery test;

  GalleryIndexTest(@TempDir Path folder) {
    this.folder = folder;
    this.test = new TestGallery(folder);
  }

  @AfterEach
  void tearDown() {
    test.close();
  }

  @Test
  void showsWhatPicturesSayOfThemselves() throws IOException {
    Path file = test.picture("birds/heron.png", "a heron", "nano", 42);
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-02-03T04:05:06Z")));
    test.open();
    assertEquals(
        new GalleryPicture(
            file,
            Instant.parse("2026-02-03T04:05:06Z"),
            new Size(24, 16),
            "a heron",
            "nano",
            42L,
            false),
        test.only());
    assertEquals(List.of("nano"), test.get().models());
  }

  @Test
  void passesOverWhatIsNoPicture() throws IOException {
    test.picture("good.png");
    test.picture(".hidden.png");
    test.picture(".cache/x.png");
    Files.write(test.root.resolve("claimed.png"), new byte[0]);
    Files.writeString(test.root.resolve("cut.png"), "\u0089PNG\r\n");
    Files.writeString(test.root.resolve("notes.txt"), "fox");
    Files.createDirectories(test.root.resolve("folder.png"));
    test.open();
    assertEquals(List.of("good.png"), test.names());
  }

  @Test
  void linksInCirclesEndAndLinkedPicturesShow() throws IOException {
    Path real = test.picture("in/fox.png");
    Files.createSymbolicLink(test.root.resolve("in/round"), test.root);
    Files.createSymbolicLink(test.root.resolve("nowhere.png"), folder.resolve("gone.png"));
    Files.createSymbolicLink(test.root.resolve("self.png"), test.root.resolve("self.png"));
    Files.createSymbolicLink(test.root.resolve("link.png"), real);
    test.open();
    assertEquals(List.of("fox.png", "link.png"), test.names());
  }

  @Test
  void filesOfOtherProgramsAppearChangeAndGo() throws IOException {
    test.picture("fox.png");
    test.open();
    Path owl = test.picture("birds/owl.png", "an owl", "nano", 2);
    Eventually.until(() -> test.names().equals(List.of("fox.png", "owl.png")));
    Files.delete(owl);
    test.picture("birds/owl.png", "a barn owl", "nano", 3);
    Eventually.until(
        () ->
            !test.names(new GalleryQuery(null, "barn", null, false, GalleryQuery.Sort.NAME))
                .isEmpty());
    Files.delete(owl);
    Eventually.until(() -> test.names().equals(List.of("fox.png")));
    Files.delete(test.root.resolve("birds"));
    Eventually.until(() -> test.get().folders().isEmpty());
  }

  @Test
  void aStarThatAnotherProgramWroteShows() throws IOException {
    Path fox = test.picture("fox.png");
    test.open();
    Files.writeString(Sidecar.of(fox).file(), "{\"starred\": true}");
    test.get().rescan();
    Eventually.until(() -> test.only().starred());
  }

  @Test
  void aPictureReplacedWhileTheGalleryWasClosedIsReadAnew() throws IOException {
    Path file = test.picture("fox.png", "a fox", "nano", 1);
    test.open();
    test.close();
    Files.delete(file);
    test.picture("fox.png", "a red fox", "nano", 9);
    Files.delete(test.picture("gone.png"));
    test.open();
    assertEquals("a red fox", test.only().prompt());
    assertEquals(9L, test.only().seed());
  }

  @Test
  void whatWasSavedIsThereAtOnce() throws IOException {
    test.open();
    assertNull(test.get().problem(), "the first picture will make the folder");
    Path file = test.picture("new/fox.png");
    test.get().added(file).join();
    assertEquals(List.of("fox.png"), test.names());
    assertEquals(1, test.get().folders().getFirst().pictures());
    test.get().added(folder.resolve("elsewhere.png")).join();
    Files.delete(file);
    test.get().added(file).join();
    assertEquals(List.of(), test.names());
  }

  @Test
  void listenersHearOfChangesAFewTimesNotThousands() throws IOException {
    Path file = test.picture("fox.png");
    test.open();
    Eventually.until(() -> test.changes.get() > 0);
    int before = test.changes.get();
    for (int i = 0; i < 500; i++) {
      Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(i)));
      test.get().added(file).join();
    }
    Eventually.until(() -> test.changes.get() > before);
    assertTrue(test.changes.get() - before < 50, "" + test.changes.get());
  }

  @Test
  void aRootThatIsGoneIsASentenceAndTheIndexStays() throws IOException {
    test.picture("fox.png");
    test.open();
    Path away = folder.resolve("unplugged");
    Files.move(test.root, away);
    test.get().rescan();
    Eventually.until(() -> test.get().problem() != null);
    assertTrue(test.problem().contains("is not there"), test.problem());
    assertEquals(List.of("fox.png"), test.names());
    test.open();
    assertNotNull(test.get().problem());
    assertEquals(List.of("fox.png"), test.names());
    Files.move(away, test.root);
    test.get().rescan();
    Eventually.until(() -> test.get().problem() == null);
    assertEquals(List.of("fox.png"), test.names());
  }

  @Test
  void anEmptyFolderOfAnotherDeviceIsAnUnpluggedDrive() throws Exception {
    test.picture("fox.png");
    test.open();
    test.close();
    Files.delete(test.root.resolve("fox.png"));
    try (var connection =
        DriverManager.getConnection("jdbc:sqlite:" + test.cache.resolve("gallery.db"))) {
      connection.createStatement().execute("UPDATE root SET device=device+1");
    }
    test.open();
    assertTrue(test.problem().contains("connect it"), test.problem());
    assertEquals(List.of("fox.png"), test.names());
  }

  @Test
  void theLastPictureDeletedByHandGoes() throws IOException {
    Path fox = test.picture("fox.png");
    test.open();
    Files.delete(fox);
    test.get().rescan();
    Eventually.until(() -> test.names().isEmpty());
    assertNull(test.get().problem());
  }

  @Test
  void aRootThatIsAFileIsASentence() throws IOException {
    Files.writeString(test.root, "no folder");
    test.open();
    assertTrue(test.problem().startsWith(test.root + ": "), test.problem());
  }

  @Test
  void aDamagedFileIsPassedOverUntilItIsWhole() throws IOException {
    Path good = test.picture("good.png");
    Path bad = Files.writeString(test.root.resolve("bad.png"), "damaged");
    test.open();
    assertEquals(List.of("good.png"), test.names());
    Files.delete(bad);
    Files.copy(good, bad);
    test.get().rescan();
    Eventually.until(() -> test.names().size() == 2);
  }

  @Test
  void whatMayNotBeReadIsPassedOverAndWhatIsKnownOfItStays() throws IOException {
    Path secret = test.picture("secret.png");
    Path folder = test.picture("closed/fox.png").getParent();
    test.picture("owl.png");
    TestGallery.withoutPermissions(
        secret,
        () -> {
          test.open();
          assertEquals(List.of("fox.png", "owl.png"), test.names());
        });
    TestGallery.withoutPermissions(
        Objects.requireNonNull(folder),
        () -> {
          test.picture("new.png");
          test.open();
          assertEquals(List.of("fox.png", "new.png", "owl.png", "secret.png"), test.names());
        });
    TestGallery.withoutPermissions(
        test.root,
        () -> {
          test.open();
          assertTrue(test.problem().contains("permission denied"), test.problem());
          assertEquals(4, test.names().size());
        });
  }

  @Test
  void namesInAnyLanguage() throws IOException {
    assumeUnicodeNames();
    test.picture("새/펭귄 🐧.png", "두 마리의 펭귄 🐧", "nano", 1);
    test.open();
    test.open();
    assertEquals(List.of("펭귄 🐧.png"), test.names());
    assertEquals("새", test.get().folders().getFirst().name());
    assertEquals("두 마리의 펭귄 🐧", test.only().prompt());
  }

  static void assumeUnicodeNames() {
    Charset names = Charset.forName(System.getProperty("sun.jnu.encoding"));
    Assumptions.assumeTrue(names.newEncoder().canEncode("펭귄 🐧"));
  }

  @Test
  void aClosedGalleryStillAnswers() throws IOException {
    Path fox = test.picture("fox.png");
    test.open();
    test.close();
    test.get().rescan();
    test.get().added(fox).join();
    TestGallery.done(test.get().star(List.of(fox), true));
    assertTrue(test.only().starred());
    test.get().close();
  }
}
