package dev.pixdelta.pipeline;

/** Linear least squares by normal equations, for a handful of unknowns. */
final class LeastSquares {
  // Keeps the equations solvable where an input never varies.
  private static final double RIDGE = 1e-6;

  private final int inputs;
  private final int outputs;
  private final double[][] normal;
  private int samples;

  LeastSquares(int inputs, int outputs) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.normal = new double[inputs][inputs + outputs];
  }

  /** One more sample: y should be x times the solution. */
  void add(double[] x, double[] y) {
    samples++;
    for (int i = 0; i < inputs; i++) {
      for (int j = 0; j < inputs; j++) {
        normal[i][j] += x[i] * x[j];
      }
      for (int j = 0; j < outputs; j++) {
        normal[i][inputs + j] += x[i] * y[j];
      }
    }
  }

  /** The solution [inputs, outputs], row-major; uses the sums up. */
  double[] solve() {
    for (int i = 0; i < inputs; i++) {
      normal[i][i] += RIDGE * samples;
    }
    // The matrix is positive definite: elimination needs no pivots.
    for (int i = 0; i < inputs; i++) {
      for (int r = 0; r < inputs; r++) {
        if (r != i) {
          double factor = normal[r][i] / normal[i][i];
          for (int j = i; j < inputs + outputs; j++) {
            normal[r][j] -= factor * normal[i][j];
          }
        }
      }
    }
    double[] solution = new double[inputs * outputs];
    for (int i = 0; i < inputs; i++) {
      for (int j = 0; j < outputs; j++) {
        solution[i * outputs + j] = normal[i][inputs + j] / normal[i][i];
      }
    }
    return solution;
  }
}
