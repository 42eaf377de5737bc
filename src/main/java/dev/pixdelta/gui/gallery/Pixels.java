package dev.pixdelta.gui.gallery;

import java.nio.IntBuffer;
import javafx.scene.image.Image;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;

/**
 * A decoded picture.
 *
 * @param argb row by row, alpha in the top byte, colours multiplied with it; not to be changed by
 *     others than its maker
 * @param width in pixels
 * @param height in pixels
 */
@SuppressWarnings("ArrayRecordComponent") // pictures of megabytes; nobody compares them
record Pixels(int[] argb, int width, int height) {

  /** Half as wide and high, each pixel the mean of four; odd edges repeat their last pixel. */
  Pixels halved() {
    int w = Math.max(1, width / 2);
    int h = Math.max(1, height / 2);
    int[] out = new int[w * h];
    for (int y = 0; y < h; y++) {
      int row0 = 2 * y * width;
      int row1 = Math.min(2 * y + 1, height - 1) * width;
      for (int x = 0; x < w; x++) {
        int x1 = Math.min(2 * x + 1, width - 1);
        out[y * w + x] =
            mean(argb[row0 + 2 * x], argb[row0 + x1], argb[row1 + 2 * x], argb[row1 + x1]);
      }
    }
    return new Pixels(out, w, h);
  }

  /** Of four pixels, two channels at a time. */
  private static int mean(int a, int b, int c, int d) {
    int low = ((a & 0xff00ff) + (b & 0xff00ff) + (c & 0xff00ff) + (d & 0xff00ff) + 0x020002) >>> 2;
    int high =
        ((a >>> 8 & 0xff00ff)
                + (b >>> 8 & 0xff00ff)
                + (c >>> 8 & 0xff00ff)
                + (d >>> 8 & 0xff00ff)
                + 0x020002)
            >>> 2;
    return (low & 0xff00ff) | ((high & 0xff00ff) << 8);
  }

  /**
   * With round corners.
   *
   * @param radius in pixels
   */
  Pixels rounded(double radius) {
    int[] out = argb.clone();
    int n = (int) Math.ceil(Math.min(radius, Math.min(width, height) / 2.0));
    for (int y = 0; y < n; y++) {
      for (int x = 0; x < n; x++) {
        double distance = Math.hypot(radius - x - 0.5, radius - y - 0.5);
        int cover = (int) Math.round(255 * Math.clamp(radius - distance + 0.5, 0, 1));
        fade(out, x, y, cover);
        fade(out, width - 1 - x, y, cover);
        fade(out, x, height - 1 - y, cover);
        fade(out, width - 1 - x, height - 1 - y, cover);
      }
    }
    return new Pixels(out, width, height);
  }

  private void fade(int[] out, int x, int y, int cover) {
    int p = out[y * width + x];
    int low = ((p & 0xff00ff) * cover + 0x800080) >>> 8 & 0xff00ff;
    int high = ((p >>> 8 & 0xff00ff) * cover + 0x800080) >>> 8 & 0xff00ff;
    out[y * width + x] = cover == 255 ? p : low | high << 8;
  }

  /** For a window; shares the array. Any thread. */
  Image image() {
    return new WritableImage(
        new PixelBuffer<>(
            width, height, IntBuffer.wrap(argb), PixelFormat.getIntArgbPreInstance()));
  }

  /** What it takes in memory. */
  long bytes() {
    return 4L * argb.length;
  }
}
