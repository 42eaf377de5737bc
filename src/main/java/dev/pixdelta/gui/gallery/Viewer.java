package dev.pixdelta.gui.gallery;

import atlantafx.base.theme.Styles;
import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.studio.gallery.GalleryPicture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Separator;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** One picture after another in full size, with how it was made. JavaFX thread only. */
final class Viewer {
  private final BorderPane pane = new BorderPane();
  private final ZoomView view = new ZoomView(new SimpleObjectProperty<>(Zoom.FIT));
  private final PictureStage stage;
  private final Label title = new Label();
  private final Label place = new Label();
  private final DetailsPanel details;
  private final PictureActions actions;
  private final ZoomActions zoom;
  private final PictureFiling filing;
  private final PictureOverlay overlay;
  private final PictureLoader loader;
  private final Messages messages;
  private final Shell shell;
  private final GalleryModel model;
  private final Action next;
  private final Action previous;
  private final Action close;
  private final Action parameters;
  private final Runnable follow = this::follow;
  private List<GalleryPicture> pictures = List.of();
  private int at;
  private boolean open;

  Viewer(
      Shell shell,
      GalleryModel model,
      PictureFiling filing,
      PictureLoader loader,
      PictureOverlay overlay) {
    this.shell = shell;
    this.model = model;
    this.filing = filing;
    this.loader = loader;
    this.overlay = overlay;
    messages = shell.messages(Viewer.class);
    details = new DetailsPanel(shell);
    zoom = new ZoomActions(view, messages);
    stage = new PictureStage(view, messages);
    actions =
        new PictureActions(
            shell,
            model,
            filing,
            () -> open ? List.of(pictures.get(at)) : List.of(),
            () -> {},
            two -> {},
            overlay::close);
    next =
        new Action(messages.get("next"), "Right", BootstrapIcons.CHEVRON_RIGHT, () -> go(at + 1));
    previous =
        new Action(messages.get("previous"), "Left", BootstrapIcons.CHEVRON_LEFT, () -> go(at - 1));
    close = new Action(messages.get("close"), "Esc", BootstrapIcons.ARROW_LEFT, overlay::close);
    parameters =
        new Action(messages.get("details"), "I", BootstrapIcons.INFO_CIRCLE, this::toggleDetails);
    zoom.all().forEach(overlay::onlyWhileOpen);
    List.of(close, parameters).forEach(overlay::onlyWhileOpen);
    build();
    closed();
    model.contentProperty().subscribe(follow);
  }

  private void build() {
    pane.getStyleClass().add("viewer");
    pane.setFocusTraversable(true);
    pane.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    view.checkeredProperty().bind(zoom.checkeredProperty());
    Button back = previous.iconButton();
    Button on = next.iconButton();
    back.getStyleClass().addAll("page-button", Styles.BUTTON_CIRCLE);
    on.getStyleClass().addAll("page-button", Styles.BUTTON_CIRCLE);
    StackPane.setAlignment(back, Pos.CENTER_LEFT);
    StackPane.setAlignment(on, Pos.CENTER_RIGHT);
    StackPane.setMargin(back, new Insets(12));
    StackPane.setMargin(on, new Insets(12));
    stage.getChildren().addAll(back, on);
    pane.setCenter(stage);
    pane.setTop(bar());
    if (look().parameters()) {
      pane.setRight(details);
    }
  }

  private Node bar() {
    HBox bar = new HBox();
    bar.getStyleClass().add("viewer-bar");
    bar.setAlignment(Pos.CENTER_LEFT);
    title.getStyleClass().add("viewer-title");
    title.setMinWidth(0);
    place.setMinWidth(Region.USE_PREF_SIZE);
    place.getStyleClass().add(Styles.TEXT_MUTED);
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    Label percent = new Label();
    zoom.follow(percent, messages);
    bar.getChildren().addAll(flat(close), title, place, space);
    for (Action action :
        List.of(
            actions.star,
            actions.useSettings,
            actions.useSeed,
            actions.vary,
            actions.copy,
            actions.move,
            actions.delete)) {
      bar.getChildren().add(flat(action));
    }
    bar.getChildren()
        .addAll(
            new Separator(Orientation.VERTICAL),
            flat(zoom.out),
            percent,
            flat(zoom.in),
            flat(zoom.fit),
            flat(zoom.checker),
            new Separator(Orientation.VERTICAL),
            flat(parameters),
            flat(overlay.fullScreen));
    return bar;
  }

  private static Button flat(Action action) {
    Button button = action.iconButton();
    button.getStyleClass().add(Styles.FLAT);
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setFocusTraversable(true);
    return button;
  }

  /** All actions with keys, for the list of shortcuts. */
  List<Action> actions() {
    List<Action> all = new ArrayList<>(List.of(next, previous, close, parameters));
    all.add(overlay.fullScreen);
    all.addAll(zoom.all());
    all.addAll(actions.all());
    all.removeAll(List.of(actions.open, actions.compare));
    all.add(details.copyText);
    all.add(filing.undo);
    return all;
  }

  /** Opens pictures, beginning with one of them. */
  void show(List<GalleryPicture> list, int first) {
    if (list.isEmpty()) {
      return;
    }
    pictures = List.copyOf(list);
    overlay.open(pane, pane, actions(), this::closed);
    open = true;
    go(Math.clamp(first, 0, list.size() - 1));
  }

  /** The picture that is shown, while the viewer is open. */
  GalleryPicture shown() {
    return pictures.get(at);
  }

  boolean isOpen() {
    return open;
  }

  ZoomView view() {
    return view;
  }

  private void go(int to) {
    if (to < 0 || to >= pictures.size()) {
      return;
    }
    at = to;
    GalleryPicture picture = pictures.get(at);
    view.zoomProperty().set(Zoom.FIT);
    next.disabledProperty().set(at == pictures.size() - 1);
    previous.disabledProperty().set(at == 0);
    stage.load(loader, picture.file());
    if (at + 1 < pictures.size()) {
      loader.loadAhead(pictures.get(at + 1).file());
    }
    describe();
  }

  private void describe() {
    GalleryPicture picture = pictures.get(at);
    String name = Objects.requireNonNull(picture.file().getFileName()).toString();
    title.setText(picture.prompt().isBlank() ? name : picture.prompt().strip().replace('\n', ' '));
    place.setText(messages.get("place", at + 1, pictures.size()));
    pane.setAccessibleText(title.getText());
    stage.setStarred(picture.starred());
    details.show(picture); // even while they are hidden, they can be copied
    actions.update(open);
  }

  /** Takes over what the gallery knows now: stars, files that went. */
  private void follow() {
    if (!open) {
      return;
    }
    model.find(GalleryModel.files(pictures), this::follow);
  }

  private void follow(List<GalleryPicture> found) {
    if (!open) {
      return;
    }
    Map<Path, GalleryPicture> now = new HashMap<>();
    found.forEach(p -> now.put(p.file(), p));
    GalleryPicture before = pictures.get(at);
    List<GalleryPicture> left = new ArrayList<>();
    int place = 0;
    for (int i = 0; i < pictures.size(); i++) {
      GalleryPicture picture = now.getOrDefault(pictures.get(i).file(), pictures.get(i));
      boolean gone = GalleryModel.isStranger(picture) && !GalleryModel.isStranger(pictures.get(i));
      if (!gone) {
        if (i < at) {
          place++;
        }
        left.add(picture);
      }
    }
    if (left.isEmpty()) {
      overlay.close();
      return;
    }
    pictures = List.copyOf(left);
    int to = Math.min(place, left.size() - 1);
    if (left.get(to).file().equals(before.file())) {
      at = to;
      next.disabledProperty().set(at == pictures.size() - 1);
      previous.disabledProperty().set(at == 0);
      describe();
    } else {
      go(to);
    }
  }

  private void toggleDetails() {
    boolean show = pane.getRight() == null;
    pane.setRight(show ? details : null);
    shell.session().put(GalleryLook.SECTION, look().withParameters(show));
    describe();
  }

  private GalleryLook look() {
    return shell.session().get(GalleryLook.SECTION, GalleryLook.class, GalleryLook.FIRST);
  }

  private void closed() {
    open = false;
    stage.clear();
    details.clear();
    actions.update(false);
    List.of(next, previous, details.copyText).forEach(a -> a.disabledProperty().set(true));
    loader.clear();
  }
}
