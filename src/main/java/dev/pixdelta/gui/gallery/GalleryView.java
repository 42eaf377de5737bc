package dev.pixdelta.gui.gallery;

import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.gui.shell.View;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;

/** The page with all pictures. */
public final class GalleryView implements View {
  private final StackPane root = new StackPane();

  public GalleryView(Shell shell) {
    root.getChildren().add(new Label(shell.messages(GalleryView.class).get("title")));
  }

  /** Opens pictures in the full-size viewer, over whatever page is shown. */
  public void view(List<Path> pictures, int first) {}

  @Override
  public Parent root() {
    return root;
  }
}
