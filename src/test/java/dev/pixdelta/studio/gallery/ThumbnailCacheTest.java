package dev.pixdelta.studio.gallery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.testing.FaultyDisk;
import dev.pixdelta.testing.FaultyDisk.Operation;
import dev.pixdelta.testing.TestExif;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small pictures: right, made once, and bounded. */
final class ThumbnailCacheTest {
  private final Path folder;
  private final Path cache;
  private final ThumbnailCache thumbnails;

  ThumbnailCacheTest(@TempDir Path folder) {
    this.folder = folder;
    cache = folder.resolve("cache/thumbnails");
    thumbnails = new ThumbnailCache(cache, 1 << 20);
  }

  private Path picture(String name, int width, int height) throws IOException {
    return TestGallery.picture(folder.resolve(name), "a fox", "nano", 1, new Size(width, height));
  }

  /** Left half red, right half blue. */
  private static BufferedImage halves(int width, int height, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, x < width / 2 ? 0xffff0000 : 0xff0000ff);
      }
    }
    return image;
  }

  private Path written(BufferedImage image, String name) throws IOException {
    Path file = folder.resolve(name);
    String format = name.substring(name.lastIndexOf('.') + 1);
    assertTrue(ImageIO.write(image, format.equals("jpg") ? "jpeg" : format, file.toFile()), name);
    return file;
  }

  @ParameterizedTest
  @CsvSource({
    "1024, 1024, 320, 320",
    "1024, 768, 320, 240",
    "500, 1500, 107, 320",
    "321, 320, 320, 319",
    "5000, 10, 320, 1",
    "2999, 1777, 320, 190"
  })
  void largePicturesShrinkToTheirLongestSide(int width, int height, int newWidth, int newHeight)
      throws IOException {
    Path file = written(halves(width, height, BufferedImage.TYPE_INT_RGB), "halves.png");
    Path small = thumbnails.of(file);
    assertTrue(small.startsWith(cache));
    assertTrue(small.toString().endsWith(".jpg"));
    BufferedImage read = ImageIO.read(small.toFile());
    assertEquals(newWidth, read.getWidth());
    assertEquals(newHeight, read.getHeight());
    assertNear(0xff0000, read.getRGB(read.getWidth() / 8, read.getHeight() / 2));
    assertNear(0x0000ff, read.getRGB(read.getWidth() * 7 / 8, read.getHeight() / 2));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_BYTE_INDEXED
      })
  void allKindsOfPixels(int type) throws IOException {
    Path small = thumbnails.of(written(halves(700, 400, type), "halves.png"));
    BufferedImage read = ImageIO.read(small.toFile());
    assertNear(0xff0000, read.getRGB(20, 20));
    assertNear(0x0000ff, read.getRGB(300, 20));
  }

  @Test
  void greyAndJpegAndWhatShowsThrough() throws IOException {
    BufferedImage grey = new BufferedImage(400, 400, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster()
        .setSamples(0, 0, 400, 400, 0, IntStream.generate(() -> 90).limit(160_000).toArray());
    assertNear(0x5a5a5a, ImageIO.read(thumbnails.of(written(grey, "g.png")).toFile()).getRGB(9, 9));
    Path jpeg = written(halves(900, 600, BufferedImage.TYPE_3BYTE_BGR), "halves.jpg");
    assertNear(0x0000ff, ImageIO.read(thumbnails.of(jpeg).toFile()).getRGB(300, 9));

    BufferedImage half = new BufferedImage(640, 640, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < 640; y++) {
      for (int x = 0; x < 640; x++) {
        half.setRGB(x, y, x % 2 == 0 ? 0xff20c040 : 0x00ffffff);
      }
    }
    Path small = thumbnails.of(written(half, "half.png"));
    assertTrue(small.toString().endsWith(".png"));
    int argb = ImageIO.read(small.toFile()).getRGB(100, 100);
    assertEquals(128, argb >>> 24, 1, "half see-through");
    assertNear(0x20c040, argb);
  }

  /** Turned by a quarter, what was left is above. */
  @ParameterizedTest
  @CsvSource({"1, 320, 160", "6, 160, 320"})
  void aTurnedPictureStandsUpright(int orientation, int width, int height) throws IOException {
    Path file = written(halves(800, 400, BufferedImage.TYPE_3BYTE_BGR), "halves.png");
    Files.write(file, TestExif.turned(Files.readAllBytes(file), orientation));
    BufferedImage read = ImageIO.read(thumbnails.of(file).toFile());
    assertEquals(width, read.getWidth());
    assertEquals(height, read.getHeight());
    assertNear(0xff0000, read.getRGB(20, 20));
    assertNear(0x0000ff, read.getRGB(width - 20, height - 20));
  }

  /** So long that a step over its pixels is wider than the picture is high. */
  @Test
  void aPictureOfOneRowHasAThumbnail() throws IOException {
    Path file = written(halves(10_000, 1, BufferedImage.TYPE_3BYTE_BGR), "row.png");
    assertEquals(1, ImageIO.read(thumbnails.of(file).toFile()).getHeight());
  }

  @Test
  void smallPicturesAreTheirOwn() throws IOException {
    for (int side : new int[] {1, 128, 320}) {
      Path file = picture("small-" + side + ".png", side, side);
      assertEquals(file, thumbnails.of(file));
    }
    assertFalse(Files.exists(cache));
  }

  @Test
  void isMadeOnceAndAnewWhenThePictureChanges() throws IOException {
    Path file = picture("fox.png", 400, 400);
    Path first = thumbnails.of(file);
    FileTime made = FileTime.from(Instant.now().minusSeconds(60));
    Files.setLastModifiedTime(first, made);
    assertEquals(first, thumbnails.of(file));
    assertEquals(made, Files.getLastModifiedTime(first));
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
    assertNotEquals(first, thumbnails.of(file));
    Files.write(first, new byte[0]);
    Path other = picture("owl.png", 400, 401);
    thumbnails.of(other);
    Files.delete(thumbnails.of(other));
    assertTrue(Files.size(thumbnails.of(other)) > 0);
  }

  @Test
  void manyAskersOfOnePictureGetOneThumbnail() throws Exception {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      files.add(picture("p" + i + ".png", 600, 600));
    }
    Path damaged = folder.resolve("damaged.png");
    Files.write(damaged, new byte[100]);
    try (ExecutorService pool = Executors.newFixedThreadPool(16)) {
      List<Callable<Path>> calls = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        Path file = files.get(i % files.size());
        calls.add(() -> thumbnails.of(file));
        calls.add(() -> assertThrowsSentence(damaged));
      }
      List<Path> made = new ArrayList<>();
      for (Future<Path> call : pool.invokeAll(calls)) {
        made.add(call.get());
      }
      assertEquals(files.size() + 1, Set.copyOf(made).size());
    }
    try (Stream<Path> all = Files.walk(cache)) {
      assertEquals(files.size(), all.filter(Files::isRegularFile).count());
    }
  }

  private Path assertThrowsSentence(Path damaged) {
    String sentence = TestGallery.sentence(() -> thumbnails.of(damaged));
    assertTrue(sentence.startsWith(damaged + ": "), sentence);
    return damaged;
  }

  @Test
  void damageAnywhereIsASentence() throws IOException {
    byte[] whole = Files.readAllBytes(picture("fox.png", 340, 340));
    Random random = new Random(3);
    Path file = folder.resolve("damaged.png");
    for (int round = 0; round < 150; round++) {
      byte[] bytes =
          Arrays.copyOf(whole, round % 3 == 0 ? random.nextInt(whole.length) : whole.length);
      for (int i = 0; i < round % 5 + 1 && bytes.length > 0; i++) {
        bytes[random.nextInt(Math.min(bytes.length, round % 2 == 0 ? 80 : bytes.length))] =
            (byte) random.nextInt(256);
      }
      Files.write(file, bytes);
      try {
        thumbnails.of(file);
      } catch (PictureFileException e) {
        String sentence = String.valueOf(e.getMessage());
        assertTrue(sentence.startsWith(file + ": "), sentence);
      }
    }
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertThrowsSentence(file);
    assertThrowsSentence(folder.resolve("gone.png"));
    assertThrowsSentence(folder);
  }

  @Test
  void aClaimOfGiganticSizeCostsNothing() throws IOException {
    byte[] bytes = Files.readAllBytes(picture("fox.png", 8, 8));
    ByteBuffer.wrap(bytes).putInt(16, 2_000_000_000).putInt(20, 2_000_000_000);
    Path file = folder.resolve("giant.png");
    Files.write(file, bytes);
    assertThrowsSentence(file);
  }

  @Test
  void theFolderStaysWithinItsBounds() throws IOException {
    List<Path> made = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Path file = picture("p" + i + ".png", 330, 330);
      Path small = thumbnails.of(file);
      Files.setLastModifiedTime(small, FileTime.from(Instant.now().minusSeconds(4000 - i)));
      made.add(small);
    }
    long size = Files.size(made.getLast());
    assertTrue(40 * size > 1 << 20, "the test must fill the folder");
    try (Stream<Path> all = Files.walk(cache)) {
      long total = all.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
      assertTrue(total <= 1 << 20, total + " bytes");
      assertTrue(total > 1 << 19, total + " bytes");
    }
    assertFalse(Files.exists(made.getFirst()));
    assertTrue(Files.exists(made.getLast()));
  }

  @Test
  void whatStoodThereBeforeThisStartCountsToo() throws IOException {
    Path old = cache.resolve("00/old.jpg");
    Files.createDirectories(old.getParent());
    Files.write(old, new byte[2 << 20]);
    Files.setLastModifiedTime(old, FileTime.from(Instant.EPOCH));
    Path small = thumbnails.of(picture("fox.png", 400, 400));
    assertFalse(Files.exists(old));
    assertTrue(Files.exists(small));
  }

  @Test
  void whatWasMadeBeforeTheDiskBecameReadOnlyIsFound() throws IOException {
    FaultyDisk disk = new FaultyDisk();
    ThumbnailCache onDisk = new ThumbnailCache(disk.path(cache), 1 << 20);
    Path file = picture("fox.png", 400, 400);
    Path made = onDisk.of(file);
    Files.setLastModifiedTime(made, FileTime.from(Instant.EPOCH));
    disk.set(
        (operation, path) -> {
          if (operation != Operation.READ_ATTRIBUTES) {
            throw new AccessDeniedException(path.toString());
          }
        });
    assertEquals(made, onDisk.of(file));
  }

  @Test
  void aCacheThatCannotBeWrittenIsASentence() throws IOException {
    Files.createDirectories(cache.getParent());
    Files.writeString(cache, "a file");
    Path file = picture("fox.png", 400, 400);
    String sentence = TestGallery.sentence(() -> thumbnails.of(file));
    assertTrue(sentence.contains("the preview cannot be saved"), sentence);
  }

  private static void assertNear(int expected, int actual) {
    for (int shift = 0; shift < 24; shift += 8) {
      assertEquals(
          expected >> shift & 0xff,
          actual >> shift & 0xff,
          12,
          () -> Integer.toHexString(expected) + " is not " + Integer.toHexString(actual));
    }
  }
}
