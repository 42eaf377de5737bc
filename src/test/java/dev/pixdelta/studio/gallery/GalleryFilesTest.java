package dev.pixdelta.studio.gallery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.pipeline.Size;
import dev.pixdelta.testing.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Moving, copying, deleting and starring: no picture is ever lost, and no star. */
final class GalleryFilesTest {
  private static final GalleryQuery STARRED =
      new GalleryQuery(null, "", null, true, GalleryQuery.Sort.NAME);

  private final Path folder;
  private final TestGallery test;

  GalleryFilesTest(@TempDir Path folder) {
    this.folder = folder;
    this.test = new TestGallery(folder);
  }

  @AfterEach
  void tearDown() {
    test.close();
  }

  @Test
  void aMovedPictureKeepsItsStarAndItsPlaceInTheIndex() throws IOException {
    Path fox = test.picture("fox.png");
    TestGallery.done(test.open().star(List.of(fox), true));
    GalleryPicture before = test.only();
    List<Path> moved =
        TestGallery.places(
            TestGallery.done(test.get().move(List.of(fox), test.root.resolve("birds"))));
    assertEquals(List.of(test.root.resolve("birds/fox.png")), moved);
    GalleryPicture after = test.only();
    assertEquals(
        new GalleryPicture(
            moved.getFirst(),
            before.modified(),
            before.size(),
            before.prompt(),
            before.model(),
            before.seed(),
            true),
        after);
    assertEquals(
        List.of("birds/fox.png", "birds/fox.png.pixdelta.json"), TestGallery.filesBelow(test.root));
    assertEquals(1, test.get().folders().getFirst().pictures());
    test.open();
    assertEquals(after, test.only());
  }

  @Test
  void takenNamesGetNumbersAndUndoGivesOldNamesBack() throws IOException {
    Path here = test.picture("fox.png", "here", "nano", 1);
    Path there = test.picture("birds/fox.png", "there", "nano", 2);
    Path other = test.picture("birds/fox-2.png", "other", "nano", 3);
    TestGallery.done(test.open().star(List.of(here), true));
    List<Moved> moved =
        TestGallery.done(test.get().move(List.of(here, other), test.root.resolve("birds")));
    assertEquals(List.of(test.root.resolve("birds/fox-3.png"), other), TestGallery.places(moved));
    assertEquals(List.of("fox-3.png"), test.names(STARRED));
    assertEquals(
        List.of(here, other), TestGallery.places(TestGallery.done(test.get().moveBack(moved))));
    assertEquals(
        List.of("birds/fox-2.png", "birds/fox.png", "fox.png", "fox.png.pixdelta.json"),
        TestGallery.filesBelow(test.root));
    assertEquals(List.of("fox.png"), test.names(STARRED));
    assertTrue(Files.exists(there));
  }

  @Test
  void someoneElsesSidecarIsNotGivenToAnotherPicture() throws IOException {
    Path fox = test.picture("fox.png");
    Path birds = Files.createDirectories(test.root.resolve("birds"));
    Path left = birds.resolve("fox.png.pixdelta.json");
    Files.writeString(left, "{\"starred\":true}");
    test.open();
    Path moved = TestGallery.done(test.get().move(List.of(fox), birds)).getFirst().to();
    assertEquals(birds.resolve("fox-2.png"), moved);
    assertEquals(List.of(), test.names(STARRED));
  }

  @Test
  void toAnotherFileSystemAndBackNothingIsLost() throws IOException {
    try (OtherFileSystem other = OtherFileSystem.of(folder)) {
      Path fox = test.picture("fox.png");
      byte[] bytes = Files.readAllBytes(fox);
      FileTime time = Files.getLastModifiedTime(fox);
      TestGallery.done(test.open().star(List.of(fox), true));
      List<Path> moved =
          TestGallery.places(TestGallery.done(test.get().move(List.of(fox), other.folder())));
      assertEquals(
          List.of("fox.png", "fox.png.pixdelta.json"), TestGallery.filesBelow(other.folder()));
      assertEquals(List.of(), TestGallery.filesBelow(test.root));
      assertEquals(List.of(), test.names());
      assertEquals(time, Files.getLastModifiedTime(moved.getFirst()));
      Path back = PictureTransfer.move(moved.getFirst(), fox);
      assertEquals(List.of(), TestGallery.filesBelow(other.folder()));
      test.get().added(back).join();
      assertEquals(List.of("fox.png"), test.names(STARRED));
      assertEquals(bytes.length, Files.size(back));
    }
  }

  @Test
  void whatCannotBeMovedIsNamedAndTheOthersMove() throws IOException {
    List<Path> pictures = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      pictures.add(test.picture("p" + i + ".png"));
    }
    test.open();
    for (int i = 1; i < 6; i++) {
      Files.delete(pictures.get(i));
    }
    Path birds = test.root.resolve("birds");
    Outcome<Moved> outcome = test.get().move(pictures, birds).join();
    assertEquals(List.of(new Moved(pictures.getFirst(), birds.resolve("p0.png"))), outcome.done());
    assertEquals(pictures.subList(1, 6), outcome.failedOf(pictures));
    assertEquals(
        birds
            + ": 5 of 6 pictures could not be moved there - "
            + pictures.get(1)
            + ": cannot be moved: there is no such file or folder; "
            + pictures.get(2)
            + ": cannot be moved: there is no such file or folder; "
            + pictures.get(3)
            + ": cannot be moved: there is no such file or folder; and 2 more",
        String.valueOf(outcome.problem()));
    assertEquals(List.of("birds/p0.png"), TestGallery.filesBelow(test.root));

    Path file = Files.writeString(test.root.resolve("file"), "");
    Path p0 = birds.resolve("p0.png");
    assertTrue(TestGallery.problem(test.get().move(List.of(p0), file)).contains(p0 + ": "));
    assertTrue(Files.exists(p0));
    assertTrue(test.names().contains("p0.png"));
  }

  @Test
  void exportCopiesPicturesAlone() throws IOException {
    Path fox = test.picture("fox.png");
    TestGallery.done(test.open().star(List.of(fox), true));
    Path out = folder.resolve("out/new");
    assertEquals(
        List.of(out.resolve("fox.png"), out.resolve("fox-2.png")),
        test.get().export(List.of(fox, fox), out).done());
    assertEquals(List.of("fox-2.png", "fox.png"), TestGallery.filesBelow(out));
    assertEquals(-1, Files.mismatch(fox, out.resolve("fox-2.png")));
    assertEquals(List.of("fox.png"), test.names());
    assertNull(test.get().export(List.of(fox), test.root).problem());
    Eventually.until(() -> test.names().equals(List.of("fox-2.png", "fox.png")));
    Path gone = test.root.resolve("gone.png");
    String sentence = String.valueOf(test.get().export(List.of(gone, fox), out).problem());
    assertTrue(sentence.contains("1 of 2 pictures could not be copied"), sentence);
    assertTrue(Files.exists(out.resolve("fox-3.png")));
    assertFalse(Files.exists(out.resolve("gone.png")));
  }

  @Test
  void aRenamedFolderTakesEverythingAlong() throws IOException {
    Path fox = test.picture("birds/winter/fox.png");
    Path large = test.root.resolve("birds/large.png");
    TestGallery.picture(large, "", "nano", 1, new Size(400, 300));
    test.picture("owl.png");
    TestGallery.done(test.open().star(List.of(fox), true));
    Path thumbnail = test.get().thumbnail(large);
    Path renamed = test.get().renameFolder(test.root.resolve("birds"), "Flying things").join();
    assertEquals(
        List.of("Flying things", "Flying things/winter"),
        test.get().folders().stream().map(GalleryFolder::name).toList());
    assertEquals(List.of("fox.png"), test.names(STARRED));
    assertEquals(List.of("fox.png", "large.png", "owl.png"), test.names());
    assertFalse(Files.exists(thumbnail), "it follows, for it need not be made again");
    assertTrue(Files.exists(test.get().thumbnail(renamed.resolve("large.png"))));
    test.open();
    assertEquals(List.of("fox.png", "large.png", "owl.png"), test.names());
  }

  @Test
  void foldersThatCannotBeAreSentences() throws IOException {
    test.picture("birds/fox.png");
    test.picture("fish/cod.png");
    Gallery gallery = test.open();
    Path birds = test.root.resolve("birds");
    assertNotNull(TestGallery.refusal(gallery.newFolder(test.root, "birds")));
    assertNotNull(TestGallery.refusal(gallery.newFolder(test.root, "a/b")));
    assertNotNull(TestGallery.refusal(gallery.newFolder(folder, "outside")));
    assertNotNull(TestGallery.refusal(gallery.newFolder(birds.resolve("no"), "x")));
    assertNotNull(TestGallery.refusal(gallery.renameFolder(birds, "fish")));
    assertNotNull(TestGallery.refusal(gallery.renameFolder(birds, "fox?")));
    assertNotNull(TestGallery.refusal(gallery.renameFolder(test.root, "x")));
    assertNotNull(TestGallery.refusal(gallery.renameFolder(test.root.resolve("no"), "x")));
    assertEquals(List.of("birds/fox.png", "fish/cod.png"), TestGallery.filesBelow(test.root));
  }

  @Test
  void aNewFolderShowsAtOnceEvenIfThereWasNoRoot() {
    Gallery gallery = test.open();
    Path made = gallery.newFolder(test.root, "empty").join();
    assertEquals(List.of(new GalleryFolder(made, "empty", 0)), gallery.folders());
    test.open();
    assertEquals(List.of(new GalleryFolder(made, "empty", 0)), test.get().folders());
  }

  @Test
  void namesInAnyLanguageMoveAndComeBack() throws IOException {
    GalleryIndexTest.assumeUnicodeNames();
    Path fox = test.picture("여우 🦊.png");
    TestGallery.done(test.open().star(List.of(fox), true));
    Path animals = test.get().newFolder(test.root, "동물들 🐾").join();
    Path moved = TestGallery.done(test.get().move(List.of(fox), animals)).getFirst().to();
    List<Deleted> deleted = TestGallery.done(test.get().delete(List.of(moved)));
    if (deleted.getFirst().isRestorable()) {
      assertEquals(List.of(moved), TestGallery.done(test.get().restore(deleted)));
      assertEquals(List.of("여우 🦊.png"), test.names(STARRED));
    }
  }

  @Test
  void starsThatCannotBeSavedAreNamedAndOthersAre() throws IOException {
    Path fox = test.picture("fox.png");
    Path owl = test.picture("owl.png");
    Files.writeString(Sidecar.of(fox).file(), "damaged");
    test.open();
    String sentence = TestGallery.problem(test.get().star(List.of(fox, owl), true));
    assertTrue(sentence.contains("1 of 2 pictures"), sentence);
    assertEquals(List.of("owl.png"), test.names(STARRED));
  }

  @Test
  void manyThreadsAtOnceLoseNothing() throws Exception {
    Set<String> all = new TreeSet<>();
    List<Path> pictures = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      all.add("p" + i + ".png");
      pictures.add(test.picture("p" + i + ".png"));
    }
    Gallery gallery = test.open();
    List<Callable<Void>> calls = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Path picture = pictures.get(i);
      Path target = test.root.resolve("f" + i % 3);
      calls.add(
          () -> {
            TestGallery.done(gallery.star(List.of(picture), true));
            TestGallery.done(gallery.move(List.of(picture), target));
            return null;
          });
      calls.add(
          () -> {
            gallery.query(GalleryQuery.ALL);
            gallery.rescan();
            gallery.folders();
            return null;
          });
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
      for (Future<Void> call : pool.invokeAll(calls)) {
        call.get();
      }
    }
    assertEquals(all, new TreeSet<>(test.names(STARRED)));
    assertEquals(60, test.names().size());
    gallery.rescan();
    test.open();
    assertEquals(all, new TreeSet<>(test.names(STARRED)));
    assertEquals(120, TestGallery.filesBelow(test.root).size());
  }
}
