package dev.pixdelta.gui.shell;

/** The pages of the window, in the order of the rail. */
public enum Page {
  GENERATE("1"),
  SKETCH("2"),
  GALLERY("3"),
  QUEUE("4"),
  MODELS("5"),
  SETTINGS("6");

  private final String key;

  Page(String key) {
    this.key = key;
  }

  /** Its shortcut, in {@link javafx.scene.input.KeyCombination}'s spelling. */
  public String keys() {
    return "Shortcut+" + key;
  }
}
