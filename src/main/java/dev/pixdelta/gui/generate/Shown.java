package dev.pixdelta.gui.generate;

import dev.pixdelta.pipeline.Picture;
import dev.pixdelta.pipeline.Size;

/** What the large area shows. */
sealed interface Shown {
  /** Nothing was drawn yet. */
  record Nothing() implements Shown {}

  /** A job runs and has nothing to show yet. */
  record Waiting(Size size) implements Shown {}

  /**
   * A picture on its way.
   *
   * @param image small
   * @param size of the finished picture
   */
  record Preview(Picture image, Size size) implements Shown {}

  /** A finished picture. */
  record Finished(Recent picture) implements Shown {}
}
