package dev.pixdelta.studio;

import dev.pixdelta.pipeline.Drawn;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.studio.picture.PictureFiles;
import dev.pixdelta.weights.FloatTensor;
import dev.pixdelta.weights.ModelFileException;
import dev.pixdelta.weights.SafetensorsWriter;
import dev.pixdelta.weights.WeightFiles;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the final latents of a run and writes them as one tensor {@code latents}. */
final class LatentsFile {
  private static final String TENSOR = "latents";

  private final Path file;
  private long @Nullable [] shape;
  private @Nullable FloatBuffer values;

  private LatentsFile(Path file) {
    this.file = file;
  }

  /**
   * Checks, before anything is drawn, that the file can be written.
   *
   * @throws PictureFileException if its folder is missing or it is a folder itself, or it holds
   *     anything but latents
   */
  static LatentsFile prepare(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(file)) {
      throw new PictureFileException(file, "latents cannot be saved there, it is a folder");
    }
    if (!Files.isDirectory(folder)) {
      throw new PictureFileException(file, "latents cannot be saved there, the folder is missing");
    }
    if (Files.exists(file) && !holdsLatents(file)) {
      throw new PictureFileException(
          file, "latents cannot be saved there, the file holds something else");
    }
    PictureFiles.prepare(folder);
    return new LatentsFile(file);
  }

  /** Takes one batch in; all of a run have the same shape but for the first number. */
  void add(Drawn.Latents latents, int pictures) {
    if (values == null) {
      long[] s = latents.shape().clone();
      int each = Math.toIntExact(latents.values().length / s[0]);
      s[0] = pictures;
      shape = s;
      values = FloatBuffer.allocate(Math.multiplyExact(each, pictures));
    }
    values.put(latents.values());
  }

  /** Of an earlier run; anything else, such as the weights of a model, must not be lost. */
  private static boolean holdsLatents(Path file) {
    try (WeightFiles weights = WeightFiles.openFile(file)) {
      return weights.names().equals(Set.of(TENSOR));
    } catch (ModelFileException e) {
      return false;
    }
  }

  /**
   * Writes what was taken in; replaces an earlier file.
   *
   * @throws ModelFileException if it cannot be written
   */
  void write() {
    if (shape == null || values == null) {
      throw new IllegalStateException("no latents");
    }
    SafetensorsWriter.write(file, Map.of(TENSOR, FloatTensor.of(values.array(), shape)));
  }
}
