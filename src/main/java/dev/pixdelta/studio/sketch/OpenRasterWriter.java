package dev.pixdelta.studio.sketch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.picture.PngWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes OpenRaster files. The same sketch gives the same bytes. */
final class OpenRasterWriter {
  static final String MIMETYPE = "image/openraster";

  private static final LocalDateTime NEVER = LocalDateTime.of(1980, 1, 1, 0, 0);
  private static final int THUMBNAIL = 256;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ZipOutputStream zip = new ZipOutputStream(bytes);

  private OpenRasterWriter() {}

  static byte[] bytes(Sketch sketch) {
    OpenRasterWriter writer = new OpenRasterWriter();
    try (writer.zip) {
      writer.write(sketch);
    } catch (IOException e) { // there is no disk here
      throw new UncheckedIOException(e);
    }
    return writer.bytes.toByteArray();
  }

  private void write(Sketch sketch) throws IOException {
    zip.setMethod(ZipOutputStream.STORED); // its pictures are packed already
    entry("mimetype", MIMETYPE.getBytes(US_ASCII));
    List<StoredLayer> layers =
        sketch.layers().parallelStream().map(l -> StoredLayer.of(l, sketch.size())).toList();
    entry("stack.xml", StackXml.of(sketch, layers).getBytes(UTF_8));
    for (int i = 0; i < layers.size(); i++) {
      entry(StackXml.picture(i), layers.get(i).png());
      byte[] own = layers.get(i).own();
      if (own.length > 0) {
        entry(StackXml.own(i), own);
      }
    }
    Size size = sketch.size();
    entry(StackXml.GROUND, png(size, PngWriter.Pixels.GREY, (y, row) -> {}));
    int[] merged = new int[size.width() * size.height()];
    SketchView.render(sketch, Area.of(size), merged, false);
    Raster picture = Raster.of(size, merged);
    entry("mergedimage.png", StoredLayer.png(picture, Area.of(size)));
    entry("Thumbnails/thumbnail.png", thumbnail(picture));
  }

  private void entry(String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(NEVER);
    entry.setSize(content.length);
    entry.setCompressedSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  private static byte[] thumbnail(Raster merged) {
    Size size = merged.size();
    double scale = Math.min((double) THUMBNAIL / Math.max(size.width(), size.height()), 1);
    Size small =
        new Size(
            (int) Math.max(Math.round(size.width() * scale), 1),
            (int) Math.max(Math.round(size.height() * scale), 1));
    Layer layer = new Layer("", merged, Placement.filling(size, small), true, false, 1);
    return StoredLayer.png(layer.baked(small).raster(), Area.of(small));
  }

  static byte[] png(Size size, PngWriter.Pixels pixels, PngWriter.Rows rows) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PngWriter.write(out, size, pixels, rows);
    } catch (IOException e) { // there is no disk here
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
