package dev.pixdelta.gui.gallery;

import atlantafx.base.theme.Styles;
import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.studio.gallery.GalleryPicture;
import dev.pixdelta.studio.picture.PictureFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Separator;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/**
 * Two pictures at one zoom, one over the other with a divider to draw across them, or side by side.
 * Says in what they differ. JavaFX thread only.
 */
final class Comparison {
  private static final double KEY_STEP = 0.02;

  private final BorderPane pane = new BorderPane();
  private final WipePane wipe;
  private final Label title = new Label();
  private final ZoomActions zoom;
  private final Action close;
  private final Action sideBySide;
  private final Action swap;
  private final Action left;
  private final Action right;
  private final PictureOverlay overlay;
  private final PictureLoader loader;
  private final Shell shell;
  private final Messages messages;
  private List<GalleryPicture> two = List.of();

  Comparison(Shell shell, PictureLoader loader, PictureOverlay overlay) {
    this.shell = shell;
    this.loader = loader;
    this.overlay = overlay;
    messages = shell.messages(Comparison.class);
    wipe = new WipePane(messages);
    zoom = new ZoomActions(wipe.first(), messages);
    close = new Action(messages.get("close"), "Esc", BootstrapIcons.ARROW_LEFT, overlay::close);
    sideBySide =
        new Action(
            messages.get("sideBySide"),
            "D",
            BootstrapIcons.LAYOUT_SPLIT,
            () -> wipe.besideProperty().set(!wipe.besideProperty().get()));
    swap =
        new Action(
            messages.get("swap"), "X", BootstrapIcons.ARROW_LEFT_RIGHT, () -> show(two.reversed()));
    left = new Action(messages.get("wipe.left"), "Left", null, () -> wipe.move(-KEY_STEP));
    right = new Action(messages.get("wipe.right"), "Right", null, () -> wipe.move(KEY_STEP));
    actions().forEach(overlay::onlyWhileOpen);
    for (Action move : List.of(left, right)) { // there is no divider between pictures side by side
      move.disabledProperty().bind(overlay.visibleProperty().not().or(wipe.besideProperty()));
    }
    pane.getStyleClass().addAll("viewer", "comparison");
    pane.setCenter(wipe);
    pane.setTop(bar());
    wipe.first().checkeredProperty().bind(zoom.checkeredProperty());
    wipe.second().checkeredProperty().bind(zoom.checkeredProperty());
  }

  private HBox bar() {
    title.getStyleClass().add("viewer-title");
    title.setText(messages.get("compare"));
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    Label percent = new Label();
    zoom.follow(percent, messages);
    HBox bar =
        new HBox(
            flat(close),
            title,
            space,
            flat(sideBySide),
            flat(swap),
            new Separator(Orientation.VERTICAL),
            flat(zoom.out),
            percent,
            flat(zoom.in),
            flat(zoom.fit),
            flat(zoom.checker),
            new Separator(Orientation.VERTICAL),
            flat(overlay.fullScreen));
    bar.getStyleClass().add("viewer-bar");
    bar.setAlignment(Pos.CENTER_LEFT);
    return bar;
  }

  private static Button flat(Action action) {
    Button button = action.iconButton();
    button.getStyleClass().add(Styles.FLAT);
    return button;
  }

  /** All actions with keys. */
  List<Action> actions() {
    List<Action> all = new ArrayList<>(List.of(close, sideBySide, swap, left, right));
    all.addAll(zoom.all());
    all.add(overlay.fullScreen);
    return all;
  }

  /** Compares two pictures. */
  void show(List<GalleryPicture> pictures) {
    two = List.copyOf(pictures);
    Path a = two.getFirst().file();
    Path b = two.getLast().file();
    overlay.open(pane, wipe.divider(), actions(), this::closed);
    wipe.clear();
    loader.load(a, wipe.first().pyramidProperty()::set, shell.toasts()::error);
    loader.loadBeside(b, wipe.second().pyramidProperty()::set, shell.toasts()::error);
    List<GalleryPicture> asked = two;
    shell
        .background()
        .ask(
            () -> List.of(details(a), details(b)),
            both -> {
              if (asked.equals(two)) {
                label(both.getFirst(), both.getLast());
              }
            });
  }

  /** A file that says nothing of itself still can be looked at. */
  private static PictureDetails details(Path file) {
    try {
      return PictureDetails.read(file);
    } catch (PictureFileException e) {
      return PictureDetails.NONE;
    }
  }

  private void label(PictureDetails a, PictureDetails b) {
    String same = messages.get("compare.same");
    String first = a.apartFrom(b, messages);
    String second = b.apartFrom(a, messages);
    wipe.label(
        first.isEmpty() && second.isEmpty() ? same : orName(first, two.getFirst()),
        first.isEmpty() && second.isEmpty() ? same : orName(second, two.getLast()));
  }

  private static String orName(String text, GalleryPicture picture) {
    return text.isEmpty() ? Objects.requireNonNull(picture.file().getFileName()).toString() : text;
  }

  WipePane wipe() {
    return wipe;
  }

  private void closed() {
    two = List.of();
    wipe.clear();
    loader.clear();
  }
}
