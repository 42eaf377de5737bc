package dev.pixdelta.studio.sketch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
    render(sketch, seen, area, argbPreInto);
    if (mapOnly) {
      for (int i = 0; i < area.width() * area.height(); i++) {
        argbPreInto[i] = Argb.grey(Argb.brightness(argbPreInto[i]));
      }
    }
  }

  /** The visible ones of some layers, bottom first, over black. */
  static void render(Sketch sketch, List<Layer> layers, Area area, int[] into) {
    int width = area.width();
    Arrays.fill(into, 0, width * area.height(), Argb.BLACK);
    int[] row = new int[width];
    for (Layer layer : layers) {
      int opacity = (int) Math.round(255 * layer.opacity());
      if (!layer.visible() || opacity == 0 || layer.raster().isEmpty()) {
        continue;
      }
      LayerReader reader = new LayerReader(layer, sketch.size());
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
