package dev.pixdelta.gui.gallery;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import dev.pixdelta.gui.shell.Actions;
import dev.pixdelta.gui.shell.Background;
import dev.pixdelta.gui.shell.FileDialogs;
import dev.pixdelta.gui.shell.OutputChoice;
import dev.pixdelta.gui.shell.Page;
import dev.pixdelta.gui.shell.QueueEvents;
import dev.pixdelta.gui.shell.Session;
import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.gui.shell.Signal;
import dev.pixdelta.gui.shell.SketchBook;
import dev.pixdelta.gui.shell.Toasts;
import dev.pixdelta.hub.Folders;
import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.control.ControlPictures;
import dev.pixdelta.studio.gallery.Gallery;
import dev.pixdelta.studio.gallery.Trash;
import dev.pixdelta.testing.FxThread;
import dev.pixdelta.testing.NoWorkspace;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.css.PseudoClass;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javax.imageio.ImageIO;

/** The gallery page in a window of its own, on a real gallery in a test's folder. */
final class GalleryScene implements AutoCloseable {
  final Path pictures;
  final Gallery gallery;
  final List<String> asked = new ArrayList<>();
  final List<Throwable> failures = new CopyOnWriteArrayList<>();
  final StackPane root = new StackPane();
  final Actions actions = new Actions();
  GalleryView view;
  Stage stage;
  private final Background background = Background.threads(failures::add);

  GalleryScene(Path folder) {
    this(folder, Locale.ENGLISH, false, 1000, 700);
  }

  @SuppressWarnings({"NullAway", "this-escape"}) // the page never asks the queue
  GalleryScene(Path folder, Locale locale, boolean dark, double width, double height) {
    FxThread.start();
    pictures = folder.resolve("pictures");
    Folders folders = new Folders(folder, folder.resolve("cache"), pictures);
    Signal changes = new Signal(Platform::runLater);
    gallery =
        Gallery.open(
            pictures, folder.resolve("cache"), Trash.at(folder.resolve("Trash")), changes::fire);
    Session session = Session.open(folder.resolve("session.json"));
    session.put(
        OutputChoice.SECTION,
        new OutputChoice(
            pictures.toString(),
            OutputChoice.USUAL.pattern(),
            OutputChoice.USUAL.format(),
            OutputChoice.USUAL.quality()));
    FxThread.run(
        () -> {
          Application.setUserAgentStylesheet(
              dark
                  ? new PrimerDark().getUserAgentStylesheet()
                  : new PrimerLight().getUserAgentStylesheet());
          root.getStyleClass().add("main-window");
          root.pseudoClassStateChanged(PseudoClass.getPseudoClass("dark"), dark);
          Toasts toasts = new Toasts(locale);
          Shell shell =
              new Shell(
                  folders,
                  ModelLocator.current(folders),
                  null,
                  new QueueEvents(Platform::runLater),
                  gallery,
                  changes,
                  session,
                  SketchBook.open(
                      folders.data().resolve("sketch.ora"),
                      ControlPictures.of(folders),
                      background),
                  background,
                  actions,
                  toasts,
                  FileDialogs.OF_DESKTOP,
                  new Desk(),
                  locale);
          view = new GalleryView(shell);
          root.getChildren()
              .addAll(
                  List.of(new VBox(toasts.errors(), view.root()), view.overlay(), toasts.layer()));
          actions.listen(root, () -> Page.GALLERY);
          Scene scene = new Scene(root, width, height);
          for (String sheet : List.of("window.css", "gallery/gallery.css")) {
            scene
                .getStylesheets()
                .add(Toasts.class.getResource("/dev/pixdelta/gui/" + sheet).toExternalForm());
          }
          stage = new Stage();
          stage.setScene(scene);
          stage.show();
          view.shown();
        });
  }

  /** Keeps what the page asks of others, in words. */
  private final class Desk extends NoWorkspace {
    @Override
    public void useModel(String name) {
      throw new AssertionError("the gallery chooses no models");
    }

    @Override
    public void show(Page page) {
      asked.add("show " + page);
    }

    @Override
    public GenerationSettings draft() {
      throw new AssertionError("the gallery asks for no settings");
    }

    @Override
    public void useSeed(long seed) {
      asked.add("seed " + seed);
    }

    @Override
    public void restore(Path picture) {
      asked.add("restore " + picture.getFileName());
    }

    @Override
    public void vary(Path picture, int count) {
      asked.add("vary " + picture.getFileName() + " " + count);
    }

    @Override
    public void view(List<Path> files, int first) {
      asked.add("view");
    }

    @Override
    public void reveal(Path file) {
      asked.add("reveal " + file.getFileName());
    }
  }

  /** Waits for the gallery to know a number of pictures, and the page to show them. */
  void awaitPictures(int count) {
    FxThread.waitFor(count + " pictures", () -> shown() == count);
  }

  int shown() {
    return view.selection().pictures().size();
  }

  /** Presses and releases a key where the keyboard is. */
  void key(KeyCode code, boolean shift, boolean shortcut) {
    FxThread.run(
        () -> {
          Node at = stage.getScene().getFocusOwner();
          for (var type : List.of(KeyEvent.KEY_PRESSED, KeyEvent.KEY_RELEASED)) {
            (at == null ? root : at)
                .fireEvent(new KeyEvent(type, "", "", code, shift, shortcut, false, false));
          }
        });
  }

  void key(KeyCode code) {
    key(code, false, false);
  }

  /** One event of the mouse at a point of a node. */
  static void mouse(
      Node node,
      javafx.event.EventType<MouseEvent> type,
      double x,
      double y,
      int clicks,
      boolean shift,
      boolean shortcut,
      boolean still) {
    Point2D at = node.localToScene(x, y);
    node.fireEvent(
        new MouseEvent(
            type,
            at.getX(),
            at.getY(),
            at.getX(),
            at.getY(),
            MouseButton.PRIMARY,
            clicks,
            shift,
            shortcut,
            false,
            false,
            type != MouseEvent.MOUSE_RELEASED,
            false,
            false,
            false,
            false,
            still,
            null));
  }

  /** Writes what the window shows. */
  void snapshot(Path file) {
    WritableImage image = FxThread.ask(() -> stage.getScene().snapshot(null));
    int w = (int) image.getWidth();
    int h = (int) image.getHeight();
    BufferedImage out = new BufferedImage(w, h, BufferedImage.TYPE_INT_ARGB);
    int[] argb = new int[w * h];
    image.getPixelReader().getPixels(0, 0, w, h, PixelFormat.getIntArgbInstance(), argb, 0, w);
    out.setRGB(0, 0, w, h, argb, 0, w);
    try {
      Files.createDirectories(file.getParent());
      ImageIO.write(out, "png", file.toFile());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    FxThread.run(
        () -> {
          view.closed();
          stage.close();
        });
    gallery.close();
    background.close();
  }
}
