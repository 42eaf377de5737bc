package dev.pixdelta.studio.sketch;

/** Fills the active layer with greys that change evenly: a ground that leads into the distance. */
public final class DepthGradient {
  private DepthGradient() {}

  /**
   * From one grey to another along a line, the same across it and beyond its ends.
   *
   * @param x0 where the first grey ends, in sketch pixels
   * @param grey0 0 to 255
   * @param x1 where the second begins
   * @param grey1 0 to 255
   */
  public static Sketch linear(
      Sketch sketch, double x0, double y0, int grey0, double x1, double y1, int grey1) {
    int width = sketch.size().width();
    double dx = x1 - x0;
    double dy = y1 - y0;
    double length2 = dx * dx + dy * dy;
    int[] row = new int[width];
    RasterEditor editor = Raster.empty(sketch.size()).edit();
    for (int y = 0; y < sketch.size().height(); y++) {
      for (int x = 0; x < width; x++) {
        double along = (x + 0.5 - x0) * dx + (y + 0.5 - y0) * dy;
        double part = length2 == 0 ? 0 : Math.clamp(along / length2, 0, 1);
        row[x] = Argb.grey((int) Math.round(grey0 + part * (grey1 - grey0)));
      }
      editor.write(0, y, row, 0, width);
    }
    Layer layer = sketch.activeLayer();
    return sketch.withLayer(
        sketch.active(),
        layer.withRaster(editor.raster()).withPlacement(Placement.centred(sketch.size())));
  }
}
