package dev.pixdelta.studio.picture;

import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.image.DecodedImage;
import dev.pixdelta.studio.image.ImageDecoder;
import dev.pixdelta.text.ExplainedIOException;
import dev.pixdelta.text.Sentence;
import java.awt.AWTError;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Draws a contact sheet band by band, so that never more than one row of its cells is in memory.
 */
final class SheetPainter {
  private static final Color PAPER = new Color(0xFBFBFA);
  private static final Color INK = new Color(0x1D1D1F);
  private static final Color LABEL = new Color(0x48484C);
  private static final Color EMPTY = new Color(0xECECEA);
  private static final Color CROSS = new Color(0xC9C9C6);
  private static final Size NO_PICTURE = new Size(256, 256);

  private final ContactSheet sheet;
  private final List<@Nullable Path> pictures;
  private final SheetLayout layout;

  /** The band that was drawn last: which, where it begins, its pixels as blue, green, red. */
  private int band = -2;

  private int bandTop;
  private byte[] pixels = new byte[0];

  private SheetPainter(ContactSheet sheet) {
    this.sheet = sheet;
    this.pictures = new ArrayList<>(sheet.pictures());
    this.layout = SheetLayout.of(sheet, measure());
  }

  /**
   * Writes a sheet as PNG; the stream is neither flushed nor closed. Pictures that are not there or
   * damaged are empty cells.
   *
   * @throws IOException if it cannot be written, or the system has no fonts for the labels
   */
  static void write(OutputStream out, ContactSheet sheet) throws IOException {
    try {
      SheetPainter painter = new SheetPainter(sheet);
      String title = sheet.title().replace("\0", "");
      PngWriter.write(
          out,
          painter.layout.size(),
          painter::row,
          List.of(new PictureText("Title", title)),
          List.of());
    } catch (AWTError | InternalError | LinkageError e) {
      // What Java throws where fonts or a display that was promised are missing.
      throw new ExplainedIOException(
          Sentence.of("this system has no fonts to write its labels with"), e);
    }
  }

  /** The largest of the pictures; forgets those that cannot be read. */
  private Size measure() {
    int width = 0;
    int height = 0;
    for (int i = 0; i < pictures.size(); i++) {
      Path file = pictures.get(i);
      try {
        if (file != null) {
          Size size = PictureReader.readHead(file).size();
          width = Math.max(width, size.width());
          height = Math.max(height, size.height());
        }
      } catch (PictureFileException e) {
        pictures.set(i, null);
      }
    }
    return width == 0 ? NO_PICTURE : new Size(width, height);
  }

  private void row(int y, byte[] rgb) {
    int step = layout.cell().height() + layout.gap();
    int wanted = y < layout.top() ? -1 : Math.min((y - layout.top()) / step, sheet.rows().size());
    if (wanted != band) {
      band = wanted;
      bandTop = wanted < 0 ? 0 : layout.top() + wanted * step;
      int end = Math.min(layout.size().height(), wanted < 0 ? layout.top() : bandTop + step);
      pixels = draw(wanted, end - bandTop);
    }
    int at = (y - bandTop) * rgb.length;
    for (int i = 0; i < rgb.length; i += 3) {
      rgb[i] = pixels[at + i + 2];
      rgb[i + 1] = pixels[at + i + 1];
      rgb[i + 2] = pixels[at + i];
    }
  }

  /** Title and column labels for -1, else a row of cells; nothing but paper behind the last. */
  private byte[] draw(int wanted, int height) {
    BufferedImage image =
        new BufferedImage(layout.size().width(), height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = image.createGraphics();
    try {
      g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      g.setColor(PAPER);
      g.fillRect(0, 0, layout.size().width(), height);
      if (wanted < 0) {
        header(g);
      } else if (wanted < sheet.rows().size()) {
        cells(g, wanted);
      }
    } finally {
      g.dispose();
    }
    return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
  }

  private void header(Graphics2D g) {
    int width = layout.size().width() - 2 * layout.margin();
    g.setColor(INK);
    layout.title().draw(g, layout.margin(), layout.margin(), width, 0);
    g.setColor(LABEL);
    int bottom = layout.top() - layout.gap() / 2 - 4;
    for (int i = 0; i < layout.columns().size(); i++) {
      SheetLabel label = layout.columns().get(i);
      label.draw(g, layout.left(i), bottom - label.height(), layout.cell().width(), 0.5);
    }
  }

  private void cells(Graphics2D g, int row) {
    Size cell = layout.cell();
    SheetLabel label = layout.rows().get(row);
    int room = layout.rows().stream().mapToInt(SheetLabel::width).max().orElse(0);
    g.setColor(LABEL);
    label.draw(g, layout.margin(), (cell.height() - label.height()) / 2, room, 1);
    int columns = layout.columns().size();
    for (int i = 0; i < columns; i++) {
      BufferedImage picture = read(pictures.get(row * columns + i));
      if (picture == null) {
        empty(g, layout.left(i));
      } else {
        int x = layout.left(i) + (cell.width() - picture.getWidth()) / 2;
        g.drawImage(picture, x, (cell.height() - picture.getHeight()) / 2, null);
      }
    }
  }

  private void empty(Graphics2D g, int left) {
    Size cell = layout.cell();
    g.setColor(EMPTY);
    g.fillRect(left, 0, cell.width(), cell.height());
    g.setColor(CROSS);
    int arm = Math.min(cell.width(), cell.height()) / 14;
    g.setStroke(new BasicStroke(Math.max(1, arm / 12f)));
    int x = left + cell.width() / 2;
    int y = cell.height() / 2;
    g.drawLine(x - arm, y - arm, x + arm, y + arm);
    g.drawLine(x - arm, y + arm, x + arm, y - arm);
  }

  /** A picture at the sheet's scale, or null. */
  private @Nullable BufferedImage read(@Nullable Path file) {
    if (file == null) {
      return null;
    }
    try {
      DecodedImage read = ImageDecoder.read(file, (w, h) -> 1, true);
      int width = read.width();
      BufferedImage image = new BufferedImage(width, read.height(), BufferedImage.TYPE_INT_ARGB);
      image.setRGB(0, 0, width, read.height(), read.argb(), 0, width);
      return scaled(image);
    } catch (IOException e) {
      return null;
    }
  }

  /** Halves it as long as it is twice too large, since one step would skip pixels. */
  private BufferedImage scaled(BufferedImage image) {
    int width = Math.max(1, (int) Math.round(image.getWidth() * layout.scale()));
    int height = Math.max(1, (int) Math.round(image.getHeight() * layout.scale()));
    BufferedImage from = image;
    while (from.getWidth() >= 2 * width && from.getHeight() >= 2 * height) {
      from = drawn(from, (from.getWidth() + 1) / 2, (from.getHeight() + 1) / 2);
    }
    return from.getWidth() == width && from.getHeight() == height
        ? from
        : drawn(from, width, height);
  }

  private static BufferedImage drawn(BufferedImage from, int width, int height) {
    BufferedImage to = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    Graphics2D g = to.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    g.drawImage(from, 0, 0, width, height, null);
    g.dispose();
    return to;
  }
}
