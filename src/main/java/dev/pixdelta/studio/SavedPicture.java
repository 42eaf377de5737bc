package dev.pixdelta.studio;

import dev.pixdelta.pipeline.Size;
import java.nio.file.Path;

/**
 * A picture that is safely on the disk.
 *
 * @param path absolute
 * @param index as its {@link PictureRequest} has it
 * @param prompt what it shows
 * @param model name of the model
 * @param seconds its share of its batch
 */
public record SavedPicture(
    Path path,
    int index,
    String prompt,
    long seed,
    Size size,
    String model,
    int steps,
    Seconds seconds) {

  /** Wall time by stage, without loading the model. */
  public record Seconds(double text, double denoise, double decode) {
    /** All stages together. */
    public double total() {
      return text + denoise + decode;
    }
  }
}
