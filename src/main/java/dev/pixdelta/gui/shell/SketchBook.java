package dev.pixdelta.gui.shell;

import dev.pixdelta.pipeline.ControlType;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.control.ControlMap;
import dev.pixdelta.studio.control.ControlPictures;
import dev.pixdelta.studio.control.ControlSettings;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.studio.picture.PictureFiles;
import dev.pixdelta.studio.sketch.Layer;
import dev.pixdelta.studio.sketch.OpenRasterFile;
import dev.pixdelta.studio.sketch.PictureLayer;
import dev.pixdelta.studio.sketch.Placement;
import dev.pixdelta.studio.sketch.Sketch;
import dev.pixdelta.studio.sketch.SketchHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The drawing that the pages share, with the way back. Every change is on the disk a second later,
 * an unfinished stroke too, as far as the disk lets it. JavaFX thread only.
 */
public final class SketchBook {
  private static final Logger LOG = LoggerFactory.getLogger(SketchBook.class);
  private static final int SIDE = 1024;

  private final Path file;
  private final ControlPictures pictures;
  private final SketchHistory history;
  private final ObjectProperty<Sketch> seen;
  private final BooleanProperty undoable = new SimpleBooleanProperty(this, "undoable");
  private final BooleanProperty redoable = new SimpleBooleanProperty(this, "redoable");
  private final AutoSave saving;
  private final @Nullable Path damaged;
  private volatile Sketch newest;
  private Sketch saved;
  private volatile @Nullable Kept lastKept;

  /** A drawing as the file that jobs use. */
  @SuppressWarnings("ArrayRecordComponent") // a buffer handed on, never compared
  private record Kept(Sketch sketch, byte[] png) {}

  private SketchBook(
      Path file,
      ControlPictures pictures,
      Sketch start,
      @Nullable Path damaged,
      Background background) {
    this.file = file;
    this.damaged = damaged;
    this.pictures = pictures;
    history = new SketchHistory(start);
    seen = new SimpleObjectProperty<>(this, "seen", start);
    newest = start;
    saved = start;
    saving = new AutoSave(background, this::save);
    seen.subscribe(
        (before, now) -> {
          newest = now;
          saving.changed();
        });
  }

  /**
   * The drawing of the last time, or a blank one. A file that cannot be read is put aside.
   *
   * @param file an OpenRaster file
   * @param pictures where drawings are kept that jobs use
   */
  public static SketchBook open(Path file, ControlPictures pictures, Background background) {
    Sketch start = Sketch.blank(new Size(SIDE, SIDE), Sketch.Mode.LINES);
    Path damaged = null;
    if (Files.isRegularFile(file)) {
      try {
        start = OpenRasterFile.read(file);
      } catch (PictureFileException e) {
        LOG.debug("sketch not read: {}", e.toString());
        damaged = DamagedFile.putAside(file);
      }
    }
    return new SketchBook(file, pictures, start, damaged, background);
  }

  /** Where the file is that could not be read when the book was opened, or null. */
  public @Nullable Path damaged() {
    return damaged;
  }

  /** A size of a picture's shape, large enough to draw on. */
  public static Size drawingSize(Size picture) {
    double scale = SIDE / Math.sqrt((double) picture.width() * picture.height());
    return new Size(side(picture.width() * scale), side(picture.height() * scale));
  }

  private static int side(double pixels) {
    return Math.clamp(Math.round(pixels / 8) * 8, 64, 4 * SIDE);
  }

  /** A drawing of one layer from a picture of white on black, as jobs keep it. Reads the file. */
  public static Sketch of(Path picture, Sketch.Mode mode) {
    Layer read = PictureLayer.read(picture, new Size(SIDE, SIDE), false);
    Size size = read.raster().size();
    Layer layer = read.withRaster(read.raster().blackTransparent());
    return new Sketch(size, mode, List.of(layer.withPlacement(Placement.centred(size))), 0);
  }

  /** What is drawn, the stroke in hand included. */
  public ObjectProperty<Sketch> seenProperty() {
    return seen;
  }

  public Sketch seen() {
    return seen.get();
  }

  /** Shows a stroke that is not finished. */
  public void show(Sketch unfinished) {
    seen.set(unfinished);
  }

  /** A new step. */
  public void put(Sketch next) {
    history.put(next);
    changed();
  }

  /** A change that is no step, such as choosing a layer. */
  public void replace(Sketch sketch) {
    history.replace(sketch);
    changed();
  }

  public void undo() {
    var unused = history.undo();
    changed();
  }

  public void redo() {
    var unused = history.redo();
    changed();
  }

  private void changed() {
    seen.set(history.now());
    undoable.set(history.canUndo());
    redoable.set(history.canRedo());
  }

  public BooleanProperty undoableProperty() {
    return undoable;
  }

  public BooleanProperty redoableProperty() {
    return redoable;
  }

  /** The type of the maps that a sketch makes. */
  public static ControlType typeOf(Sketch sketch) {
    return sketch.mode() == Sketch.Mode.DEPTH ? ControlType.DEPTH : ControlType.SCRIBBLE;
  }

  /**
   * Settings for the queue, whose controls by the drawing have a file of it as it is now, which
   * never changes again.
   *
   * @return to be called off the JavaFX thread, since it makes that file; throws {@link
   *     PictureFileException} if it cannot
   */
  public Callable<GenerationSettings> kept(GenerationSettings draft) {
    if (draft.controls().stream().noneMatch(ControlSettings::sketch)) {
      return () -> draft;
    }
    Sketch now = seen();
    return () -> {
      Path file = keep(now);
      return draft.withControls(
          draft.controls().stream().map(c -> c.sketch() ? c.withFile(file) : c).toList());
    };
  }

  /** The one of the last time is at hand: mostly many jobs use one drawing. */
  @SuppressWarnings("ReferenceEquality") // sketches are values that are replaced
  private Path keep(Sketch sketch) {
    Kept last = lastKept;
    byte[] png =
        last != null && last.sketch() == sketch ? last.png() : PictureFiles.png(sketch.map().rgb());
    lastKept = new Kept(sketch, png);
    return pictures.keep(png);
  }

  /** A drawing as what maps are made from. */
  public static ControlMap.Source source(Sketch sketch) {
    return new ControlMap.Source(ControlType.MAP, false, sketch.map());
  }

  /** Saves every change; what cannot be saved stays here. */
  public AutoSave saving() {
    return saving;
  }

  /** Writes what is not written yet, whole or not at all. */
  @SuppressWarnings("ReferenceEquality") // sketches are values that are replaced
  private synchronized void save() {
    Sketch now = newest;
    if (now == saved) {
      return;
    }
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new PictureFileException(file, "the sketch cannot be written", e);
    }
    OpenRasterFile.write(now, file);
    saved = now;
  }
}
