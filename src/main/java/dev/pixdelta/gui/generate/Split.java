package dev.pixdelta.gui.generate;

import dev.pixdelta.gui.shell.Session;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.Region;

/**
 * How wide the settings are; a section of the session. Kept in pixels, so that they stay as wide
 * when the window grows.
 *
 * @param settings width in pixels
 */
record Split(double settings) {
  static final String SECTION = "generate-split";
  static final Split FIRST = new Split(376);

  /** Puts the divider where it was, and notes where the user moves it. */
  static void keep(SplitPane pane, Session session) {
    Region left = (Region) pane.getItems().getFirst();
    left.setPrefWidth(session.get(SECTION, Split.class, FIRST).settings());
    SplitPane.setResizableWithParent(left, false);
    pane.widthProperty()
        .subscribe(
            (before, now) -> {
              if (before.doubleValue() == 0 && now.doubleValue() > 0) {
                pane.setDividerPosition(0, left.getPrefWidth() / now.doubleValue());
              }
            });
    pane.getDividers()
        .getFirst()
        .positionProperty()
        .subscribe(
            (before, now) -> {
              if (left.getWidth() > 0 && pane.getScene() != null) {
                session.put(SECTION, new Split(Math.rint(now.doubleValue() * pane.getWidth())));
              }
            });
  }
}
