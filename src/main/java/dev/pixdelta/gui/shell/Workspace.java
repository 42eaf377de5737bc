package dev.pixdelta.gui.shell;

import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.prompt.KnownWords;
import java.nio.file.Path;
import java.util.List;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/** What one page may ask of the others. Called on the JavaFX thread; returns at once. */
public interface Workspace {
  /** Brings a page to the front. */
  void show(Page page);

  /**
   * What the generate page shows now: the ground that grids and prompt files stand on. A drawing
   * among its controls has no file yet: what is queued goes through {@link SketchBook#kept}.
   */
  GenerationSettings draft();

  /** The prompt of the generate page. */
  StringProperty prompt();

  /** The words that the chosen model knows; null where it knows a whole language. */
  ObservableValue<@Nullable KnownWords> vocabulary();

  /** Has the drawing steer what the generate page draws. */
  void useSketch();

  /** Chooses a model on the generate page and shows it. */
  void useModel(String name);

  /** Puts a seed into the generate page and locks it; the page is not changed. */
  void useSeed(long seed);

  /** Reads the settings of a picture file of any program in the background, then uses them. */
  void restore(Path picture);

  /**
   * Reads the settings of a picture in the background and queues new pictures of them with new
   * seeds.
   */
  void vary(Path picture, int count);

  /** Opens pictures in the full-size viewer, beginning with one of them. */
  void view(List<Path> pictures, int first);

  /** Shows a file in the system's file manager. */
  void reveal(Path file);
}
