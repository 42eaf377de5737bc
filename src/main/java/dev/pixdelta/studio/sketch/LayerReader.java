package dev.pixdelta.studio.sketch;

import dev.pixdelta.pipeline.Size;
import org.jspecify.annotations.Nullable;

/** Reads a layer's pixels as they lie on the sketch. */
final class LayerReader {
  private final Layer layer;
  private final @Nullable PlacedRaster placed;

  LayerReader(Layer layer, Size sketch) {
    this.layer = layer;
    placed = layer.isExact(sketch) ? null : new PlacedRaster(layer.raster(), layer.placement());
  }

  /** Part of a row that lies inside the sketch, premultiplied, without the layer's opacity. */
  void read(int x, int y, int count, int[] into, int at) {
    if (placed == null) {
      layer.raster().read(x, y, count, into, at);
    } else {
      placed.read(x, y, count, into, at);
    }
  }
}
