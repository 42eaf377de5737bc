package dev.pixdelta.gui.shell;

import dev.pixdelta.hub.ControlWeights;
import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.studio.control.ControlProblem;
import dev.pixdelta.studio.control.ControlSettings;
import dev.pixdelta.weights.ModelFileException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
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
    paths = List.copyOf(Objects.requireNonNullElse(paths, List.of()));
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
   * With the model's own weights, or else the latest that can steer it; without any if none can.
   * Looks at the disk.
   */
  public ControlSettings preferred(ModelLocator models, String model, ControlSettings control) {
    return Stream.concat(Stream.of(Optional.<Path>empty()), paths.stream().map(p -> Optional.of(Path.of(p))))
        .map(weights -> control.withWeights(weights.orElse(null)))
        .filter(c -> canSteer(models, model, c))
        .findFirst()
        .orElseGet(() -> control.withWeights(null));
  }

  private static boolean canSteer(ModelLocator models, String model, ControlSettings control) {
    try {
      return ControlProblem.of(control, models, model)
          .filter(p -> !(p instanceof ControlProblem.PictureMissing))
          .isEmpty();
    } catch (ModelFileException e) {
      return false; // there is no such model, or it is damaged
    }
  }

  /**
   * Asks the user for a file of control weights and keeps it as the latest.
   *
   * @return null if none was chosen
   */
  public static @Nullable Path choose(Session session, String title, Scene over) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(title);
    chooser
        .getExtensionFilters()
        .add(new FileChooser.ExtensionFilter(".safetensors, .pth", "*.safetensors", "*.pth"));
    File file = chooser.showOpenDialog(over.getWindow());
    if (file == null) {
      return null;
    }
    session.put(SECTION, of(session).with(file.toPath()));
    return file.toPath();
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
