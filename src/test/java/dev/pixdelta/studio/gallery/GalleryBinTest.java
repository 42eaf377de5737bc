package dev.pixdelta.studio.gallery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.testing.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Deleting is a way to the system's bin, and back. */
@EnabledOnOs(OS.LINUX)
final class GalleryBinTest {
  private static final GalleryQuery STARRED =
      new GalleryQuery(null, "", null, true, GalleryQuery.Sort.NAME);

  private final TestGallery test;

  GalleryBinTest(@TempDir Path folder) {
    this.test = new TestGallery(folder);
  }

  @AfterEach
  void tearDown() {
    test.close();
  }

  @Test
  void whatIsDeletedIsInTheBinAndComesBackWithItsStar() throws IOException {
    Path fox = test.picture("birds/fox.png");
    Path owl = test.picture("owl.png");
    TestGallery.done(test.open().star(List.of(fox), true));
    List<GalleryPicture> before = test.get().query(GalleryQuery.ALL);
    List<Deleted> deleted = TestGallery.done(test.get().delete(List.of(fox, owl)));
    assertEquals(2, deleted.size());
    assertTrue(deleted.stream().allMatch(Deleted::isRestorable));
    assertEquals(List.of(), test.names());
    assertEquals(List.of(), TestGallery.filesBelow(test.root));
    assertEquals(6, TestGallery.filesBelow(test.trash).size());

    Files.delete(test.root.resolve("birds"));
    assertEquals(List.of(fox, owl), TestGallery.done(test.get().restore(deleted)));
    assertEquals(before, test.get().query(GalleryQuery.ALL));
    assertEquals(List.of("fox.png"), test.names(STARRED));
    assertEquals(List.of(), TestGallery.filesBelow(test.trash));
  }

  @Test
  void whatComesBackTakesNobodysPlace() throws IOException {
    Path fox = test.picture("fox.png", "old", "nano", 1);
    Path owl = test.picture("owl.png");
    TestGallery.done(test.open().star(List.of(fox), true));
    List<Deleted> deleted = TestGallery.done(test.get().delete(List.of(fox, owl)));
    test.picture("fox.png", "new", "nano", 2);
    try (Stream<Path> binned = Files.list(test.trash.resolve("files"))) {
      for (Path file : binned.filter(f -> f.endsWith("owl.png")).toList()) {
        Files.delete(file); // the bin was emptied in part
      }
    }
    String sentence = TestGallery.problem(test.get().restore(deleted));
    assertTrue(sentence.contains("1 of 2 pictures could not be brought"), sentence);
    Eventually.until(() -> test.names().equals(List.of("fox-2.png", "fox.png")));
    assertEquals(List.of("fox-2.png"), test.names(STARRED));
    assertFalse(Files.exists(owl));
  }

  @Test
  void withoutABinNothingIsDeleted() throws IOException {
    Path fox = test.picture("fox.png");
    Files.writeString(test.trash, "a file where the bin should be");
    test.open();
    String sentence = TestGallery.problem(test.get().delete(List.of(fox)));
    assertTrue(sentence.contains("cannot be moved to the bin"), sentence);
    assertTrue(Files.exists(fox));
    assertEquals(List.of("fox.png"), test.names());
  }

  @Test
  void whatMayNotBeDeletedStaysAndIsNamed() throws IOException {
    Path fox = test.picture("kept/fox.png");
    Path owl = test.picture("owl.png");
    Path kept = Objects.requireNonNull(fox.getParent());
    test.open();
    TestGallery.withoutPermissions(
        kept,
        () -> {
          String sentence = TestGallery.problem(test.get().delete(List.of(fox, owl)));
          assertTrue(sentence.contains("1 of 2 pictures could not"), sentence);
          assertTrue(sentence.contains(fox + ": "), sentence);
          assertEquals(List.of("fox.png"), test.names());
        });
    assertTrue(Files.exists(fox));
  }
}
