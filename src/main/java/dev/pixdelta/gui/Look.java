package dev.pixdelta.gui;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import dev.pixdelta.gui.shell.Appearance;
import java.net.URL;
import java.util.List;
import java.util.Objects;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.scene.Scene;

/** Light or dark, as the system or as the user said. JavaFX thread only. */
final class Look {
  private static final PseudoClass DARK = PseudoClass.getPseudoClass("dark");
  private static final List<String> SHEETS =
      List.of(
          "window.css",
          "generate/generate.css",
          "sketch/sketch.css",
          "gallery/gallery.css",
          "queue/queue.css",
          "welcome/welcome.css",
          "settings/settings.css");

  private Look() {}

  /** Puts the sheets of all pages on a scene. */
  static void sheets(Scene scene) {
    for (String sheet : SHEETS) {
      URL url = Objects.requireNonNull(Look.class.getResource(sheet), sheet);
      scene.getStylesheets().add(url.toExternalForm());
    }
  }

  /** Sets the theme for all windows, and the pseudo-class {@code dark} on the scene's root. */
  static void apply(Appearance.Theme theme, Scene scene) {
    boolean dark =
        switch (theme) {
          case LIGHT -> false;
          case DARK -> true;
          case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
        };
    Application.setUserAgentStylesheet(
        dark
            ? new PrimerDark().getUserAgentStylesheet()
            : new PrimerLight().getUserAgentStylesheet());
    scene.getRoot().pseudoClassStateChanged(DARK, dark);
  }
}
