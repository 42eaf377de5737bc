package dev.pixdelta.studio.control;

import java.util.ArrayDeque;
import java.util.Deque;

/** Thin edges (Canny 1986): blur, gradient, ridges only, and weak ones only next to strong ones. */
final class CannyEdges {
  private static final double SIGMA = 1.2;
  private static final float STRONG = 0.2f;
  private static final float WEAK = 0.08f;

  private CannyEdges() {}

  /** White lines of one pixel on black. */
  static GreyPicture of(GreyPicture photo) {
    int width = photo.size().width();
    int height = photo.size().height();
    Gradient gradient =
        Gradient.of(GaussianBlur.of(photo.values(), width, height, SIGMA), width, height);
    float[] ridges = ridges(gradient, width, height);
    float[] out = new float[ridges.length];
    Deque<Integer> found = new ArrayDeque<>();
    for (int i = 0; i < ridges.length; i++) {
      if (ridges[i] >= STRONG) {
        out[i] = 1;
        found.add(i);
      }
    }
    while (!found.isEmpty()) {
      int at = found.remove();
      int y = at / width;
      int x = at % width;
      for (int ny = Math.max(y - 1, 0); ny <= Math.min(y + 1, height - 1); ny++) {
        for (int nx = Math.max(x - 1, 0); nx <= Math.min(x + 1, width - 1); nx++) {
          int next = ny * width + nx;
          if (out[next] == 0 && ridges[next] >= WEAK) {
            out[next] = 1;
            found.add(next);
          }
        }
      }
    }
    return new GreyPicture(photo.size(), out);
  }

  /** The gradient's length where it is larger than on both sides of the edge, else 0. */
  private static float[] ridges(Gradient gradient, int width, int height) {
    float[] lengths = gradient.lengths();
    float[] out = new float[lengths.length];
    for (int y = 1; y < height - 1; y++) {
      for (int x = 1; x < width - 1; x++) {
        int i = y * width + x;
        float right = gradient.right()[i];
        float down = gradient.down()[i];
        // The neighbour nearest to the gradient's direction: an eighth of a turn each.
        int dx = Math.abs(right) * 2.4142f < Math.abs(down) ? 0 : (int) Math.signum(right);
        int dy = Math.abs(down) * 2.4142f < Math.abs(right) ? 0 : (int) Math.signum(down);
        int step = dy * width + dx;
        // Not-smaller on one side only, so that of two equal pixels one stays.
        if (lengths[i] > lengths[i + step] && lengths[i] >= lengths[i - step]) {
          out[i] = lengths[i];
        }
      }
    }
    return out;
  }
}
