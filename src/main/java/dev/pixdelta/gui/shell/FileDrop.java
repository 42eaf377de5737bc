package dev.pixdelta.gui.shell;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.scene.Node;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;

/**
 * Lets a file be dropped on a node. What the window itself drags out is not taken back in; a node
 * inside may take what it wants first by consuming the event.
 */
public final class FileDrop {
  private FileDrop() {}

  /**
   * Takes drops.
   *
   * @param wanted tells the files that are taken
   * @param dropped hears of the first such file of each drop
   */
  public static void on(Node node, Predicate<Path> wanted, Consumer<Path> dropped) {
    node.addEventHandler(
        DragEvent.DRAG_OVER,
        e -> {
          if (e.getGestureSource() == null && first(e.getDragboard(), wanted).isPresent()) {
            e.acceptTransferModes(TransferMode.COPY);
            e.consume();
          }
        });
    node.addEventHandler(
        DragEvent.DRAG_DROPPED,
        e -> {
          Optional<Path> file = first(e.getDragboard(), wanted);
          if (file.isPresent()) {
            dropped.accept(file.get());
            e.setDropCompleted(true);
            e.consume();
          }
        });
  }

  private static Optional<Path> first(Dragboard board, Predicate<Path> wanted) {
    return board.getFiles().stream().map(File::toPath).filter(wanted).findFirst();
  }
}
