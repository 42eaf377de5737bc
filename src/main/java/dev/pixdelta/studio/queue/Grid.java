package dev.pixdelta.studio.queue;

import java.util.Objects;

/**
 * A job that draws one picture for each pair of values and a labelled sheet of all of them.
 *
 * @param x along columns
 * @param y along rows
 */
public record Grid(Axis x, Axis y) {
  public Grid {
    Objects.requireNonNull(x);
    Objects.requireNonNull(y);
  }
}
