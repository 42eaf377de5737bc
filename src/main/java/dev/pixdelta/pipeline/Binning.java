package dev.pixdelta.pipeline;

/** Whether a size is drawn at the nearest aspect-ratio bin, then resized and centre-cropped. */
public enum Binning {
  /** On exactly when the model's native size is that of its table. */
  AUTO,
  ON,
  OFF
}
