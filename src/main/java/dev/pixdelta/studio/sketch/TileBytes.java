package dev.pixdelta.studio.sketch;

import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes the pixels of several sketches take together; tiles that they share count once.
 * One thread.
 */
final class TileBytes {
  private static final long TILE = (long) Raster.TILE * Raster.TILE * Integer.BYTES;
  private static final long REFERENCE = 8;

  private final IdentityHashMap<Raster, Integer> rasters = new IdentityHashMap<>();
  private final IdentityHashMap<int[], Integer> tiles = new IdentityHashMap<>();
  private long bytes;

  static long of(Sketch sketch) {
    TileBytes one = new TileBytes();
    one.add(sketch);
    return one.bytes();
  }

  /** Takes a sketch in; one may be taken in many times. */
  void add(Sketch sketch) {
    for (Layer layer : sketch.layers()) {
      Raster raster = layer.raster();
      if (rasters.merge(raster, 1, Integer::sum) == 1) {
        bytes += REFERENCE * raster.tiles().length;
        for (int[] tile : raster.tiles()) {
          if (tile != null && tiles.merge(tile, 1, Integer::sum) == 1) {
            bytes += TILE;
          }
        }
      }
    }
  }

  /** Takes a sketch out as often as it was taken in. */
  void remove(Sketch sketch) {
    for (Layer layer : sketch.layers()) {
      Raster raster = layer.raster();
      if (rasters.merge(raster, -1, TileBytes::sumOrNone) == null) {
        bytes -= REFERENCE * raster.tiles().length;
        for (int[] tile : raster.tiles()) {
          if (tile != null && tiles.merge(tile, -1, TileBytes::sumOrNone) == null) {
            bytes -= TILE;
          }
        }
      }
    }
  }

  private static @Nullable Integer sumOrNone(int a, int b) {
    return a + b == 0 ? null : (Integer) (a + b);
  }

  long bytes() {
    return bytes;
  }
}
