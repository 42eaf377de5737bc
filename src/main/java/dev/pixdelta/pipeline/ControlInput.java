package dev.pixdelta.pipeline;

import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * A control picture and how it steers.
 *
 * @param weights the ControlNet-Transformer: a folder, a .safetensors or a .pth file
 * @param type what the map shows
 * @param map white on black, three equal channels, of exactly the size that is drawn
 * @param strength multiplies what the control adds, 0 to {@link #MAX_STRENGTH}; at 0 nothing is
 *     added
 * @param start fraction of the steps after which it begins, 0 to 1
 * @param end fraction of the steps after which it ends, {@code start} to 1
 */
public record ControlInput(
    Path weights, ControlType type, Picture map, double strength, double start, double end) {
  /** Far beyond what any picture survives. */
  public static final double MAX_STRENGTH = 10;

  /**
   * @throws InvalidRequestException if a number is out of its range
   */
  public ControlInput {
    check(strength, start, end);
  }

  /**
   * The checks of the constructor, for a face that wants them before it has a map.
   *
   * @throws InvalidRequestException if a number is out of its range
   */
  public static void check(double strength, double start, double end) {
    if (!(strength >= 0 && strength <= MAX_STRENGTH)) {
      throw new InvalidRequestException(
          "The control strength can be 0 to {0}, not {1}", (int) MAX_STRENGTH, strength);
    }
    if (!(start >= 0 && start <= end && end <= 1)) {
      throw new InvalidRequestException(
          "Control must start and end between 0 and 1, start before end, not at {0} and {1}",
          start, end);
    }
  }

  /** Whether step i (from 0) of n is steered. */
  public boolean steers(int i, int n) {
    return strength > 0 && (double) i / n >= start && (double) (i + 1) / n <= end;
  }

  /** Whether any step of n is steered. */
  public boolean steersAny(int n) {
    return IntStream.range(0, n).anyMatch(i -> steers(i, n));
  }
}
