package dev.pixdelta.studio.sketch;

import dev.pixdelta.pipeline.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a sketch looks like. */
public final class SketchView {
  private SketchView() {}

  /**
   * Paints a part of a sketch: black ground, guides, then the other layers above them.
   *
   * @param area inside the sketch
   * @param argbPreInto its rows from the top, without gaps; all become opaque
   * @param mapOnly without guides and in grey, as the map is
   */
  public static void render(Sketch sketch, Area area, int[] argbPreInto, boolean mapOnly) {
    List<Layer> seen = new ArrayList<>();
    if (!mapOnly) {
      sketch.layers().stream().filter(Layer::guide).forEach(seen::add);
    }
    sketch.layers().stream().filter(l -> !l.guide()).forEach(seen::add);
    render(sketch.size(), seen, area, argbPreInto);
    if (mapOnly) {
      for (int i = 0; i < area.width() * area.height(); i++) {
        argbPreInto[i] = Argb.grey(Argb.brightness(argbPreInto[i]));
      }
    }
  }

  /**
   * Where one sketch may look different from another; all of it if more than strokes differ.
   *
   * @return areas that do not overlap
   */
  public static List<Area> changed(Sketch before, Sketch now) {
    List<Area> whole = List.of(Area.of(now.size()));
    if (!before.size().equals(now.size()) || before.layers().size() != now.layers().size()) {
      return whole;
    }
    Set<Area> areas = new LinkedHashSet<>();
    for (int i = 0; i < now.layers().size(); i++) {
      Layer a = before.layers().get(i);
      Layer b = now.layers().get(i);
      boolean alike =
          a.visible() == b.visible() && a.guide() == b.guide() && a.opacity() == b.opacity();
      boolean still =
          a.placement().equals(b.placement()) && a.raster().size().equals(b.raster().size());
      if (!alike || !still) {
        return whole;
      }
      List<Area> tiles = a.raster().changed(b.raster());
      if (!tiles.isEmpty() && !b.isExact(now.size())) {
        return whole;
      }
      areas.addAll(tiles);
    }
    return List.copyOf(areas);
  }

  /** The visible ones of some layers, bottom first, over black. */
  static void render(Size sketch, List<Layer> layers, Area area, int[] into) {
    int width = area.width();
    Arrays.fill(into, 0, width * area.height(), Argb.BLACK);
    int[] row = new int[width];
    for (Layer layer : layers) {
      int opacity = (int) Math.round(255 * layer.opacity());
      if (!layer.visible() || opacity == 0 || layer.raster().isEmpty()) {
        continue;
      }
      LayerReader reader = new LayerReader(layer, sketch);
      for (int y = 0; y < area.height(); y++) {
        reader.read(area.x(), area.y() + y, width, row, 0);
        for (int x = 0; x < width; x++) {
          if (row[x] != 0) {
            into[y * width + x] = Argb.over(row[x], opacity, into[y * width + x]);
          }
        }
      }
    }
  }
}
