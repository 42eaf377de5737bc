package dev.pixdelta.model;

/** Fixed two-dimensional sine-cosine positions of patches (MAE; scaled as PixArt does). */
final class PositionEmbedding {
  private PositionEmbedding() {}

  /**
   * The table for a grid of patches.
   *
   * @return [rows * columns, hidden] row-major; the first half of the channels is the column, the
   *     second the row, each sine then cosine. Computed in double.
   */
  static float[] of(PixArtConfig config, int rows, int columns) {
    int hidden = config.hiddenSize();
    int quarter = hidden / 4;
    double[] frequency = new double[quarter];
    for (int i = 0; i < quarter; i++) {
      frequency[i] = 1 / Math.pow(10000, i / (double) quarter);
    }
    double base = config.basePatches();
    float[] out = new float[rows * columns * hidden];
    for (int r = 0; r < rows; r++) {
      double y = r / (rows / base) / config.interpolationScale();
      for (int c = 0; c < columns; c++) {
        double x = c / (columns / base) / config.interpolationScale();
        int at = (r * columns + c) * hidden;
        for (int i = 0; i < quarter; i++) {
          out[at + i] = (float) Math.sin(x * frequency[i]);
          out[at + quarter + i] = (float) Math.cos(x * frequency[i]);
          out[at + 2 * quarter + i] = (float) Math.sin(y * frequency[i]);
          out[at + 3 * quarter + i] = (float) Math.cos(y * frequency[i]);
        }
      }
    }
    return out;
  }
}
