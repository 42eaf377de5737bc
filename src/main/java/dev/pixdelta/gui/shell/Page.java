package dev.pixdelta.gui.shell;

/** The pages of the window, in the order of the rail. */
public enum Page {
  GENERATE,
  GALLERY,
  QUEUE,
  MODELS,
  SETTINGS
}
