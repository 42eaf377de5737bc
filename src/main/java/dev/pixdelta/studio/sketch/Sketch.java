package dev.pixdelta.studio.sketch;

import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.control.GreyPicture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A sketch that steers a drawing: what an artist drew, in layers. A change makes a new one that
 * shares whatever stayed the same.
 *
 * @param size in pixels
 * @param mode what its greys mean
 * @param layers bottom first, at least one that is no guide
 * @param active which of them is drawn on
 */
public record Sketch(Size size, Mode mode, List<Layer> layers, int active) {
  /** What the greys of a map mean. */
  public enum Mode {
    /** White strokes on black. */
    LINES,
    /** How near things are: black is far away, white is near. */
    DEPTH
  }

  /** Areas that differ by less are one scale: nothing is made unsharp for so little. */
  private static final double SAME_SCALE = 0.05;

  /**
   * @throws IllegalArgumentException if all layers are guides, or the active one is not there
   */
  public Sketch {
    layers = List.copyOf(layers);
    if (layers.stream().allMatch(Layer::guide)) {
      throw new IllegalArgumentException("no layer to draw on");
    }
    if (active < 0 || active >= layers.size()) {
      throw new IllegalArgumentException("layer " + active + " of " + layers.size());
    }
  }

  /** With one empty layer. */
  public static Sketch blank(Size size, Mode mode) {
    return new Sketch(size, mode, List.of(Layer.empty("Layer 1", size)), 0);
  }

  public Layer activeLayer() {
    return layers.get(active);
  }

  public Sketch withMode(Mode newMode) {
    return new Sketch(size, newMode, layers, active);
  }

  public Sketch withActive(int index) {
    return new Sketch(size, mode, layers, index);
  }

  /** With another layer instead of one. */
  public Sketch withLayer(int index, Layer layer) {
    List<Layer> changed = new ArrayList<>(layers);
    changed.set(index, layer);
    return new Sketch(size, mode, changed, active);
  }

  /** With one more, above the active one; it becomes the active one. */
  public Sketch added(Layer layer) {
    List<Layer> more = new ArrayList<>(layers);
    more.add(active + 1, layer);
    return new Sketch(size, mode, more, active + 1);
  }

  /** Without a layer; if nothing is left to draw on, an empty layer is in its place. */
  public Sketch removed(int index) {
    List<Layer> fewer = new ArrayList<>(layers);
    fewer.remove(index);
    if (fewer.stream().allMatch(Layer::guide)) {
      return withLayer(index, Layer.empty("Layer 1", size));
    }
    int now = active > index || active == fewer.size() ? active - 1 : active;
    return new Sketch(size, mode, fewer, now);
  }

  /**
   * With a layer in another place of the order; the active one stays the same.
   *
   * @param to its index afterwards
   */
  public Sketch moved(int from, int to) {
    List<Layer> ordered = new ArrayList<>(layers);
    ordered.add(to, ordered.remove(from));
    int now = active;
    if (active == from) {
      now = to;
    } else if (from < active && active <= to) {
      now = active - 1;
    } else if (to <= active && active < from) {
      now = active + 1;
    }
    return new Sketch(size, mode, ordered, now);
  }

  /**
   * With a layer and the one below it made into one, which has the lower one's name.
   *
   * @throws IllegalArgumentException if there is none below it, or only one of them is a guide
   */
  public Sketch mergedDown(int index) {
    if (index == 0 || layers.get(index).guide() != layers.get(index - 1).guide()) {
      throw new IllegalArgumentException("layer " + index + " has none of its kind below it");
    }
    Layer lower = layers.get(index - 1);
    List<Layer> fewer = new ArrayList<>(layers);
    fewer.remove(index);
    fewer.set(
        index - 1,
        new Layer(
            lower.name(),
            merged(lower, layers.get(index)),
            Placement.centred(size),
            true,
            lower.guide(),
            1));
    return new Sketch(size, mode, fewer, active >= index ? active - 1 : active);
  }

  private Raster merged(Layer lower, Layer upper) {
    RasterEditor editor = Raster.empty(size).edit();
    int width = size.width();
    int[] row = new int[width];
    int[] result = new int[width];
    for (int y = 0; y < size.height(); y++) {
      Arrays.fill(result, 0);
      for (Layer layer : List.of(lower, upper)) {
        if (layer.visible()) {
          new LayerReader(layer, size).read(0, y, width, row, 0);
          int opacity = (int) Math.round(255 * layer.opacity());
          for (int x = 0; x < width; x++) {
            result[x] = Argb.over(row[x], opacity, result[x]);
          }
        }
      }
      editor.write(0, y, result, 0, width);
    }
    return editor.raster();
  }

  /** With nothing on the active layer. */
  public Sketch cleared() {
    return withLayer(
        active, Layer.empty(activeLayer().name(), size).withGuide(activeLayer().guide()));
  }

  /**
   * With another size. The middle stays the middle, and all is scaled as the side of a square of
   * the same area is: the way back leads to the same sketch, whatever the shapes. Sizes of about
   * the same area keep the scale.
   */
  public Sketch resized(Size target) {
    if (target.equals(size)) {
      return this;
    }
    double area = (double) size.width() * size.height();
    double factor = Math.sqrt((double) target.width() * target.height() / area);
    boolean sameShape =
        (long) size.width() * target.height() == (long) size.height() * target.width();
    double scale = !sameShape && Math.abs(Math.log(factor)) < SAME_SCALE ? 1 : factor;
    List<Layer> scaled = new ArrayList<>();
    for (Layer layer : layers) {
      Placement p = layer.placement();
      scaled.add(
          layer.withPlacement(
              new Placement(
                  target.width() / 2.0 + scale * (p.x() - size.width() / 2.0),
                  target.height() / 2.0 + scale * (p.y() - size.height() / 2.0),
                  scale * p.scale(),
                  p.angle())));
    }
    return new Sketch(target, mode, scaled, active);
  }

  /** The map: the visible layers that are no guides, over black. */
  public GreyPicture map() {
    int[] argb = new int[Math.multiplyExact(size.width(), size.height())];
    SketchView.render(this, Area.of(size), argb, true);
    float[] values = new float[argb.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (argb[i] & 0xff) / 255f;
    }
    return new GreyPicture(size, values);
  }

  /** Whether the map would be all black. */
  public boolean isBlank() {
    int[] band = new int[size.width() * Raster.TILE];
    for (int y = 0; y < size.height(); y += Raster.TILE) {
      Area area = new Area(0, y, size.width(), Math.min(Raster.TILE, size.height() - y));
      SketchView.render(this, area, band, true);
      for (int i = 0; i < area.width() * area.height(); i++) {
        if (band[i] != Argb.BLACK) {
          return false;
        }
      }
    }
    return true;
  }
}
