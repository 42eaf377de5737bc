package dev.pixdelta.gui.shell;

import dev.pixdelta.hub.ControlWeights;
import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.studio.control.ControlProblem;
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

  /**
   * With the model's own weights, or else the latest that can steer it; if none can, with the
   * latest that were made for the model, though for other maps, or else without any. Looks at the
   * disk.
   */
  public ControlSettings preferred(ModelLocator models, String model, ControlSettings control) {
    List<ControlSettings> candidates = new ArrayList<>();
    candidates.add(control.withWeights(null));
    paths.forEach(p -> candidates.add(control.withWeights(Path.of(p))));
    ControlSettings forOtherMaps = null;
    for (ControlSettings candidate : candidates) {
      ControlProblem problem = problem(models, model, candidate);
      if (problem == null || problem instanceof ControlProblem.PictureMissing) {
        return candidate;
      }
      if (forOtherMaps == null && problem instanceof ControlProblem.WrongType) {
        forOtherMaps = candidate;
      }
    }
    return forOtherMaps == null ? candidates.getFirst() : forOtherMaps;
  }

  private static @Nullable ControlProblem problem(
      ModelLocator models, String model, ControlSettings control) {
    try {
      return ControlProblem.of(control, models, model).orElse(null);
    } catch (ModelFileException e) {
      return new ControlProblem.NoWeights(model); // there is no such model, or it is damaged
    }
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
