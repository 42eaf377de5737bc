package dev.pixdelta.gui;

import dev.pixdelta.gui.gallery.GalleryView;
import dev.pixdelta.gui.generate.GenerateView;
import dev.pixdelta.gui.queue.QueueView;
import dev.pixdelta.gui.settings.SettingsView;
import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.Actions;
import dev.pixdelta.gui.shell.Appearance;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.Page;
import dev.pixdelta.gui.shell.PictureDrop;
import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.gui.shell.Toasts;
import dev.pixdelta.gui.shell.View;
import dev.pixdelta.gui.shell.Workspace;
import dev.pixdelta.gui.sketch.SketchPage;
import dev.pixdelta.gui.welcome.ModelsView;
import dev.pixdelta.studio.SavedPicture;
import dev.pixdelta.studio.queue.QueueListener;
import dev.pixdelta.torch.Torch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Parent;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/**
 * The pages in their frame: rail, page, toasts. Made anew when the language changes; everything
 * worth keeping is in the services and the session. JavaFX thread only.
 */
final class MainWindow {
  private final StackPane root = new StackPane();
  private final BorderPane frame = new BorderPane();
  private final Actions actions = new Actions();
  private final Map<Page, View> views = new EnumMap<>(Page.class);
  private final ObjectProperty<Page> page = new SimpleObjectProperty<>(this, "page");
  private final Stage stage;
  private final Toasts toasts;
  private final Desk desk;
  private final Services services;

  /** New pictures are in the gallery before anybody looks for them. */
  private final QueueListener pictures =
      new QueueListener() {
        @Override
        public void saved(long job, SavedPicture picture) {
          services.background().run(() -> services.gallery().added(picture.path()));
        }
      };

  /**
   * @param openLocation opens a URI with the system's program for it
   */
  MainWindow(Stage stage, Services services, Consumer<String> openLocation) {
    this.stage = stage;
    this.services = services;
    services.events().add(pictures);
    Appearance appearance =
        services.session().get(Appearance.SECTION, Appearance.class, Appearance.SYSTEM);
    Locale locale = appearance.locale(Locale.getDefault());
    Messages messages = Messages.of(MainWindow.class, locale);
    root.getChildren().add(frame);
    root.getStyleClass().add("main-window");
    toasts = new Toasts(root);
    desk = new Desk(services, toasts, messages, this::show, openLocation);
    Shell shell =
        new Shell(
            services.folders(),
            services.models(),
            services.queue(),
            services.events(),
            services.gallery(),
            services.pictureChanges(),
            services.session(),
            services.sketch(),
            services.background(),
            actions,
            toasts,
            desk,
            locale);
    actions.add(new Actions.Group(null, messages.get("shortcuts.everywhere"), actions(messages)));
    GenerateView generate = new GenerateView(shell);
    GalleryView gallery = new GalleryView(shell);
    desk.connect(generate, gallery); // before pages that ask for the prompt
    views.put(Page.GENERATE, generate);
    views.put(Page.SKETCH, new SketchPage(shell));
    views.put(Page.GALLERY, gallery);
    views.put(Page.QUEUE, new QueueView(shell));
    views.put(Page.MODELS, new ModelsView(shell));
    views.put(Page.SETTINGS, new SettingsView(shell));
    root.getChildren().add(root.getChildren().indexOf(frame) + 1, gallery.overlay());
    frame.visibleProperty().bind(gallery.overlay().visibleProperty().not());
    frame.setLeft(new Rail(messages, page, this::show));
    Path cache = services.folders().cache();
    frame.setBottom(
        new EnginePane(
            messages,
            services.background(),
            () -> Torch.unpacked(cache),
            () -> Torch.unpack(cache)));
    root.addEventHandler(KeyEvent.KEY_PRESSED, e -> actions.handle(e, page.get()));
    PictureDrop.on(root, desk::restore);
    show(Page.GENERATE);
  }

  Parent root() {
    return root;
  }

  Workspace workspace() {
    return desk;
  }

  Toasts toasts() {
    return toasts;
  }

  private List<Action> actions(Messages messages) {
    List<Action> all = new ArrayList<>();
    for (Page p : Page.values()) {
      all.add(new Action(Rail.title(messages, p), p.keys(), Rail.icon(p), () -> show(p)));
    }
    all.add(
        new Action(
            messages.get("action.shortcuts"),
            "F1",
            BootstrapIcons.KEYBOARD,
            () -> new ShortcutList(messages, actions).show(stage)));
    all.add(
        new Action(
            messages.get("action.fullScreen"),
            "F11",
            BootstrapIcons.ARROWS_FULLSCREEN,
            () -> stage.setFullScreen(!stage.isFullScreen())));
    all.add(
        new Action(
            messages.get("action.quit"), "Shortcut+Q", BootstrapIcons.X, () -> stage.hide()));
    return all;
  }

  void show(Page next) {
    if (page.get() == next) {
      return;
    }
    View before = page.get() == null ? null : views.get(page.get());
    View view = Objects.requireNonNull(views.get(next));
    page.set(next);
    frame.setCenter(view.root());
    if (before != null) {
      before.hidden();
    }
    view.shown();
  }

  void close() {
    services.events().remove(pictures);
    views.values().forEach(View::closed);
  }
}
