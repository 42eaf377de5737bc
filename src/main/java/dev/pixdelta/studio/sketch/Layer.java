package dev.pixdelta.studio.sketch;

import dev.pixdelta.pipeline.Size;

/**
 * One layer of a sketch.
 *
 * @param name on one line; anything else in it becomes a blank
 * @param raster its pixels
 * @param placement where they lie on the sketch
 * @param visible whether it is seen and part of the map
 * @param guide a picture to trace: shown below all others, never part of the map
 * @param opacity 0 to 1
 */
public record Layer(
    String name,
    Raster raster,
    Placement placement,
    boolean visible,
    boolean guide,
    double opacity) {
  /**
   * @throws IllegalArgumentException if the opacity is out of range
   */
  public Layer {
    if (!(opacity >= 0 && opacity <= 1)) {
      throw new IllegalArgumentException("opacity " + opacity);
    }
    name = name.replaceAll("[\\p{Cntrl}\\p{Cs}\\uFFFE\\uFFFF\\u2028\\u2029]", " ").strip();
  }

  /** An empty layer to draw on. */
  public static Layer empty(String name, Size sketch) {
    return new Layer(name, Raster.empty(sketch), Placement.centred(sketch), true, false, 1);
  }

  public Layer withName(String newName) {
    return new Layer(newName, raster, placement, visible, guide, opacity);
  }

  public Layer withRaster(Raster newRaster) {
    return new Layer(name, newRaster, placement, visible, guide, opacity);
  }

  public Layer withPlacement(Placement newPlacement) {
    return new Layer(name, raster, newPlacement, visible, guide, opacity);
  }

  public Layer withVisible(boolean newVisible) {
    return new Layer(name, raster, placement, newVisible, guide, opacity);
  }

  public Layer withGuide(boolean newGuide) {
    return new Layer(name, raster, placement, visible, newGuide, opacity);
  }

  public Layer withOpacity(double newOpacity) {
    return new Layer(name, raster, placement, visible, guide, newOpacity);
  }

  /** Whether its pixels are the sketch's pixels. */
  public boolean isExact(Size sketch) {
    return placement.isExact(raster.size(), sketch);
  }

  /** With its pixels turned into the sketch's pixels; what lies outside is lost. */
  public Layer baked(Size sketch) {
    if (isExact(sketch)) {
      return this;
    }
    RasterEditor editor = Raster.empty(sketch).edit();
    int[] row = new int[sketch.width()];
    LayerReader reader = new LayerReader(this, sketch);
    for (int y = 0; y < sketch.height(); y++) {
      reader.read(0, y, row.length, row, 0);
      editor.write(0, y, row, 0, row.length);
    }
    return new Layer(name, editor.raster(), Placement.centred(sketch), visible, guide, opacity);
  }
}
