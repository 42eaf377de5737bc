package dev.pixdelta.studio;

import dev.pixdelta.pipeline.Drawn;
import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.studio.picture.PictureFiles;
import dev.pixdelta.system.TemporaryFile;
import dev.pixdelta.weights.FloatTensor;
import dev.pixdelta.weights.ModelFileException;
import dev.pixdelta.weights.SafetensorsWriter;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Collects the final latents of a run and writes them as one tensor {@code latents}. */
final class LatentsFile {
  private static final String TENSOR = "latents";
  private static final String ENDING = ".safetensors";

  private final Path file;
  private long @Nullable [] shape;
  private @Nullable FloatBuffer values;

  private LatentsFile(Path file) {
    this.file = file;
  }

  /**
   * Checks, before anything is drawn, that the file can be written.
   *
   * @param file ending in .safetensors; where it is taken, -2, -3 and so on will stand behind it
   * @throws InvalidRequestException if it has another ending
   * @throws PictureFileException if its folder is missing or it is a folder itself
   */
  static LatentsFile prepare(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(file)) {
      throw new PictureFileException(file, "latents cannot be saved there, it is a folder");
    }
    if (!Files.isDirectory(folder)) {
      throw new PictureFileException(file, "latents cannot be saved there, the folder is missing");
    }
    if (!file.toString().toLowerCase(Locale.ROOT).endsWith(ENDING)) {
      throw new InvalidRequestException(
          "Latents are saved as {0}; give '{1}' that ending", ENDING, file);
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

  /**
   * Writes what was taken in; no file is replaced.
   *
   * @return the new file
   * @throws ModelFileException if it cannot be written
   * @throws PictureFileException if it cannot be given a name
   */
  Path write() {
    if (shape == null || values == null) {
      throw new IllegalStateException("no latents");
    }
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    Path temporary = TemporaryFile.in(folder, "latents");
    try {
      SafetensorsWriter.write(temporary, Map.of(TENSOR, FloatTensor.of(values.array(), shape)));
      String name = String.valueOf(file.getFileName());
      int stem = name.length() - ENDING.length();
      return PictureFiles.publish(temporary, folder, name.substring(0, stem), name.substring(stem));
    } catch (IOException e) {
      throw new PictureFileException(file, "latents cannot be saved there", e);
    } finally {
      TemporaryFile.deleteQuietly(temporary);
    }
  }
}
