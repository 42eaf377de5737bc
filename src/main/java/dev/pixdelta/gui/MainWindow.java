package dev.pixdelta.gui;

import dev.pixdelta.gui.gallery.GalleryView;
import dev.pixdelta.gui.generate.GenerateView;
import dev.pixdelta.gui.queue.QueueView;
import dev.pixdelta.gui.settings.SettingsView;
import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.Actions;
import dev.pixdelta.gui.shell.Appearance;
import dev.pixdelta.gui.shell.AutoSave;
import dev.pixdelta.gui.shell.FileDialogs;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.Page;
import dev.pixdelta.gui.shell.PictureDrop;
import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.gui.shell.Toasts;
import dev.pixdelta.gui.shell.View;
import dev.pixdelta.gui.shell.Workspace;
import dev.pixdelta.gui.sketch.SketchPage;
import dev.pixdelta.gui.welcome.ModelsView;
import dev.pixdelta.studio.FailureSentence;
import dev.pixdelta.studio.SavedPicture;
import dev.pixdelta.studio.queue.QueueListener;
import dev.pixdelta.text.Sentence;
import dev.pixdelta.torch.Torch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/**
 * The pages in their frame: rail, page, messages. Made anew when the language changes, see {@link
 * #restore}. JavaFX thread only.
 */
final class MainWindow {
  private final BorderPane root = new BorderPane();
  private final BorderPane frame = new BorderPane();
  private final Actions actions = new Actions();
  private final Map<Page, View> views = new EnumMap<>(Page.class);
  private final ObjectProperty<Page> page = new SimpleObjectProperty<>(this, "page");
  private final Stage stage;
  private final Toasts toasts;
  private final PageRouter router;
  private final Parent overlay;
  private final Services services;
  private final Messages messages;
  private final List<Subscription> subscriptions = new ArrayList<>();

  /** New pictures are in the gallery before anybody looks for them. */
  private final QueueListener pictures =
      new QueueListener() {
        @Override
        public void saved(long job, SavedPicture picture) {
          var unused = services.gallery().added(picture.path());
        }
      };

  /**
   * @param openLocation opens a URI with the system's program for it
   */
  MainWindow(Stage stage, Services services, FileDialogs dialogs, Consumer<String> openLocation) {
    this.stage = stage;
    this.services = services;
    services.events().add(pictures);
    Locale locale = Appearance.of(services.session()).locale(Locale.getDefault());
    messages = Messages.of(MainWindow.class, locale);
    root.getStyleClass().add("main-window");
    toasts = new Toasts(locale);
    watch("unsaved.session", services.saving());
    watch("unsaved.sketch", services.sketch().saving());
    router = new PageRouter(services, toasts, messages, this::show, openLocation);
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
            dialogs,
            router,
            locale);
    actions.add(new Actions.Group(null, messages.get("shortcuts.everywhere"), actions(messages)));
    GenerateView generate = new GenerateView(shell);
    GalleryView gallery = new GalleryView(shell);
    router.connect(generate, gallery); // before pages that ask for the prompt
    views.put(Page.GENERATE, generate);
    views.put(Page.SKETCH, new SketchPage(shell));
    views.put(Page.GALLERY, gallery);
    views.put(Page.QUEUE, new QueueView(shell));
    views.put(Page.MODELS, new ModelsView(shell));
    views.put(Page.SETTINGS, new SettingsView(shell));
    overlay = gallery.overlay();
    root.setTop(toasts.errors());
    root.setCenter(new StackPane(frame, overlay, toasts.layer()));
    frame.visibleProperty().bind(overlay.visibleProperty().not());
    overlay.visibleProperty().subscribe(toasts::place);
    frame.setLeft(new Rail(messages, page, this::show));
    Path cache = services.folders().cache();
    frame.setBottom(
        new EnginePane(
            messages,
            services.background(),
            () -> Torch.unpacked(cache),
            () -> Torch.unpack(cache)));
    // Keys of a page are not for what lies over it.
    actions.listen(root, () -> overlay.isVisible() ? null : page.get());
    PictureDrop.on(root, router::restore);
    show(Page.GENERATE);
  }

  Parent root() {
    return root;
  }

  /** The page that is shown. */
  Page page() {
    return page.get();
  }

  Workspace workspace() {
    return router;
  }

  Toasts toasts() {
    return toasts;
  }

  /** All that can be done, everywhere and on each page. */
  Actions actions() {
    return actions;
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
    Action message =
        new Action(
            messages.get("action.message"), "F8", BootstrapIcons.CHAT_LEFT, toasts::focusLast);
    message.disabledProperty().bind(toasts.silentProperty());
    all.add(message);
    all.add(
        new Action(
            messages.get("action.fullScreen"),
            "F11",
            BootstrapIcons.ARROWS_FULLSCREEN,
            () -> stage.setFullScreen(!stage.isFullScreen())));
    all.add(new Action(messages.get("action.quit"), "Shortcut+Q", BootstrapIcons.X, this::quit));
    return all;
  }

  private void quit() {
    if (mayClose()) {
      stage.hide();
    }
  }

  /** Saves; if the drawing cannot be saved, asks whether to lose what was changed. */
  boolean mayClose() {
    Throwable failure = services.save();
    return failure == null || new LossQuestion(messages).isAccepted(stage, failure);
  }

  /** What is to be known when the program has just started. */
  void opened() {
    Sentence note = services.queue().openingNote();
    if (note != null) {
      toasts.error(note);
    }
    damaged("damaged.session", services.session().damaged());
    damaged("damaged.sketch", services.sketch().damaged());
  }

  private void damaged(String key, @Nullable Path aside) {
    if (aside != null) {
      toasts.error(messages.get(key, aside));
    }
  }

  /** Says once that something cannot be saved, and when it is saved after all. */
  private void watch(String key, AutoSave saving) {
    Subscription watching =
        saving
            .failureProperty()
            .subscribe(
                (before, now) -> {
                  if (now == null) {
                    toasts.info(messages.get(key + ".again"));
                  } else if (before == null) {
                    toasts.error(messages.get(key, FailureSentence.of(now, messages.locale())));
                  }
                });
    subscriptions.add(watching);
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
    Platform.runLater(toasts::place); // when the page has its layout
  }

  /** How the user left a window. */
  record Left(Page page, Map<Page, ControlStates> controls) {}

  /** Looks how this window is left, before it is closed. */
  Left leave() {
    Map<Page, ControlStates> controls = new EnumMap<>(Page.class);
    Node focused = stage.getScene().getFocusOwner();
    views.forEach((p, view) -> controls.put(p, ControlStates.of(view.root(), focused)));
    return new Left(page.get(), controls);
  }

  /**
   * Shows what a window before this one showed, as it was left.
   *
   * @param before closed by now
   */
  void restore(MainWindow before, Left left) {
    show(left.page());
    // Scrolling means something only where everything has its size.
    root.applyCss();
    root.layout();
    views.forEach((p, view) -> view.restore(Objects.requireNonNull(before.views.get(p))));
    // Backwards: the sketch's page has the prompt of the first page too, whose undo is kept.
    List<Page> pages = new ArrayList<>(left.controls().keySet()).reversed();
    for (Page p : pages) {
      Objects.requireNonNull(left.controls().get(p))
          .applyTo(Objects.requireNonNull(views.get(p)).root());
    }
    toasts.takeOver(before.toasts);
    Parent shown = Objects.requireNonNull(views.get(left.page())).root();
    Platform.runLater(
        () -> Objects.requireNonNull(left.controls().get(left.page())).focusIn(shown));
  }

  void close() {
    services.events().remove(pictures);
    subscriptions.forEach(Subscription::unsubscribe);
    views.values().forEach(View::closed);
  }
}
