package dev.pixdelta.gui.shell;

import dev.pixdelta.hub.ControlWeights;
import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.studio.control.ControlSettings;
import dev.pixdelta.weights.ModelFileException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.scene.Scene;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;

/**
 * Control weights that the user chose, the latest first; a section of the session.
 *
 * @param paths folders and files, which may be gone
 */
public record KnownControls(List<String> paths) {
  public static final String SECTION = "controlWeights";
  public static final KnownControls NONE = new KnownControls(List.of());
  private static final int MOST = 20;

  public KnownControls {
    paths =
        Objects.requireNonNullElse(paths, List.<String>of()).stream()
            .filter(KnownControls::isPath)
            .toList();
  }

  private static boolean isPath(String path) {
    try {
      return !Path.of(path).toString().isEmpty();
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Those of a session. */
  public static KnownControls of(Session session) {
    return session.get(SECTION, KnownControls.class, NONE);
  }

  /** With one more, which is the latest. */
  public KnownControls with(Path weights) {
    List<String> all = new ArrayList<>(paths);
    all.remove(weights.toString());
    all.addFirst(weights.toString());
    return new KnownControls(all.subList(0, Math.min(all.size(), MOST)));
  }

  /** With the model's own weights, or else the latest that are still there. Looks at the disk. */
  public ControlSettings preferred(ModelLocator models, String model, ControlSettings control) {
    return hasOwn(models, model, control) ? control : control.withWeights(latest());
  }

  /** Whether a model steers without being given weights. Looks at the disk. */
  public static boolean hasOwn(ModelLocator models, String model, ControlSettings control) {
    try {
      var unused = ControlWeights.ofModel(models.find(model), control.type().label());
      return true;
    } catch (ModelFileException e) {
      return false;
    }
  }

  /** The latest that is still there, or null. Looks at the disk. */
  public @Nullable Path latest() {
    return paths.stream().map(Path::of).filter(Files::exists).findFirst().orElse(null);
  }

  /**
   * Asks the user for a file of control weights and keeps it as the latest.
   *
   * @return null if none was chosen
   */
  public static @Nullable Path choose(Shell shell, String title, Scene over) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(title);
    chooser
        .getExtensionFilters()
        .add(
            new FileChooser.ExtensionFilter(
                ".safetensors, .pth, .bin", "*.safetensors", "*.pth", "*.bin"));
    Path file = shell.dialogs().open(chooser, over.getWindow());
    if (file != null) {
      shell.session().put(SECTION, of(shell.session()).with(file));
    }
    return file;
  }

  /** Those of a name, or null. Looks at the disk. */
  public @Nullable Path named(String name) {
    return paths.stream()
        .map(Path::of)
        .filter(p -> Files.exists(p) && ControlWeights.of(p).name().equals(name))
        .findFirst()
        .orElse(null);
  }
}
