package dev.pixdelta.pipeline;

import java.util.Locale;

/** What a control map shows. */
public enum ControlType {
  /** Whatever it shows: the user vouches for it. */
  MAP,
  /** Thin white outlines. */
  EDGES,
  /** Wide, soft white outlines, as HED draws them. */
  SOFTEDGE,
  /** White strokes drawn by hand. */
  SCRIBBLE,
  /** Distance: near is white. */
  DEPTH;

  /** The word for it in files and options, such as "softedge". */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
