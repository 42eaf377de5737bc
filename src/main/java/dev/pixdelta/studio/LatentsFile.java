package dev.pixdelta.studio;

import dev.pixdelta.pipeline.Drawn;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Collects the final latents of a run and writes them as one tensor {@code latents}. */
final class LatentsFile {
  private final Path file;
  private long @Nullable [] shape;
  private @Nullable FloatBuffer values;

  private LatentsFile(Path file) {
    this.file = file;
  }

  /**
   * Checks, before anything is drawn, that the file can be written.
   *
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

  /** Writes what was taken in. */
  void write() {
    throw new UnsupportedOperationException(file + " " + shape);
  }
}
