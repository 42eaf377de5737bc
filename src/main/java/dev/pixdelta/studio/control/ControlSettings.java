package dev.pixdelta.studio.control;

import dev.pixdelta.pipeline.ControlInput;
import dev.pixdelta.pipeline.ControlType;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a user asks for to steer pictures with a picture.
 *
 * @param file any picture; for {@link ControlType#MAP} the control map itself
 * @param type what map to make of it
 * @param invert whether the map is turned from black to white; never for a drawing
 * @param weights folder, .safetensors or .pth file; null for the model's own
 * @param strength 0 to {@link ControlInput#MAX_STRENGTH}
 * @param start fraction of the steps after which it begins, 0 to 1
 * @param end fraction of the steps after which it ends, {@code start} to 1
 * @param sketch whether the file is a drawing of the user's, which pictures then carry whole; of
 *     other files they carry the map
 */
public record ControlSettings(
    Path file,
    ControlType type,
    boolean invert,
    @Nullable Path weights,
    double strength,
    double start,
    double end,
    boolean sketch) {
  /**
   * @throws dev.pixdelta.pipeline.InvalidRequestException if a number is out of its range
   */
  public ControlSettings {
    ControlInput.check(strength, start, end);
  }

  /**
   * The control picture, read.
   *
   * @throws dev.pixdelta.studio.picture.PictureFileException if it cannot be read
   */
  public ControlMap.Source read() {
    // A drawing is the map itself: what the user sees is what steers.
    return ControlMap.read(file, sketch ? ControlType.MAP : type, invert && !sketch);
  }
}
