package dev.pixdelta.testing;

import atlantafx.base.controls.Notification;
import dev.pixdelta.gui.shell.Actions;
import dev.pixdelta.gui.shell.Background;
import dev.pixdelta.gui.shell.FileDialogs;
import dev.pixdelta.gui.shell.Page;
import dev.pixdelta.gui.shell.QueueEvents;
import dev.pixdelta.gui.shell.Session;
import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.gui.shell.Signal;
import dev.pixdelta.gui.shell.SketchBook;
import dev.pixdelta.gui.shell.Toasts;
import dev.pixdelta.gui.shell.View;
import dev.pixdelta.gui.shell.Workspace;
import dev.pixdelta.hub.Folders;
import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.studio.ModelOpener;
import dev.pixdelta.studio.control.ControlPictures;
import dev.pixdelta.studio.gallery.Gallery;
import dev.pixdelta.studio.queue.JobQueue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;

/**
 * The services below a page, real ones in a folder of the test's own, and a window for the page.
 * What goes wrong in the background is kept in {@link #failures}.
 */
public final class TestShell implements AutoCloseable {
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final StackPane window = new StackPane();
  private final Background background = Background.threads(failures::add);
  private final Shell shell;
  private Stage stage;

  /**
   * Opens everything.
   *
   * @param workspace the other pages
   */
  public TestShell(
      Path folder, ModelLocator models, ModelOpener opener, Locale locale, Workspace workspace) {
    FxThread.start();
    Folders folders =
        new Folders(folder.resolve("data"), TestEngine.CACHE, folder.resolve("pictures"));
    QueueEvents events = new QueueEvents(Platform::runLater);
    JobQueue queue = JobQueue.open(JobQueue.Setup.of(folders, opener, models), events);
    Signal changes = new Signal(Platform::runLater);
    shell =
        new Shell(
            folders,
            models,
            queue,
            events,
            Gallery.open(folders.pictures(), folders.cache(), changes::fire),
            changes,
            Session.open(folders.data().resolve("session.json")),
            FxThread.ask(
                () ->
                    SketchBook.open(
                        folders.data().resolve("sketch.ora"),
                        ControlPictures.of(folders),
                        background)),
            background,
            new Actions(),
            FxThread.ask(() -> new Toasts(locale)),
            FileDialogs.OF_DESKTOP,
            workspace,
            locale);
  }

  public Shell shell() {
    return shell;
  }

  public List<Throwable> failures() {
    return failures;
  }

  /** Makes a page and shows it in a window. */
  public <V extends View> V show(Function<Shell, V> page, Page kind, int width, int height) {
    return FxThread.ask(
        () -> {
          V view = page.apply(shell);
          VBox content = new VBox(shell.toasts().errors(), view.root());
          VBox.setVgrow(view.root(), Priority.ALWAYS);
          window.getChildren().addAll(content, shell.toasts().layer());
          shell.actions().listen(window, () -> kind);
          stage = new Stage();
          stage.setScene(new Scene(window, width, height));
          stage.show();
          view.shown();
          return view;
        });
  }

  /** The node of an id; fails if there is none. */
  public Node node(String id) {
    return FxThread.ask(() -> lookUp(id));
  }

  /** What a label or button shows. */
  public String text(String id) {
    return FxThread.ask(() -> ((Labeled) lookUp(id)).getText());
  }

  /** Whether a node is to be seen. */
  public boolean isVisible(String id) {
    return FxThread.ask(() -> lookUp(id).isVisible());
  }

  /** The messages that are shown. */
  public List<String> toasts() {
    return FxThread.ask(
        () -> {
          List<String> all = new ArrayList<>();
          window.lookupAll(".notification").forEach(n -> all.add(((Notification) n).getMessage()));
          window.lookupAll(".error-row .label").forEach(n -> all.add(((Labeled) n).getText()));
          return all;
        });
  }

  private Node lookUp(String id) {
    Node found = window.lookup("#" + id);
    if (found == null) {
      throw new AssertionError("no node " + id);
    }
    return found;
  }

  /** Presses a key on a node; {@code control} and {@code alt} are held. */
  public void press(Node node, KeyCode code, boolean control, boolean alt) {
    FxThread.run(
        () ->
            Event.fireEvent(
                node,
                new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, control, alt, false)));
  }

  /** Types a text into a node. */
  public void type(Node node, String text) {
    FxThread.run(
        () ->
            text.codePoints()
                .mapToObj(Character::toString)
                .forEach(
                    c ->
                        Event.fireEvent(
                            node,
                            new KeyEvent(
                                KeyEvent.KEY_TYPED,
                                c,
                                "",
                                KeyCode.UNDEFINED,
                                false,
                                false,
                                false,
                                false))));
  }

  @Override
  public void close() {
    FxThread.run(
        () -> {
          if (stage != null) {
            stage.close();
          }
        });
    shell.queue().close();
    shell.gallery().close();
    background.close();
  }
}
