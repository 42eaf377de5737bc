package dev.pixdelta.studio.sketch;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.control.PhotoFile;
import dev.pixdelta.studio.picture.PictureFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Reads OpenRaster files. What a file claims costs at most some hundred megabytes of memory. */
final class OpenRasterReader {
  private static final int MOST_XML = 1 << 20;
  private static final int MOST_PNG = 1 << 26;

  /** Of all layers together. */
  private static final long MOST_PIXELS = 1 << 26;

  private final Path file;
  private final ZipFile zip;
  private long pixelsLeft = MOST_PIXELS;

  private OpenRasterReader(Path file, ZipFile zip) {
    this.file = file;
    this.zip = zip;
  }

  static Sketch read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw Files.exists(file)
          ? new PictureFileException(file, "is not a sketch: it is a folder or a special file")
          : new PictureFileException(
              file, "cannot be read", new NoSuchFileException(file.toString()));
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return new OpenRasterReader(file, zip).read();
    } catch (ZipException e) {
      throw new PictureFileException(file, "is damaged or not an OpenRaster file");
    } catch (IOException e) {
      throw new PictureFileException(file, "cannot be read", e);
    }
  }

  private Sketch read() throws IOException {
    String type = new String(entry("mimetype", MOST_XML), US_ASCII).strip();
    if (!type.equals(OpenRasterWriter.MIMETYPE)) {
      throw new PictureFileException(file, "is not an OpenRaster file");
    }
    StackReader.Stack stack = StackReader.read(file, entry("stack.xml", MOST_XML));
    List<Layer> layers = new ArrayList<>();
    int active = -1;
    for (StackReader.Entry entry : stack.entries()) {
      if (entry.selected()) {
        active = layers.size();
      }
      layers.add(layer(entry, stack.size()));
    }
    if (layers.stream().allMatch(Layer::guide)) {
      layers.add(Layer.empty("Layer 1", stack.size()));
    }
    if (stack.active() != null) {
      active = stack.active();
    }
    boolean known = active >= 0 && active < layers.size();
    return new Sketch(stack.size(), stack.mode(), layers, known ? active : layers.size() - 1);
  }

  private Layer layer(StackReader.Entry entry, Size sketch) throws IOException {
    Raster picture =
        PictureLayer.raster(
            PhotoFile.png(
                file,
                entry(entry.source(), MOST_PNG),
                Math.clamp(pixelsLeft, 0, StackReader.MOST_PIXELS)));
    Size size = picture.size();
    pixelsLeft -= (long) size.width() * size.height();
    Placement placement = entry.placement();
    Raster raster = picture;
    if (placement == null) {
      placement =
          new Placement(entry.x() + size.width() / 2.0, entry.y() + size.height() / 2.0, 1, 0);
    } else if (!entry.whole()) {
      raster = part(picture, entry, sketch);
    }
    return new Layer(
        entry.name(), raster, placement, entry.visible(), entry.guide(), entry.opacity());
  }

  /** A raster of the sketch's size of which the file holds only what is painted. */
  private Raster part(Raster picture, StackReader.Entry entry, Size sketch) {
    Area area = new Area(entry.x(), entry.y(), picture.size().width(), picture.size().height());
    if (!area.intersection(Area.of(sketch)).equals(area)) {
      throw new PictureFileException(file, "its list of layers is not valid");
    }
    RasterEditor editor = Raster.empty(sketch).edit();
    int[] row = new int[area.width()];
    for (int y = 0; y < area.height(); y++) {
      picture.read(0, y, row.length, row, 0);
      editor.write(area.x(), area.y() + y, row, 0, row.length);
    }
    return editor.raster();
  }

  private byte[] entry(String name, int most) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new PictureFileException(
          file, "is not a complete OpenRaster file: {0} is missing", name);
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] content = in.readNBytes(most);
      if (in.read() >= 0) {
        throw new PictureFileException(
            file, "is too large: its {0} has more than {1} MB", name, most >> 20);
      }
      return content;
    }
  }
}
