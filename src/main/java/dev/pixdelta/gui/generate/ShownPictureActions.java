package dev.pixdelta.gui.generate;

import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.image.Image;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.TransferMode;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** What can be done with a finished picture: by menu, by keys, by dragging it out as its file. */
final class ShownPictureActions {
  private static final int VARIATIONS = 4;

  private final Shell shell;
  private final Messages messages;
  private final RunModel run;

  ShownPictureActions(Shell shell, Messages messages, RunModel run) {
    this.shell = shell;
    this.messages = messages;
    this.run = run;
  }

  /** Gives a node that shows a picture its menu, and lets the picture be dragged out. */
  void attach(Node node, Supplier<@Nullable Recent> picture) {
    ContextMenu menu = new ContextMenu();
    node.addEventHandler(
        ContextMenuEvent.CONTEXT_MENU_REQUESTED,
        e -> {
          Recent now = picture.get();
          if (now != null) {
            menu.getItems().setAll(items(() -> now));
            menu.show(node, e.getScreenX(), e.getScreenY());
            e.consume();
          }
        });
    node.addEventHandler(MouseEvent.MOUSE_PRESSED, e -> menu.hide());
    node.addEventHandler(
        MouseEvent.DRAG_DETECTED,
        e -> {
          Recent now = picture.get();
          if (now != null) {
            ClipboardContent content = new ClipboardContent();
            content.putFiles(List.of(now.path().toFile()));
            var board = node.startDragAndDrop(TransferMode.COPY);
            board.setContent(content);
            board.setDragView(new Image(now.path().toUri().toString(), 96, 96, true, true, false));
            e.consume();
          }
        });
  }

  private List<MenuItem> items(Supplier<Recent> picture) {
    List<MenuItem> items = new ArrayList<>();
    for (Action action : actions(picture)) {
      items.add(action.menuItem());
    }
    return items;
  }

  /** The actions on the picture in the large area, for the page's shortcuts. */
  List<Action> ofShown() {
    return actions(this::shown);
  }

  private @Nullable Recent shown() {
    return run.shownProperty().get() instanceof Shown.Finished f ? f.picture() : null;
  }

  private List<Action> actions(Supplier<@Nullable Recent> picture) {
    return List.of(
        action("open", "Shortcut+O", BootstrapIcons.ARROWS_ANGLE_EXPAND, picture, this::open),
        action(
            "useSeed",
            "Shortcut+Alt+U",
            BootstrapIcons.LOCK,
            picture,
            p -> shell.workspace().useSeed(p.seed())),
        action(
            "useSettings",
            "Shortcut+U",
            BootstrapIcons.SLIDERS,
            picture,
            p -> shell.workspace().restore(p.path())),
        action(
            "vary",
            "Shortcut+Shift+V",
            BootstrapIcons.SHUFFLE,
            picture,
            p -> shell.workspace().vary(p.path(), VARIATIONS)),
        action("copy", "Shortcut+C", BootstrapIcons.CLIPBOARD, picture, this::copy)
            .or("Shortcut+Shift+C"),
        action(
            "copyPrompt",
            "Shortcut+Alt+C",
            BootstrapIcons.CHAT_LEFT_TEXT,
            picture,
            this::copyPrompt),
        action(
            "reveal",
            "Shortcut+R",
            BootstrapIcons.FOLDER2_OPEN,
            picture,
            p -> shell.workspace().reveal(p.path())));
  }

  private Action action(
      String key,
      String keys,
      Ikon icon,
      Supplier<@Nullable Recent> picture,
      java.util.function.Consumer<Recent> deed) {
    return new Action(
        messages.get("picture." + key),
        keys,
        icon,
        () -> {
          Recent now = picture.get();
          if (now != null) {
            deed.accept(now);
          }
        });
  }

  /** Opens the viewer on the strip's pictures. */
  void open(Recent picture) {
    List<Recent> all = List.copyOf(run.recent());
    shell
        .workspace()
        .view(all.stream().map(Recent::path).toList(), Math.max(0, all.indexOf(picture)));
  }

  private void copyPrompt(Recent picture) {
    ClipboardContent content = new ClipboardContent();
    content.putString(picture.prompt());
    Clipboard.getSystemClipboard().setContent(content);
    shell.toasts().info(messages.get("picture.promptCopied"));
  }

  private void copy(Recent picture) {
    shell
        .background()
        .ask(
            () -> new Image(picture.path().toUri().toString()),
            image -> {
              ClipboardContent content = new ClipboardContent();
              content.putImage(image);
              content.putFiles(List.of(picture.path().toFile()));
              Clipboard.getSystemClipboard().setContent(content);
              shell.toasts().info(messages.get("picture.copied"));
            });
  }
}
