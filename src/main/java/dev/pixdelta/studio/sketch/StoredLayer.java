package dev.pixdelta.studio.sketch;

import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.picture.PngWriter;

/**
 * A layer as it lies in an OpenRaster file.
 *
 * @param at which part of the sketch its picture covers; nothing else is painted
 * @param png that part, as other programs see it
 * @param own the whole raster as it was before it was placed, or nothing if it lies exactly
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StoredLayer(Area at, byte[] png, byte[] own) {
  private static final Area ONE_PIXEL = new Area(0, 0, 1, 1);

  static StoredLayer of(Layer layer, Size sketch) {
    Raster seen = layer.baked(sketch).raster();
    Area painted = seen.painted();
    Area at = painted.isEmpty() ? ONE_PIXEL : painted;
    byte[] own =
        layer.isExact(sketch) ? new byte[0] : png(layer.raster(), Area.of(layer.raster().size()));
    return new StoredLayer(at, png(seen, at), own);
  }

  static byte[] png(Raster raster, Area area) {
    int[] argb = new int[area.width()];
    return OpenRasterWriter.png(
        new Size(area.width(), area.height()),
        PngWriter.Pixels.RGBA,
        (y, row) -> {
          raster.read(area.x(), area.y() + y, argb.length, argb, 0);
          for (int x = 0; x < argb.length; x++) {
            int straight = Argb.straight(argb[x]);
            row[4 * x] = (byte) (straight >> 16);
            row[4 * x + 1] = (byte) (straight >> 8);
            row[4 * x + 2] = (byte) straight;
            row[4 * x + 3] = (byte) (straight >>> 24);
          }
        });
  }
}
