package dev.pixdelta.studio.control;

import dev.pixdelta.pipeline.ControlInput;
import dev.pixdelta.pipeline.ControlType;
import java.nio.file.Path;
import java.util.Objects;
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
    Objects.requireNonNull(file);
    Objects.requireNonNull(type);
    ControlInput.check(strength, start, end);
  }

  /**
   * A control by the user's drawing, of full strength; its file is told when the drawing is kept.
   */
  public static ControlSettings drawing(ControlType type) {
    return new ControlSettings(Path.of("sketch"), type, false, null, 1, 0, 1, true);
  }

  /** The same with another picture. */
  public ControlSettings withFile(Path other) {
    return new ControlSettings(other, type, invert, weights, strength, start, end, sketch);
  }

  /** The same made in another way. */
  public ControlSettings withType(ControlType other, boolean otherInvert) {
    return new ControlSettings(file, other, otherInvert, weights, strength, start, end, sketch);
  }

  /** The same with other weights. */
  public ControlSettings withWeights(@Nullable Path other) {
    return new ControlSettings(file, type, invert, other, strength, start, end, sketch);
  }

  /** The same with other numbers. */
  public ControlSettings with(double newStrength, double newStart, double newEnd) {
    return new ControlSettings(file, type, invert, weights, newStrength, newStart, newEnd, sketch);
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
