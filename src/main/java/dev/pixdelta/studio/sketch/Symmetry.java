package dev.pixdelta.studio.sketch;

/** Whether a pen also draws mirror images, about the middle axes of the sketch. */
public enum Symmetry {
  NONE(false, false),
  LEFT_RIGHT(true, false),
  TOP_BOTTOM(false, true),
  BOTH(true, true);

  final boolean across;
  final boolean down;

  Symmetry(boolean across, boolean down) {
    this.across = across;
    this.down = down;
  }
}
