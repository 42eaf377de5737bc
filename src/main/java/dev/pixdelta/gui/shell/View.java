package dev.pixdelta.gui.shell;

import javafx.scene.Parent;

/** One page of the window. Made, called and dropped on the JavaFX thread. */
public interface View {
  /** The page itself; always the same node. */
  Parent root();

  /** The page has become visible. */
  default void shown() {}

  /**
   * Takes over what the user did on the same page, which was made in another language and is
   * closed. What its controls show, text and scrolling included, is taken over without this.
   */
  default void restore(View before) {}

  /** The page is no longer visible. */
  default void hidden() {}

  /** The window is rebuilt or closed: listeners outside the page must go, the state is kept. */
  default void closed() {}
}
