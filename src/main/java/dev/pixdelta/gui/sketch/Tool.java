package dev.pixdelta.gui.sketch;

import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** What the pointer does on the canvas. */
enum Tool {
  PEN("B"),
  ERASER("E"),
  LINE("L"),
  RECTANGLE("R"),
  ELLIPSE("O"),
  FILL("F"),
  GRADIENT("G"),
  MOVE("V");

  private final String keys;

  Tool(String keys) {
    this.keys = keys;
  }

  String keys() {
    return keys;
  }

  Ikon icon() {
    return switch (this) {
      case PEN -> BootstrapIcons.PENCIL;
      case ERASER -> BootstrapIcons.ERASER;
      case LINE -> BootstrapIcons.SLASH;
      case RECTANGLE -> BootstrapIcons.SQUARE;
      case ELLIPSE -> BootstrapIcons.CIRCLE;
      case FILL -> BootstrapIcons.PAINT_BUCKET;
      case GRADIENT -> BootstrapIcons.CIRCLE_HALF;
      case MOVE -> BootstrapIcons.ARROWS_MOVE;
    };
  }
}
