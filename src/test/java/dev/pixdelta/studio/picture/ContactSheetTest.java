package dev.pixdelta.studio.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.pipeline.Picture;
import dev.pixdelta.pipeline.Size;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContactSheetTest {
  private static final LocalDateTime START = LocalDateTime.of(2026, 11, 23, 9, 5, 0);
  private static final int RED = 0xC03020;
  private static final int GREEN = 0x20A040;
  private static final int PAPER = 0xFBFBFA;
  private static final int EMPTY = 0xECECEA;

  private final Path folder;
  private final PictureFiles files;

  ContactSheetTest(@TempDir Path folder) {
    this.folder = folder;
    this.files = new PictureFiles(Output.in(folder), START);
  }

  @Test
  void everyPictureIsInItsCell() throws IOException {
    Path red = plain(RED, 200, 100, ImageFormat.PNG);
    Path green = plain(GREEN, 200, 100, ImageFormat.PNG);
    ContactSheet sheet =
        new ContactSheet(
            "A fox", List.of("a", "b"), List.of("1", "2"), Arrays.asList(red, green, null, red));
    SheetLayout layout = SheetLayout.of(sheet, new Size(200, 100));
    Path file = files.save(sheet);
    assertEquals("2026-11-23-090500-sheet-a-fox.png", String.valueOf(file.getFileName()));
    BufferedImage image = ImageIO.read(file.toFile());
    assertEquals(layout.size(), new Size(image.getWidth(), image.getHeight()));
    assertEquals(1, layout.scale());
    int step = layout.cell().height() + layout.gap();
    int[][] cells = {{RED, GREEN}, {EMPTY, RED}};
    for (int row = 0; row < 2; row++) {
      for (int column = 0; column < 2; column++) {
        int x = layout.left(column);
        int y = layout.top() + row * step;
        for (int[] at : new int[][] {{0, 0}, {199, 0}, {0, 99}, {199, 99}}) {
          assertEquals(cells[row][column], rgb(image, x + at[0], y + at[1]), row + ", " + column);
        }
        assertEquals(PAPER, rgb(image, x - 1, y));
        assertEquals(PAPER, rgb(image, x + 200, y));
        assertEquals(PAPER, rgb(image, x, y - 1));
        assertEquals(PAPER, rgb(image, x, y + 100));
      }
    }
    assertTrue(hasInk(image, 0, 0, image.getWidth(), layout.top()), "title and columns");
    assertTrue(hasInk(image, 0, layout.top(), layout.left(0), layout.top() + 100), "first row");
    assertEquals("A fox", PictureReader.texts(file, true).text("Title"));
  }

  @Test
  void whatIsNoPictureIsAnEmptyCell() throws IOException {
    Path red = plain(RED, 120, 120, ImageFormat.JPEG);
    byte[] bytes = Files.readAllBytes(plain(GREEN, 500, 500, ImageFormat.PNG));
    Path cut = Files.write(folder.resolve("cut.png"), Arrays.copyOf(bytes, bytes.length / 2));
    Path none = folder.resolve("none.png");
    ContactSheet sheet =
        new ContactSheet("", List.of("", ""), List.of("", ""), List.of(red, cut, none, folder));
    BufferedImage image = ImageIO.read(files.save(sheet).toFile());
    assertFalse(hasInk(image, 0, 0, image.getWidth(), 10), "no words, no room for them");
    long empty = 0;
    for (int i = 0; i < image.getWidth() * image.getHeight(); i++) {
      empty += rgb(image, i % image.getWidth(), i / image.getWidth()) == EMPTY ? 1 : 0;
    }
    assertTrue(empty > 3 * 10_000, "three empty cells, not " + empty + " pixels");
  }

  @Test
  void picturesOfOtherSizesStandInTheMiddle() throws IOException {
    Path wide = plain(RED, 300, 100, ImageFormat.PNG);
    Path high = plain(GREEN, 100, 300, ImageFormat.PNG);
    ContactSheet sheet = new ContactSheet("", List.of("w", "h"), List.of(""), List.of(wide, high));
    SheetLayout layout = SheetLayout.of(sheet, new Size(300, 300));
    BufferedImage image = ImageIO.read(files.save(sheet).toFile());
    int middle = layout.top() + 150;
    assertEquals(RED, rgb(image, layout.left(0) + 10, middle));
    assertEquals(PAPER, rgb(image, layout.left(0) + 10, layout.top() + 10));
    assertEquals(GREEN, rgb(image, layout.left(1) + 150, layout.top() + 10));
    assertEquals(PAPER, rgb(image, layout.left(1) + 10, middle));
  }

  @Test
  void aSheetStaysWithinItsBounds() {
    Size size = new Size(1024, 768);
    for (int[] grid : new int[][] {{20, 20}, {50, 50}, {300, 1}, {1, 300}, {15, 1}}) {
      SheetLayout layout = SheetLayout.of(blank(grid[0], grid[1], "Watercolour"), size);
      String what = grid[0] + "x" + grid[1] + ": " + layout.size();
      assertTrue(Math.max(layout.size().width(), layout.size().height()) <= 16_000, what);
      assertTrue((double) layout.size().width() * layout.size().height() <= 100e6, what);
      double ratio = layout.cell().width() / (double) layout.cell().height();
      assertEquals(1024 / 768.0, ratio, 0.05, what);
    }
    assertEquals(24, SheetLayout.of(blank(2_500, 1, "x"), size).cell().height());
  }

  @Test
  void longLabelsAreWrappedAndCut() {
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 20);
    SheetLabel one = SheetLabel.of("fox", font, 400, 3);
    SheetLabel three = SheetLabel.of("a red fox in the snow ".repeat(100), font, 400, 3);
    assertEquals(1, one.lines().size());
    assertEquals(3, three.lines().size());
    assertTrue(one.width() < 100 && three.width() <= 401, one.width() + ", " + three.width());
    assertEquals(3 * one.height(), three.height(), 3);
    assertTrue(SheetLabel.of("x".repeat(5_000), font, 30, 2).width() <= 31);
    assertEquals(0, SheetLabel.of(" \n", font, 400, 3).height());
    assertEquals(1, SheetLabel.of("a\nb\tc", font, 400, 3).lines().size());
  }

  @Test
  void nothingIsReplacedAndTheFormatIsAlwaysPng() {
    PictureFiles jpegs =
        new PictureFiles(new Output(folder, "{seed}", ImageFormat.JPEG, 90), START);
    Path first = jpegs.save(blank(1, 1, "x"));
    Path second = jpegs.save(blank(1, 1, "x"));
    assertNotEquals(first, second);
    assertTrue(second.toString().endsWith("-2.png"), second.toString());
    assertEquals(FileFormat.PNG, PictureReader.read(second).format());
  }

  @Test
  void aSheetHasAPictureForEachCell() {
    List<@Nullable Path> none = Collections.nCopies(3, null);
    assertThrows(
        IllegalArgumentException.class,
        () -> new ContactSheet("", List.of("a", "b"), List.of("1", "2"), none));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ContactSheet("", List.of(), List.of(), List.of()));
  }

  private static ContactSheet blank(int columns, int rows, String label) {
    return new ContactSheet(
        "A fox",
        Collections.nCopies(columns, label),
        Collections.nCopies(rows, label),
        Collections.nCopies(columns * rows, null));
  }

  private Path plain(int colour, int width, int height, ImageFormat format) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (colour >> (16 - 8 * (i % 3)));
    }
    return new PictureFiles(new Output(folder, "{number}", format, 95), START)
        .save(new Picture(new Size(width, height), rgb), PictureParameters.NONE, colour % 1000);
  }

  private static int rgb(BufferedImage image, int x, int y) {
    return image.getRGB(x, y) & 0xFFFFFF;
  }

  private static boolean hasInk(BufferedImage image, int left, int top, int right, int bottom) {
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        if ((rgb(image, x, y) & 0xFF) < 0x80) {
          return true;
        }
      }
    }
    return false;
  }
}
