package dev.pixdelta.studio.sketch;

import dev.pixdelta.pipeline.Picture;
import dev.pixdelta.pipeline.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pixels that never change: 8-bit premultiplied ARGB, black and transparent where nothing was
 * painted. They lie in tiles that one raster shares with those it was made from; an empty tile
 * costs nothing. Safe for all threads.
 */
public final class Raster {
  /** A tile's side is 2 to this power. */
  static final int SHIFT = 6;

  static final int TILE = 1 << SHIFT;
  static final int INSIDE = TILE - 1;

  private final Size size;
  private final int across;
  private final int[] @Nullable [] tiles; // null where all is transparent
  private volatile @Nullable Raster half;

  /**
   * @param tiles from left to right, then down; taken over, and never written to again
   */
  Raster(Size size, int[] @Nullable [] tiles) {
    this.size = size;
    this.across = across(size);
    this.tiles = tiles;
  }

  static int across(Size size) {
    return Math.ceilDiv(size.width(), TILE);
  }

  static int count(Size size) {
    return across(size) * Math.ceilDiv(size.height(), TILE);
  }

  /** All transparent. */
  public static Raster empty(Size size) {
    return new Raster(size, new int[count(size)][]);
  }

  /**
   * Of pixels that lie somewhere else.
   *
   * @param argbPre premultiplied, rows from the top; copied
   * @throws IllegalArgumentException if there is not one for each pixel
   */
  public static Raster of(Size size, int[] argbPre) {
    int width = size.width();
    if (argbPre.length != (long) width * size.height()) {
      throw new IllegalArgumentException(argbPre.length + " pixels for " + size);
    }
    RasterEditor editor = empty(size).edit();
    for (int y = 0; y < size.height(); y++) {
      editor.write(0, y, argbPre, y * width, width);
    }
    return editor.raster();
  }

  /** Of an opaque picture. */
  public static Raster of(Picture rgb) {
    byte[] from = rgb.rgb();
    int width = rgb.size().width();
    int[] row = new int[width];
    RasterEditor editor = empty(rgb.size()).edit();
    for (int y = 0; y < rgb.size().height(); y++) {
      for (int x = 0; x < width; x++) {
        int i = 3 * (y * width + x);
        row[x] =
            0xff000000 | (from[i] & 0xff) << 16 | (from[i + 1] & 0xff) << 8 | (from[i + 2] & 0xff);
      }
      editor.write(0, y, row, 0, width);
    }
    return editor.raster();
  }

  /** A map's greys as strokes: white stays, black becomes transparent, looking alike over black. */
  public Raster blackTransparent() {
    int[] pixels = new int[Math.multiplyExact(size.width(), size.height())];
    read(Area.of(size), pixels);
    for (int i = 0; i < pixels.length; i++) {
      int grey = Argb.brightness(pixels[i]);
      pixels[i] = grey << 24 | grey << 16 | grey << 8 | grey;
    }
    return of(size, pixels);
  }

  public Size size() {
    return size;
  }

  /** One pixel, premultiplied; it must lie inside. */
  public int argb(int x, int y) {
    int[] tile = tiles[(y >> SHIFT) * across + (x >> SHIFT)];
    return tile == null ? 0 : tile[(y & INSIDE) << SHIFT | (x & INSIDE)];
  }

  /** Whether all is transparent. */
  public boolean isEmpty() {
    for (int[] tile : tiles) {
      if (tile != null) {
        return false;
      }
    }
    return true;
  }

  /**
   * Copies pixels out, premultiplied.
   *
   * @param area inside the raster
   * @param into its rows from the top, without gaps
   */
  public void read(Area area, int[] into) {
    for (int y = 0; y < area.height(); y++) {
      read(area.x(), area.y() + y, area.width(), into, y * area.width());
    }
  }

  /** Copies a part of one row out. */
  void read(int x, int y, int count, int[] into, int at) {
    int row = (y & INSIDE) << SHIFT;
    for (int done = 0; done < count; ) {
      int column = x + done;
      int n = Math.min(count - done, TILE - (column & INSIDE));
      int[] tile = tiles[(y >> SHIFT) * across + (column >> SHIFT)];
      if (tile == null) {
        Arrays.fill(into, at + done, at + done + n, 0);
      } else {
        System.arraycopy(tile, row | (column & INSIDE), into, at + done, n);
      }
      done += n;
    }
  }

  /** What must be looked at: everything else is transparent. */
  Area painted() {
    Area area = Area.NONE;
    for (int i = 0; i < tiles.length; i++) {
      if (tiles[i] != null) {
        area = area.union(new Area(i % across * TILE, i / across * TILE, TILE, TILE));
      }
    }
    return area.intersection(Area.of(size));
  }

  int[] @Nullable [] tiles() {
    return tiles;
  }

  RasterEditor edit() {
    return new RasterEditor(this);
  }

  /** Half as large, each pixel the mean of four; made once, unless it was forgotten since. */
  Raster half() {
    Raster made = half;
    if (made == null) {
      made = halved();
      half = made;
    }
    return made;
  }

  /** Frees what {@link #half} made. */
  void forgetHalf() {
    half = null;
  }

  private Raster halved() {
    int width = size.width();
    int height = size.height();
    Size smaller = new Size(Math.ceilDiv(width, 2), Math.ceilDiv(height, 2));
    RasterEditor editor = empty(smaller).edit();
    int[] upper = new int[width];
    int[] lower = new int[width];
    int[] row = new int[smaller.width()];
    for (int y = 0; y < smaller.height(); y++) {
      read(0, 2 * y, width, upper, 0);
      read(0, Math.min(2 * y + 1, height - 1), width, lower, 0);
      for (int x = 0; x < row.length; x++) {
        int next = Math.min(2 * x + 1, width - 1);
        row[x] = Argb.mean(upper[2 * x], upper[next], lower[2 * x], lower[next]);
      }
      editor.write(0, y, row, 0, row.length);
    }
    return editor.raster();
  }

  /** The tiles that are not shared with another raster of the same size. */
  List<Area> changed(Raster other) {
    List<Area> areas = new ArrayList<>();
    for (int i = 0; i < tiles.length; i++) {
      if (tiles[i] != other.tiles[i]) {
        int x = i % across * TILE;
        int y = i / across * TILE;
        areas.add(new Area(x, y, TILE, TILE).intersection(Area.of(size)));
      }
    }
    return areas;
  }
}
