package dev.pixdelta.gui.gallery;

import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.studio.gallery.GalleryFolder;
import dev.pixdelta.studio.gallery.GalleryQuery;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.css.PseudoClass;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** The real folders; pictures dropped on one move there. JavaFX thread only. */
final class FolderList extends VBox {
  private static final PseudoClass DROP = PseudoClass.getPseudoClass("drop");

  final Action create;
  final Action rename;

  private final GalleryModel model;
  private final PictureFiling filing;
  private final Messages messages;
  private final Shell shell;
  private final Path root;
  private final ListView<GalleryFolder> list = new ListView<>();
  private boolean following;

  /**
   * @param root folder of all pictures; stands first in the list
   */
  FolderList(Shell shell, GalleryModel model, PictureFiling filing, Path root) {
    this.shell = shell;
    this.model = model;
    this.filing = filing;
    this.root = root;
    this.messages = shell.messages(FolderList.class);
    getStyleClass().add("folder-list");
    create =
        new Action(
            messages.get("folder.new"),
            "Shortcut+Shift+N",
            BootstrapIcons.FOLDER_PLUS,
            () -> filing.newFolder(chosen()));
    rename =
        new Action(
            messages.get("folder.rename"),
            "F2",
            BootstrapIcons.PENCIL,
            () -> filing.renameFolder(chosen()));
    Label title = new Label(messages.get("folders"));
    title.getStyleClass().add("side-title");
    title.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(title, Priority.ALWAYS);
    var add = create.iconButton();
    add.getStyleClass().add("flat");
    HBox head = new HBox(title, add);
    head.setAlignment(Pos.CENTER_LEFT);
    list.setCellFactory(view -> new Cell());
    list.setAccessibleText(messages.get("folders"));
    VBox.setVgrow(list, Priority.ALWAYS);
    getChildren().addAll(head, list);
    list.getSelectionModel().selectedItemProperty().addListener((p, before, now) -> choose(now));
    model.contentProperty().subscribe(this::follow);
    model.queryProperty().subscribe(this::followQuery);
  }

  /** The folder that is shown. */
  private Path chosen() {
    return Objects.requireNonNullElse(model.queryProperty().get().folder(), root);
  }

  private void choose(@Nullable GalleryFolder folder) {
    if (!following && folder != null) {
      Path path = folder.path().equals(root) ? null : folder.path();
      model.ask(q -> new GalleryQuery(path, q.text(), q.model(), q.starredOnly(), q.sort()));
    }
  }

  private void follow() {
    following = true;
    List<GalleryFolder> all = new ArrayList<>();
    all.add(new GalleryFolder(root, messages.get("folder.root"), model.content().all()));
    all.addAll(model.content().folders());
    if (!all.equals(list.getItems())) {
      list.getItems().setAll(all);
    }
    followQuery();
  }

  private void followQuery() {
    following = true;
    Path now = chosen();
    rename.disabledProperty().set(now.equals(root));
    for (GalleryFolder folder : list.getItems()) {
      if (folder.path().equals(now)) {
        list.getSelectionModel().select(folder);
      }
    }
    following = false;
  }

  /** A folder by its own name, indented below its parent. */
  private final class Cell extends ListCell<@Nullable GalleryFolder> {
    private final Label name = new Label();
    private final Label count = new Label();
    private final FontIcon icon = new FontIcon(BootstrapIcons.FOLDER);
    private final HBox row = new HBox(8, icon, name, count);

    Cell() {
      row.setAlignment(Pos.CENTER_LEFT);
      name.setMaxWidth(Double.MAX_VALUE);
      HBox.setHgrow(name, Priority.ALWAYS);
      count.getStyleClass().add("count");
      count.setMinWidth(USE_PREF_SIZE);
      setPrefWidth(0);
      setOnDragOver(this::over);
      setOnDragEntered(e -> pseudoClassStateChanged(DROP, accepts(e)));
      setOnDragExited(e -> pseudoClassStateChanged(DROP, false));
      setOnDragDropped(this::dropped);
    }

    @Override
    protected void updateItem(@Nullable GalleryFolder folder, boolean empty) {
      super.updateItem(folder, empty);
      if (empty || folder == null) {
        setGraphic(null);
        setContextMenu(null);
        return;
      }
      boolean all = folder.path().equals(root);
      icon.setIconCode(all ? BootstrapIcons.IMAGES : BootstrapIcons.FOLDER);
      int depth = all ? 0 : root.relativize(folder.path()).getNameCount() - 1;
      row.setPadding(new Insets(0, 0, 0, depth * 14));
      name.setText(all ? folder.name() : folder.path().getFileName().toString());
      count.setText(messages.get("number", folder.pictures()));
      setGraphic(row);
      setAccessibleText(messages.get("folder.spoken", folder.name(), folder.pictures()));
      Action reveal =
          new Action(
              messages.get("reveal"),
              null,
              BootstrapIcons.FOLDER2_OPEN,
              () -> shell.workspace().reveal(folder.path().resolve(".")));
      setContextMenu(new ContextMenu(create.menuItem(), rename.menuItem(), reveal.menuItem()));
    }

    private boolean accepts(DragEvent event) {
      return getItem() != null
          && event.getGestureSource() != null
          && event.getDragboard().hasFiles();
    }

    private void over(DragEvent event) {
      if (accepts(event)) {
        event.acceptTransferModes(TransferMode.COPY);
        event.consume();
      }
    }

    private void dropped(DragEvent event) {
      GalleryFolder folder = getItem();
      if (folder != null && accepts(event)) {
        filing.move(
            event.getDragboard().getFiles().stream().map(File::toPath).toList(), folder.path());
        event.setDropCompleted(true);
        event.consume();
      }
    }
  }
}
