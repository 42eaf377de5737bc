package dev.pixdelta.studio.sketch;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Fills a region of like brightness, as it is seen in the map, on the active layer. Pixels that a
 * line covers in part get their share of the fill, so that no dark seam stays along it.
 */
public final class Fill {
  private final Sketch sketch;
  private final int width;
  private final int height;
  private final int[] seen; // brightness
  private final BitSet region = new BitSet();

  private Fill(Sketch sketch) {
    this.sketch = sketch;
    width = sketch.size().width();
    height = sketch.size().height();
    seen = new int[width * height];
    SketchView.render(sketch, Area.of(sketch.size()), seen, true);
    for (int i = 0; i < seen.length; i++) {
      seen[i] &= 0xff;
    }
  }

  /**
   * Fills what hangs together with a pixel, without corners that only touch.
   *
   * @param x of the pixel; one outside the sketch fills nothing
   * @param grey 0 to 255
   * @param tolerance 0 to 255, how far from the pixel's brightness still counts as the same
   */
  public static Sketch at(Sketch sketch, int x, int y, int grey, int tolerance) {
    if (!Area.of(sketch.size()).contains(x, y)) {
      return sketch;
    }
    Fill fill = new Fill(sketch);
    fill.flood(x, y, tolerance);
    return fill.painted(fill.seen[y * fill.width + x], grey);
  }

  /** Whole stretches of rows at a time, with those still to be looked at on a stack. */
  private void flood(int startX, int startY, int tolerance) {
    int seed = seen[startY * width + startX];
    int[] stack = new int[1 << 10];
    int depth = 0;
    stack[depth++] = startY * width + startX;
    while (depth > 0) {
      int at = stack[--depth];
      if (region.get(at)) {
        continue;
      }
      int row = at / width * width;
      int left = at;
      while (left > row && isLike(left - 1, seed, tolerance)) {
        left--;
      }
      int right = at + 1;
      while (right < row + width && isLike(right, seed, tolerance)) {
        right++;
      }
      region.set(left, right);
      for (int next = row - width; next <= row + width; next += 2 * width) {
        if (next < 0 || next >= seen.length) {
          continue;
        }
        boolean inside = false;
        for (int i = next + left - row; i < next + right - row; i++) {
          boolean like = isLike(i, seed, tolerance) && !region.get(i);
          if (like && !inside) {
            if (depth == stack.length) {
              stack = Arrays.copyOf(stack, 2 * depth);
            }
            stack[depth++] = i;
          }
          inside = like;
        }
      }
    }
  }

  private boolean isLike(int i, int seed, int tolerance) {
    return Math.abs(seen[i] - seed) <= tolerance;
  }

  private Sketch painted(int seed, int grey) {
    Layer layer = sketch.activeLayer().baked(sketch.size());
    int[] upTo = new int[seen.length]; // what is seen without the layers above
    SketchView.render(
        sketch.withActive(0),
        sketch.layers().subList(0, sketch.active() + 1),
        Area.of(sketch.size()),
        upTo);
    RasterEditor editor = layer.raster().edit();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int i = y * width + x;
        if (region.get(i)) {
          editor.set(x, y, Argb.grey(grey));
        } else if (isBeside(x, y)) {
          editor.set(x, y, edge(x, y, layer.raster().argb(x, y), upTo[i], seed, grey));
        }
      }
    }
    return sketch.withLayer(sketch.active(), layer.withRaster(editor.raster()));
  }

  private boolean isBeside(int x, int y) {
    for (int row = Math.max(y - 1, 0); row <= Math.min(y + 1, height - 1); row++) {
      int next = region.nextSetBit(row * width + Math.max(x - 1, 0));
      if (next >= 0 && next <= row * width + Math.min(x + 1, width - 1)) {
        return true;
      }
    }
    return false;
  }

  /** A pixel beside the region on the active layer, once the region is filled. */
  private int edge(int x, int y, int own, int upTo, int seed, int grey) {
    if (own != 0 && own >>> 24 < 255) {
      return Argb.over(own, 255, Argb.grey(grey)); // the fill goes behind its own line
    }
    int brightness = Argb.brightness(upTo);
    if (own == 0 && Math.abs(brightness - seed) <= 1) {
      return Argb.grey(grey); // the line lies on a layer above
    }
    int line = lineBeside(x, y, seed);
    int here = seen[y * width + x];
    int part = line == seed ? 255 : Math.clamp(255 * (here - seed) / (line - seed), 0, 255);
    return part == 255 ? own : Argb.mix(Argb.grey(grey), Argb.grey(line), part);
  }

  /** The brightness of the line that covers a pixel in part. */
  private int lineBeside(int x, int y, int seed) {
    int found = seen[y * width + x];
    for (int row = Math.max(y - 1, 0); row <= Math.min(y + 1, height - 1); row++) {
      for (int column = Math.max(x - 1, 0); column <= Math.min(x + 1, width - 1); column++) {
        int i = row * width + column;
        if (!region.get(i) && Math.abs(seen[i] - seed) > Math.abs(found - seed)) {
          found = seen[i];
        }
      }
    }
    return found;
  }
}
