package dev.pixdelta.studio.gallery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.pipeline.Size;
import dev.pixdelta.testing.Eventually;
import dev.pixdelta.testing.FaultyDisk;
import dev.pixdelta.testing.FaultyDisk.Operation;
import dev.pixdelta.testing.FreshRandom;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the user does to pictures while the gallery looks at them: whoever is first, the catalogue
 * is as the disk afterwards, without another look.
 */
final class GalleryRaceTest {
  private static final GalleryQuery STARRED =
      new GalleryQuery(null, "", null, true, GalleryQuery.Sort.NAME);

  private final FaultyDisk disk = new FaultyDisk();
  private final CountDownLatch reading = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);
  private final TestGallery test;

  GalleryRaceTest(@TempDir Path folder) {
    this.test = new TestGallery(disk.path(folder));
  }

  @AfterEach
  void tearDown() {
    goOn.countDown();
    test.close();
  }

  /** Stops whoever reads a picture of a name, once, until the test lets it go on. */
  private void stopAt(Operation stop, String name) {
    disk.set(
        (operation, path) -> {
          if (operation == stop && path.endsWith(name)) {
            disk.repair();
            reading.countDown();
            try {
              goOn.await();
            } catch (InterruptedException e) {
              throw new InterruptedIOException(e.toString());
            }
          }
        });
  }

  /** Does something while a scan has stopped in the middle of reading a picture. */
  private <T> T whileItIsRead(Path picture, BiFunction<Gallery, Path, CompletableFuture<T>> change)
      throws InterruptedException {
    stopAt(Operation.OPEN_TO_READ, String.valueOf(picture.getFileName()));
    Gallery gallery = test.begin();
    reading.await();
    CompletableFuture<T> asked = change.apply(gallery, picture);
    goOn.countDown();
    return asked.join();
  }

  @Test
  void aPictureThatIsMovedWhileItIsReadIsWhereItWasMovedTo() throws Exception {
    Path fox = test.picture("fox.png");
    Path birds = test.root.resolve("birds");
    var outcome = whileItIsRead(fox, (gallery, p) -> gallery.move(List.of(p), birds));
    assertEquals(List.of(new Moved(fox, birds.resolve("fox.png"))), outcome.done());
    assertEquals(birds.resolve("fox.png"), test.only().file());
    assertEquals("a fox", test.only().prompt());
    test.settle();
    assertEquals(List.of("fox.png"), test.names());
  }

  @Test
  void aPictureThatIsStarredWhileItIsReadIsStarred() throws Exception {
    Path fox = test.picture("fox.png");
    var outcome = whileItIsRead(fox, (gallery, p) -> gallery.star(List.of(p), true));
    assertEquals(List.of(fox), outcome.done());
    assertEquals(List.of("fox.png"), test.names(STARRED));
    test.settle();
    assertEquals(List.of("fox.png"), test.names(STARRED));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aPictureThatIsDeletedWhileItIsReadDoesNotComeBack() throws Exception {
    Path fox = test.picture("fox.png");
    var outcome = whileItIsRead(fox, (gallery, p) -> gallery.delete(List.of(p)));
    assertEquals(1, outcome.done().size());
    assertEquals(List.of(), test.names());
    test.settle();
    assertEquals(List.of(), test.names());
    assertEquals(List.of(fox), TestGallery.done(test.get().restore(outcome.done())));
    assertEquals(List.of("fox.png"), test.names());
  }

  @Test
  void aFolderThatIsRenamedWhileItIsReadKeepsItsPictures() throws Exception {
    Path fox = test.picture("birds/fox.png");
    for (int i = 0; i < 20; i++) {
      test.picture("birds/more/p" + i + ".png");
    }
    Path renamed =
        whileItIsRead(
            fox, (gallery, p) -> gallery.renameFolder(test.root.resolve("birds"), "fish"));
    assertEquals(test.root.resolve("fish"), renamed);
    assertEquals(21, test.names().size());
    test.settle();
    assertEquals(21, test.names().size());
    assertEquals(
        List.of("fish", "fish/more"),
        test.get().folders().stream().map(GalleryFolder::name).toList());
  }

  @Test
  void aPictureThatIsMovedBeforeItWasEverSeenIsSeen() throws Exception {
    test.open();
    Path fox = test.picture("fox.png"); // by another program
    stopAt(Operation.LIST, "pictures");
    test.get().rescan();
    reading.await(); // before it is listed
    Path birds = test.root.resolve("birds");
    assertEquals(
        List.of(birds.resolve("fox.png")),
        TestGallery.places(TestGallery.done(test.get().move(List.of(fox), birds))));
    assertEquals(birds.resolve("fox.png"), test.only().file());
    goOn.countDown();
    test.settle();
    assertEquals(birds.resolve("fox.png"), test.only().file());
  }

  @Test
  void whoAsksWaitsForNoScan() throws Exception {
    test.picture("fox.png");
    test.open();
    test.picture("owl.png");
    stopAt(Operation.OPEN_TO_READ, "owl.png");
    test.get().rescan();
    reading.await();
    assertEquals(List.of("fox.png"), test.names());
    assertEquals(List.of("nano"), test.get().models());
    assertEquals(List.of(), test.get().folders());
    assertTrue(test.get().isScanning());
    goOn.countDown();
    test.settle();
    assertEquals(List.of("fox.png", "owl.png"), test.names());
  }

  @Test
  void anotherFolderIsThereAtOnceAlthoughTheDiskHangs() throws Exception {
    test.picture("in/fox.png");
    Path other = test.root.resolveSibling("other");
    TestGallery.picture(other.resolve("owl.png"), "an owl", "nano", 1, new Size(8, 8));
    stopAt(Operation.LIST, "in");
    Gallery hanging = test.begin();
    reading.await();
    // Far less than what closing may take; the disk hangs until this test ends.
    Gallery next = Assertions.assertTimeout(Duration.ofSeconds(5), () -> hanging.at(other));
    try (next) {
      Eventually.until(() -> !next.isScanning());
      assertEquals("an owl", next.query(GalleryQuery.ALL).getFirst().prompt());
      assertEquals(1, goOn.getCount());
      assertFalse(hanging.isScanning());
    }
  }

  @Test
  void whatWasAskedForBeforeAnotherFolderIsShownIsDone() throws Exception {
    Path fox = test.picture("fox.png");
    Gallery gallery = test.open();
    var starred = gallery.star(List.of(fox), true);
    var moved = gallery.move(List.of(fox), test.root.resolve("birds"));
    try (Gallery next = gallery.at(test.root.resolve("birds"))) {
      Eventually.until(() -> !next.isScanning());
      assertEquals(1, starred.join().done().size());
      assertEquals(1, moved.join().done().size());
      assertTrue(next.query(GalleryQuery.ALL).getFirst().starred());
    }
  }

  @Test
  void changesAreDoneInTheOrderInWhichTheyWereAskedFor() throws Exception {
    Path fox = test.picture("fox.png");
    Gallery gallery = test.open();
    List<CompletableFuture<?>> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      all.add(gallery.star(List.of(fox), i % 2 == 0));
    }
    all.forEach(CompletableFuture::join);
    assertFalse(test.only().starred());
    assertEquals(List.of("fox.png"), TestGallery.filesBelow(test.root));
  }

  @Test
  void afterAnyChangesInAnyOrderTheCatalogueIsAsTheDisk() throws Exception {
    Random random = FreshRandom.of(GalleryRaceTest.class);
    for (int i = 0; i < 40; i++) {
      test.picture("f" + i % 4 + "/p" + i + ".png", "prompt " + i, "nano", i);
    }
    Gallery gallery = test.begin(); // the changes begin while all of it is being read
    List<CompletableFuture<?>> asked = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      List<GalleryPicture> now = gallery.query(GalleryQuery.ALL);
      if (now.isEmpty()) {
        continue;
      }
      List<Path> some = List.of(now.get(random.nextInt(now.size())).file());
      switch (random.nextInt(5)) {
        case 0 -> asked.add(gallery.star(some, random.nextBoolean()));
        case 1 -> asked.add(gallery.move(some, test.root.resolve("f" + random.nextInt(6))));
        case 2 ->
            asked.add(
                gallery
                    .renameFolder(
                        test.root.resolve("f" + random.nextInt(6)), "f" + random.nextInt(6))
                    .exceptionally(refused -> test.root));
        case 3 -> gallery.rescan();
        default -> asked.add(gallery.added(some.getFirst()));
      }
    }
    asked.forEach(CompletableFuture::join);
    test.settle();
    assertEquals(onDisk(), inCatalogue(gallery));
    assertEquals(40, gallery.query(GalleryQuery.ALL).size());
  }

  private static Map<Path, Boolean> inCatalogue(Gallery gallery) {
    Map<Path, Boolean> stars = new TreeMap<>();
    gallery.query(GalleryQuery.ALL).forEach(p -> stars.put(p.file(), p.starred()));
    return stars;
  }

  private Map<Path, Boolean> onDisk() throws IOException {
    Map<Path, Boolean> stars = new TreeMap<>();
    for (String name : TestGallery.filesBelow(test.root)) {
      if (name.endsWith(".png")) {
        Path file = test.root.resolve(name);
        stars.put(file, Files.exists(Sidecar.of(file).file()));
      }
    }
    return stars;
  }
}
