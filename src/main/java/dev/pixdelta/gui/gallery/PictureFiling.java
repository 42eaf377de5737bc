package dev.pixdelta.gui.gallery;

import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.studio.gallery.GalleryFolder;
import dev.pixdelta.studio.gallery.GalleryPicture;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextInputDialog;
import javafx.scene.layout.Region;
import javafx.stage.DirectoryChooser;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * Where picture files go: to folders, out of the gallery, to the bin and back. The last move or
 * deletion can be undone. JavaFX thread only.
 */
final class PictureFiling {
  /** Undoes the last move or deletion. */
  final Action undo;

  private final Shell shell;
  private final GalleryModel model;
  private final Messages messages;
  private final Node owner;
  private final Path root;
  private @Nullable Runnable last;

  /**
   * @param owner a node that is always in the window that dialogs belong to
   * @param root folder of all pictures
   */
  PictureFiling(Shell shell, GalleryModel model, Node owner, Path root) {
    this.shell = shell;
    this.model = model;
    this.owner = owner;
    this.root = root;
    this.messages = shell.messages(PictureFiling.class);
    undo =
        new Action(
            messages.get("undo"),
            "Shortcut+Z",
            BootstrapIcons.ARROW_COUNTERCLOCKWISE,
            this::undoLast);
    undo.disabledProperty().set(true);
  }

  /** Keeps what can be undone of another page, which is closed. */
  void takeOver(PictureFiling before) {
    last = before.last;
    undo.disabledProperty().set(last == null);
  }

  void delete(List<GalleryPicture> pictures) {
    model.delete(
        pictures,
        deleted -> {
          String sentence = messages.get("deleted", deleted.count());
          if (deleted.restorable()) {
            offerUndo(sentence, () -> model.restore(deleted));
          } else {
            shell.toasts().info(sentence);
          }
        });
  }

  void move(List<Path> files, Path folder) {
    List<Path> strangers = files.stream().filter(f -> !folder.equals(f.getParent())).toList();
    if (strangers.isEmpty()) {
      return;
    }
    model.move(
        strangers,
        folder,
        moved ->
            offerUndo(
                messages.get("moved", moved.size(), name(folder)),
                () -> model.moveBack(moved, strangers)));
  }

  private String name(Path folder) {
    return folder.equals(root)
        ? messages.get("folder.root")
        : Objects.requireNonNull(folder.getFileName()).toString();
  }

  private void offerUndo(String sentence, Runnable back) {
    last = back;
    undo.disabledProperty().set(false);
    shell
        .toasts()
        .offer(
            sentence,
            new Action(
                undo.text(),
                null,
                BootstrapIcons.ARROW_COUNTERCLOCKWISE,
                () -> {
                  if (last == back) {
                    undo.run();
                  } else {
                    back.run();
                  }
                }));
  }

  private void undoLast() {
    Runnable back = Objects.requireNonNull(last);
    last = null;
    undo.disabledProperty().set(true);
    back.run();
  }

  void export(List<GalleryPicture> pictures) {
    DirectoryChooser chooser = new DirectoryChooser();
    chooser.setTitle(messages.get("export.title", pictures.size()));
    Path folder = shell.dialogs().folder(chooser, owner.getScene().getWindow());
    if (folder != null) {
      export(pictures, folder);
    }
  }

  /** Copies pictures to a folder outside. */
  void export(List<GalleryPicture> pictures, Path folder) {
    model.export(
        pictures,
        folder,
        files ->
            shell
                .toasts()
                .offer(
                    messages.get("exported", files.size(), folder),
                    new Action(
                        messages.get("reveal"),
                        null,
                        BootstrapIcons.FOLDER2_OPEN,
                        () -> shell.workspace().reveal(files.getFirst()))));
  }

  /** Shows the folders there are, to move pictures to one of them. */
  void chooseFolder(List<GalleryPicture> pictures) {
    List<Path> files = GalleryModel.files(pictures);
    ContextMenu menu = new ContextMenu();
    menu.getItems().add(folderItem(messages.get("folder.root"), root, files));
    for (GalleryFolder folder : model.content().folders()) {
      menu.getItems().add(folderItem(folder.name(), folder.path(), files));
    }
    MenuItem fresh =
        new MenuItem(messages.get("folder.new"), new FontIcon(BootstrapIcons.FOLDER_PLUS));
    fresh.setOnAction(
        e ->
            askName(
                messages.get("folder.new.title"),
                "",
                name -> model.newFolder(root, name, folder -> move(files, folder))));
    menu.getItems().addAll(new SeparatorMenuItem(), fresh);
    Parent whole = owner.getScene().getRoot();
    var bounds = whole.localToScreen(whole.getBoundsInLocal());
    menu.show(
        owner.getScene().getWindow(),
        bounds.getCenterX() - 100,
        Math.max(bounds.getMinY(), bounds.getCenterY() - 160));
  }

  private MenuItem folderItem(String name, Path folder, List<Path> files) {
    MenuItem item = new MenuItem(name, new FontIcon(BootstrapIcons.FOLDER));
    item.setMnemonicParsing(false);
    item.setDisable(files.stream().allMatch(f -> folder.equals(f.getParent())));
    item.setOnAction(e -> move(files, folder));
    return item;
  }

  void newFolder(Path parent) {
    askName(
        messages.get("folder.new.title"), "", name -> model.newFolder(parent, name, folder -> {}));
  }

  void renameFolder(Path folder) {
    String before = name(folder);
    askName(
        messages.get("folder.rename.title"),
        before,
        name -> {
          if (!name.equals(before)) {
            model.renameFolder(folder, name);
          }
        });
  }

  private void askName(String title, String before, Consumer<String> then) {
    TextInputDialog dialog = new TextInputDialog(before);
    dialog.initOwner(owner.getScene().getWindow());
    dialog.setTitle(title);
    dialog.setHeaderText(null);
    dialog.setGraphic(null);
    dialog.setContentText(messages.get("folder.name"));
    // Some window managers open a dialog in its least size.
    dialog.getDialogPane().setMinSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    // In the language of the window, which need not be the system's.
    dialog
        .getDialogPane()
        .getButtonTypes()
        .setAll(
            new ButtonType(messages.get("ok"), ButtonBar.ButtonData.OK_DONE),
            new ButtonType(messages.get("cancel"), ButtonBar.ButtonData.CANCEL_CLOSE));
    dialog.setOnHidden(
        e -> {
          String name = dialog.getResult();
          if (name != null && !name.isBlank()) {
            then.accept(name.strip());
          }
        });
    dialog.show();
  }
}
