package dev.pixdelta.pipeline;

/** Least squares by normal equations, for up to some hundred unknowns. */
final class LeastSquares {
  // Keeps the equations solvable where an input hardly varies, and the solution small.
  private static final double RIDGE = 1e-4;

  private LeastSquares() {}

  /**
   * Solves.
   *
   * @param normal the inputs' products with each other and with the outputs, summed over all
   *     samples: [inputs, inputs + outputs], row-major; used up
   * @param samples how many there were
   * @return [inputs, outputs], row-major
   */
  static double[] solve(double[] normal, int inputs, int outputs, long samples) {
    int width = inputs + outputs;
    for (int i = 0; i < inputs; i++) {
      normal[i * width + i] += RIDGE * samples;
    }
    // The matrix is positive definite: elimination needs no pivots.
    for (int i = 0; i < inputs; i++) {
      for (int r = 0; r < inputs; r++) {
        if (r != i) {
          double factor = normal[r * width + i] / normal[i * width + i];
          for (int j = i; j < width; j++) {
            normal[r * width + j] -= factor * normal[i * width + j];
          }
        }
      }
    }
    double[] solution = new double[inputs * outputs];
    for (int i = 0; i < inputs; i++) {
      for (int j = 0; j < outputs; j++) {
        solution[i * outputs + j] = normal[i * width + inputs + j] / normal[i * width + i];
      }
    }
    return solution;
  }
}
