package dev.pixdelta.studio.sketch;

import dev.pixdelta.pipeline.Size;
import org.jspecify.annotations.Nullable;

/** A raster being painted on: it shares tiles until they are touched. One thread. */
final class RasterEditor {
  private final Size size;
  private final int across;
  private final int[] @Nullable [] tiles;
  private final boolean[] own;
  private @Nullable Raster made;

  RasterEditor(Raster raster) {
    size = raster.size();
    across = Raster.across(size);
    tiles = raster.tiles().clone();
    own = new boolean[tiles.length];
    made = raster;
  }

  /** One pixel, which must lie inside. */
  void set(int x, int y, int argb) {
    int index = (y >> Raster.SHIFT) * across + (x >> Raster.SHIFT);
    if (argb == 0 && tiles[index] == null) {
      return;
    }
    touched(index)[(y & Raster.INSIDE) << Raster.SHIFT | (x & Raster.INSIDE)] = argb;
  }

  /** A part of one row, which must lie inside. */
  void write(int x, int y, int[] argb, int from, int count) {
    int row = (y & Raster.INSIDE) << Raster.SHIFT;
    for (int done = 0; done < count; ) {
      int column = x + done;
      int n = Math.min(count - done, Raster.TILE - (column & Raster.INSIDE));
      int index = (y >> Raster.SHIFT) * across + (column >> Raster.SHIFT);
      if (tiles[index] != null || !isZero(argb, from + done, n)) {
        System.arraycopy(argb, from + done, touched(index), row | (column & Raster.INSIDE), n);
      }
      done += n;
    }
  }

  private int[] touched(int index) {
    int[] tile = tiles[index];
    if (!own[index]) {
      tile = tile == null ? new int[Raster.TILE * Raster.TILE] : tile.clone();
      tiles[index] = tile;
      own[index] = true;
    }
    made = null;
    return tile;
  }

  /** As it is now; what is painted later is not seen in it. */
  Raster raster() {
    if (made == null) {
      for (int i = 0; i < tiles.length; i++) {
        if (own[i] && isZero(tiles[i], 0, tiles[i].length)) {
          tiles[i] = null;
        }
        own[i] = false;
      }
      made = new Raster(size, tiles.clone());
    }
    return made;
  }

  private static boolean isZero(int[] argb, int from, int count) {
    for (int i = from; i < from + count; i++) {
      if (argb[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
