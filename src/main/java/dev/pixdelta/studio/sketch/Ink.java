package dev.pixdelta.studio.sketch;

import dev.pixdelta.pipeline.Size;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one pen leaves on a layer, from the first touch until it is lifted. Where the line crosses
 * itself the greater coverage counts, so that it neither thickens nor darkens there. One thread.
 */
final class Ink {
  private static final int FULL = 255;

  private final Sketch before;
  private final Raster under;
  private final RasterEditor editor;
  private final int ink; // premultiplied; transparent rubs out
  private final Symmetry symmetry;
  private final int width;
  private final int height;
  private final int across;
  private final byte[] @Nullable [] covered; // how much of each pixel, in tiles like the raster's
  private Area drawn = Area.NONE; // since it was asked for, without the mirror images

  /** Begins to draw on the active layer, in the sketch's own pixels. */
  Ink(Sketch sketch, Pen pen) {
    Size size = sketch.size();
    before = sketch.withLayer(sketch.active(), sketch.activeLayer().baked(size));
    under = before.activeLayer().raster();
    editor = under.edit();
    ink = pen.eraser() ? 0 : Argb.grey(pen.grey());
    symmetry = pen.symmetry();
    width = size.width();
    height = size.height();
    across = Raster.across(size);
    covered = new byte[Raster.count(size)][];
  }

  /** The sketch with all that was drawn. */
  Sketch sketch() {
    return before.withLayer(before.active(), before.activeLayer().withRaster(editor.raster()));
  }

  /** A piece of line with round ends, as wide at each end as its radius says. */
  void line(double x0, double y0, double r0, double x1, double y1, double r1) {
    double dx = x1 - x0;
    double dy = y1 - y0;
    double length2 = dx * dx + dy * dy;
    double reach = Math.max(r0, r1) + 0.5;
    int top = (int) Math.max(Math.ceil(Math.min(y0, y1) - reach - 0.5), 0);
    int bottom = (int) Math.min(Math.floor(Math.max(y0, y1) + reach - 0.5), height - 1.0);
    for (int y = top; y <= bottom; y++) {
      double py = y + 0.5 - y0;
      double begin = dy == 0 ? 0 : Math.clamp((py - reach) / dy, 0, 1);
      double end = dy == 0 ? 1 : Math.clamp((py + reach) / dy, 0, 1);
      double from = x0 + Math.min(begin * dx, end * dx) - reach - 0.5;
      double to = x0 + Math.max(begin * dx, end * dx) + reach - 0.5;
      int left = (int) Math.max(Math.ceil(from), 0);
      int right = (int) Math.min(Math.floor(to), width - 1.0);
      for (int x = left; x <= right; x++) {
        if (coverage(x, y) == FULL) {
          continue;
        }
        double px = x + 0.5 - x0;
        double t = length2 == 0 ? 0 : Math.clamp((px * dx + py * dy) / length2, 0, 1);
        double distance = Math.sqrt(square(px - t * dx) + square(py - t * dy));
        cover(x, y, coverage(distance, r0 + t * (r1 - r0)));
      }
    }
  }

  private static double square(double v) {
    return v * v;
  }

  /** How much of a pixel a line covers, 0 to 255, of a distance from its middle. */
  private static int coverage(double distance, double radius) {
    double part = Math.min(radius, distance + 0.5) - Math.max(-radius, distance - 0.5);
    return part <= 0 ? 0 : (int) Math.round(FULL * Math.min(part, 1));
  }

  private int coverage(int x, int y) {
    byte[] tile = covered[(y >> Raster.SHIFT) * across + (x >> Raster.SHIFT)];
    return tile == null
        ? 0
        : tile[(y & Raster.INSIDE) << Raster.SHIFT | (x & Raster.INSIDE)] & 0xff;
  }

  private void cover(int x, int y, int amount) {
    if (amount <= coverage(x, y)) {
      return;
    }
    drawn = drawn.contains(x, y) ? drawn : drawn.union(new Area(x, y, 1, 1));
    put(x, y, amount);
    if (symmetry.across) {
      put(width - 1 - x, y, amount);
    }
    if (symmetry.down) {
      put(x, height - 1 - y, amount);
    }
    if (symmetry.across && symmetry.down) {
      put(width - 1 - x, height - 1 - y, amount);
    }
  }

  private void put(int x, int y, int amount) {
    int index = (y >> Raster.SHIFT) * across + (x >> Raster.SHIFT);
    byte[] tile = covered[index];
    if (tile == null) {
      tile = new byte[Raster.TILE * Raster.TILE];
      covered[index] = tile;
    }
    tile[(y & Raster.INSIDE) << Raster.SHIFT | (x & Raster.INSIDE)] = (byte) amount;
    editor.set(x, y, Argb.mix(under.argb(x, y), ink, amount));
  }

  /** What changed since this was last asked: one area, and one for each of its mirror images. */
  List<Area> changed() {
    Area area = drawn;
    drawn = Area.NONE;
    if (area.isEmpty()) {
      return List.of();
    }
    int mirroredX = width - area.x() - area.width();
    int mirroredY = height - area.y() - area.height();
    List<Area> areas = new ArrayList<>();
    areas.add(area);
    if (symmetry.across) {
      areas.add(new Area(mirroredX, area.y(), area.width(), area.height()));
    }
    if (symmetry.down) {
      areas.add(new Area(area.x(), mirroredY, area.width(), area.height()));
    }
    if (symmetry.across && symmetry.down) {
      areas.add(new Area(mirroredX, mirroredY, area.width(), area.height()));
    }
    return areas;
  }
}
