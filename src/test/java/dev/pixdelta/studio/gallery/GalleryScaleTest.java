package dev.pixdelta.studio.gallery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.testing.Eventually;
import dev.pixdelta.testing.PictureCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gallery of 20,000 pictures; prints what docs/performance.md says of it. */
@Tag("soak")
final class GalleryScaleTest {
  private static final int PICTURES = 20_000;

  @Test
  void twentyThousandPicturesAreThereAtOnce(@TempDir Path folder) throws Exception {
    Path root = folder.resolve("pictures");
    Path cache = folder.resolve("cache");
    long start = System.nanoTime();
    List<Path> files = PictureCollection.fill(root, PICTURES, 128);
    System.out.printf("made in %.1f s%n", since(start));

    long before = heap();
    start = System.nanoTime();
    try (Gallery gallery = Gallery.open(root, cache, () -> {})) {
      awaitScan(gallery);
      System.out.printf("index made in %.2f s%n", since(start));
      assertEquals(PICTURES, gallery.query(GalleryQuery.ALL).size());
    }

    start = System.nanoTime();
    try (Gallery gallery = Gallery.open(root, cache, () -> {})) {
      int known = gallery.query(GalleryQuery.ALL).size();
      double seconds = since(start);
      System.out.printf("opened with an index in %.2f s%n", seconds);
      assertEquals(PICTURES, known);
      assertTrue(seconds < 1, seconds + " s");
      awaitScan(gallery);
      System.out.printf("and looked through for changes after %.2f s%n", since(start));

      for (GalleryQuery query :
          List.of(
              GalleryQuery.ALL,
              new GalleryQuery(null, "snow FOX", null, false, GalleryQuery.Sort.NEWEST),
              new GalleryQuery(null, "펭귀", null, false, GalleryQuery.Sort.NAME),
              new GalleryQuery(null, "", "nano", false, GalleryQuery.Sort.PROMPT),
              new GalleryQuery(
                  root.resolve("portraits"), "oil", null, false, GalleryQuery.Sort.MODEL),
              new GalleryQuery(null, "no such words", null, false, GalleryQuery.Sort.NEWEST))) {
        double millis = 1000 * fastest(() -> gallery.query(query));
        System.out.printf(
            "%-12s %-8s %5d found in %.1f ms%n",
            query.text(), query.sort(), gallery.query(query).size(), millis);
        assertTrue(millis < 50, millis + " ms");
      }
      System.out.printf("folders in %.1f ms%n", 1000 * fastest(gallery::folders));
      System.out.printf("heap %.1f MB%n", (heap() - before) / 1e6);

      start = System.nanoTime();
      TestGallery.done(gallery.star(files.subList(0, 200), true));
      System.out.printf("200 starred in %.2f s%n", since(start));
      start = System.nanoTime();
      TestGallery.done(gallery.move(files.subList(0, 1000), root.resolve("moved")));
      System.out.printf("1,000 moved in %.2f s%n", since(start));
    }
  }

  @Test
  void thumbnailsOfLargePictures(@TempDir Path folder) throws IOException {
    List<Path> files = PictureCollection.fill(folder.resolve("pictures"), 60, 1024);
    System.out.printf("1024 px, %.0f kB each%n", Files.size(files.getFirst()) / 1e3);
    ThumbnailCache thumbnails = new ThumbnailCache(folder.resolve("thumbnails"), 1 << 30);
    files.subList(0, 20).forEach(thumbnails::of);
    long start = System.nanoTime();
    files.subList(20, 40).forEach(thumbnails::of);
    System.out.printf("%.1f thumbnails/s, one thread%n", 20 / since(start));
    start = System.nanoTime();
    files.subList(40, 60).parallelStream().forEach(thumbnails::of);
    System.out.printf("%.1f thumbnails/s, all cores%n", 20 / since(start));
    start = System.nanoTime();
    files.forEach(thumbnails::of);
    System.out.printf("%.0f cached ones/s%n", 60 / since(start));

    List<Path> small = PictureCollection.fill(folder.resolve("small"), 1000, 128);
    start = System.nanoTime();
    small.forEach(thumbnails::of);
    System.out.printf("%.0f pictures of 128 px/s%n", 1000 / since(start));
    assertEquals(small.getFirst(), thumbnails.of(small.getFirst()));
  }

  private static void awaitScan(Gallery gallery) {
    Eventually.until("the end of the scan", () -> !gallery.isScanning());
  }

  private static double fastest(Supplier<?> work) {
    double least = Double.MAX_VALUE;
    for (int i = 0; i < 15; i++) {
      long start = System.nanoTime();
      Objects.requireNonNull(work.get());
      least = Math.min(least, since(start));
    }
    return least;
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static long heap() {
    System.gc();
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
