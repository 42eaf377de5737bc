package dev.pixdelta.gui.shell;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.scene.Node;

/** Lets a picture file be dropped on a node, see {@link FileDrop}. */
public final class PictureDrop {
  private PictureDrop() {}

  /**
   * Takes drops.
   *
   * @param dropped hears of the first picture file of each drop
   */
  public static void on(Node node, Consumer<Path> dropped) {
    FileDrop.on(node, PictureDrop::isPicture, dropped);
  }

  private static boolean isPicture(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg");
  }
}
