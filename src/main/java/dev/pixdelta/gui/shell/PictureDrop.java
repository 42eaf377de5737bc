package dev.pixdelta.gui.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;

/**
 * Lets a picture file be dropped on a node. What the window itself drags out is not taken back in;
 * a node inside may take what it wants first by consuming the event.
 */
public final class PictureDrop {
  private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg", ".webp");

  private PictureDrop() {}

  /**
   * Takes drops.
   *
   * @param dropped hears of the first picture file of each drop
   */
  public static void on(Node node, Consumer<Path> dropped) {
    node.addEventHandler(
        DragEvent.DRAG_OVER,
        e -> {
          if (e.getGestureSource() == null && picture(e.getDragboard()).isPresent()) {
            e.acceptTransferModes(TransferMode.COPY);
            e.consume();
          }
        });
    node.addEventHandler(
        DragEvent.DRAG_DROPPED,
        e -> {
          Optional<Path> file = picture(e.getDragboard());
          file.ifPresent(dropped);
          e.setDropCompleted(file.isPresent());
          e.consume();
        });
  }

  private static Optional<Path> picture(Dragboard board) {
    return board.getFiles().stream()
        .map(f -> f.toPath())
        .filter(PictureDrop::isPicture)
        .findFirst();
  }

  private static boolean isPicture(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith);
  }
}
