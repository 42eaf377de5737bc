package dev.pixdelta.gui.gallery;

import java.util.Map;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** Plus and minus wherever keyboards have them: with Shift, without, or in the number block. */
final class ZoomKeys {
  private static final Map<KeyCode, KeyCode> NAMES =
      Map.of(
          KeyCode.EQUALS, KeyCode.PLUS,
          KeyCode.ADD, KeyCode.PLUS,
          KeyCode.SUBTRACT, KeyCode.MINUS,
          KeyCode.NUMPAD0, KeyCode.DIGIT0,
          KeyCode.NUMPAD1, KeyCode.DIGIT1);

  private ZoomKeys() {}

  /** The key as shortcuts name it; the event itself if it is none of these. */
  static KeyEvent named(KeyEvent event) {
    KeyCode code = NAMES.get(event.getCode());
    return code == null
        ? event
        : new KeyEvent(
            event.getSource(),
            event.getTarget(),
            event.getEventType(),
            event.getCharacter(),
            event.getText(),
            code,
            false,
            event.isControlDown(),
            event.isAltDown(),
            event.isMetaDown());
  }
}
