package dev.pixdelta.gui.sketch;

import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.gui.shell.SketchBook;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.GenerationRequest;
import dev.pixdelta.studio.picture.ImageFormat;
import dev.pixdelta.studio.picture.PictureFiles;
import dev.pixdelta.studio.sketch.Layer;
import dev.pixdelta.studio.sketch.OpenRasterFile;
import dev.pixdelta.studio.sketch.PictureLayer;
import dev.pixdelta.studio.sketch.Raster;
import dev.pixdelta.studio.sketch.Sketch;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.input.Clipboard;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** What can be done with the whole sketch, each with its shortcut. */
final class SketchActions {
  /** White strokes are seen on it. */
  private static final double GUIDE_OPACITY = 0.5;

  private final Shell shell;
  private final SketchBook book;
  private final Messages messages;
  final Action undo;
  final Action redo;
  final Action clear;
  final Action addLayer;
  final Action addPicture;
  final Action paste;
  final Action importFile;
  final Action exportFile;
  final Action fitShape;
  final Action depth;
  final Action use;

  SketchActions(Shell shell, Messages messages, java.util.function.Supplier<Window> window) {
    this.shell = shell;
    this.messages = messages;
    book = shell.sketch();
    undo = action("undo", "Shortcut+Z", BootstrapIcons.ARROW_COUNTERCLOCKWISE, book::undo);
    redo = action("redo", "Shortcut+Shift+Z", BootstrapIcons.ARROW_CLOCKWISE, book::redo);
    undo.disabledProperty().bind(book.undoableProperty().not());
    redo.disabledProperty().bind(book.redoableProperty().not());
    clear =
        action(
            "clear",
            "Shortcut+Delete",
            BootstrapIcons.ERASER_FILL,
            () -> book.put(book.seen().cleared()));
    addLayer =
        action(
            "addLayer",
            "Shortcut+Shift+N",
            BootstrapIcons.PLUS,
            () -> {
              Sketch now = book.seen();
              String name = LayerPane.NUMBER + (now.layers().size() + 1);
              book.put(now.added(Layer.empty(name, now.size())));
            });
    addPicture =
        action("addPicture", null, BootstrapIcons.IMAGE, () -> choosePicture(window.get()));
    paste = action("paste", "Shortcut+V", BootstrapIcons.CLIPBOARD, this::paste);
    importFile =
        action("import", "Shortcut+O", BootstrapIcons.FOLDER2_OPEN, () -> open(window.get()));
    exportFile = action("export", "Shortcut+S", BootstrapIcons.DOWNLOAD, () -> save(window.get()));
    fitShape =
        action(
            "fitShape",
            null,
            BootstrapIcons.ASPECT_RATIO,
            () -> book.put(book.seen().resized(wantedSize())));
    depth =
        action(
            "depth",
            "D",
            BootstrapIcons.BADGE_3D,
            () ->
                book.put(
                    book.seen()
                        .withMode(
                            book.seen().mode() == Sketch.Mode.DEPTH
                                ? Sketch.Mode.LINES
                                : Sketch.Mode.DEPTH)));
    use = action("use", "Shortcut+Enter", BootstrapIcons.BRUSH, shell.workspace()::useSketch);
  }

  private Action action(
      String key, @org.jspecify.annotations.Nullable String keys, Ikon icon, Runnable run) {
    return new Action(messages.get(key), keys, icon, run);
  }

  /** Takes a new seed and keeps it. */
  void newSeed() {
    shell.workspace().useSeed(GenerationRequest.randomSeed(1, 1));
  }

  /** A size of the shape that will be drawn. */
  private Size wantedSize() {
    Size picture = shell.workspace().draft().size();
    return picture == null ? book.seen().size() : SketchBook.drawingSize(picture);
  }

  /** A blank sketch takes the shape of the picture by itself. */
  void adapt() {
    Sketch now = book.seen();
    if (now.layers().size() == 1
        && now.activeLayer().raster().isEmpty()
        && !now.size().equals(wantedSize())) {
      book.replace(Sketch.blank(wantedSize(), now.mode()));
    }
  }

  /** A picture file as a layer below, to be traced. */
  void dropped(Path file) {
    Size size = book.seen().size();
    shell
        .background()
        .ask(
            () -> PictureLayer.read(file, size, true),
            layer -> {
              Sketch now = book.seen();
              // A guide lies below; what is drawn on stays chosen.
              Layer dimmed = layer.withOpacity(GUIDE_OPACITY);
              Sketch with = now.withActive(0).added(dimmed).moved(1, 0);
              book.put(with.withActive(now.active() + 1));
              shell.toasts().info(messages.get("dropped"));
            },
            shell.toasts()::error);
  }

  private void choosePicture(Window window) {
    var filter =
        new FileChooser.ExtensionFilter(
            messages.get("addPicture.filter"),
            List.of("*.png", "*.jpg", "*.jpeg", "*.webp", "*.tif", "*.tiff", "*.gif", "*.bmp"));
    Path file = shell.dialogs().open(chooser("addPicture", filter), window);
    if (file != null) {
      dropped(file);
    }
  }

  private void paste() {
    Image image = Clipboard.getSystemClipboard().getImage();
    if (image == null) {
      shell.toasts().info(messages.get("paste.nothing"));
      return;
    }
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    int[] pixels = new int[width * height];
    image
        .getPixelReader()
        .getPixels(0, 0, width, height, PixelFormat.getIntArgbPreInstance(), pixels, 0, width);
    Sketch now = book.seen();
    Raster raster = Raster.of(new Size(width, height), pixels);
    book.put(now.added(PictureLayer.of(LayerPane.PASTED, raster, now.size(), false)));
  }

  private FileChooser chooser(String title, FileChooser.ExtensionFilter... filters) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(messages.get(title));
    chooser.getExtensionFilters().addAll(filters);
    return chooser;
  }

  private static boolean isOpenRaster(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".ora");
  }

  private void open(Window window) {
    var filter = new FileChooser.ExtensionFilter(messages.get("import.filter"), "*.ora", "*.png");
    Path file = shell.dialogs().open(chooser("import", filter), window);
    if (file != null) {
      open(file);
    }
  }

  /** Opens a sketch, or a map, in place of the one that is here; a step that can be undone. */
  void open(Path file) {
    Sketch.Mode mode = book.seen().mode();
    shell
        .background()
        .ask(
            () -> isOpenRaster(file) ? OpenRasterFile.read(file) : SketchBook.of(file, mode),
            book::put,
            shell.toasts()::error);
  }

  private void save(Window window) {
    var png = new FileChooser.ExtensionFilter("PNG", "*.png");
    FileChooser chooser =
        chooser("export", new FileChooser.ExtensionFilter("OpenRaster", "*.ora"), png);
    chooser.setInitialFileName("sketch.ora");
    Path file = shell.dialogs().save(chooser, window);
    if (file != null) {
      save(named(file, chooser.getSelectedExtensionFilter() == png ? ".png" : ".ora"));
    }
  }

  /** Not every system's dialog adds the ending that was chosen in it. */
  static Path named(Path file, String ending) {
    String name = String.valueOf(file.getFileName());
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".ora") || lower.endsWith(".png")
        ? file
        : file.resolveSibling(name + ending);
  }

  /** Saves layers and all as OpenRaster, or the map as PNG. */
  void save(Path file) {
    Sketch now = book.seen();
    shell
        .background()
        .run(
            () -> {
              if (isOpenRaster(file)) {
                OpenRasterFile.write(now, file);
              } else {
                boolean named = ImageFormat.ofName(file.toString()) != null;
                PictureFiles.saveAs(
                    now.map().rgb(),
                    named ? file : file.resolveSibling(file.getFileName() + ".png"));
              }
            },
            () -> shell.toasts().info(messages.get("saved", file.getFileName())));
  }
}
