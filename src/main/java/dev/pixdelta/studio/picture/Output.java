package dev.pixdelta.studio.picture;

import dev.pixdelta.pipeline.InvalidRequestException;
import java.nio.file.Path;

/**
 * Where and how finished pictures are saved.
 *
 * @param folder made if it is missing
 * @param pattern of the file names, without an ending; see {@link FileNamePattern}
 * @param format of the files
 * @param quality of JPEG files, 1 to 100
 */
public record Output(Path folder, String pattern, ImageFormat format, int quality) {
  /** Names sort by run; no existing file is ever replaced. */
  public static final String DEFAULT_PATTERN = "{date}-{time}-{number}-{seed}-{prompt:40}";

  /** JPEG quality at which artefacts do not show. */
  public static final int DEFAULT_QUALITY = 92;

  /**
   * @throws InvalidRequestException if the pattern is none or the quality is out of its range
   */
  public Output {
    FileNamePattern.parse(pattern);
    if (quality < 1 || quality > 100) {
      throw new InvalidRequestException("The JPEG quality can be 1 to 100, not {0}", quality);
    }
  }

  /** PNG files with the default names. */
  public static Output in(Path folder) {
    return new Output(folder, DEFAULT_PATTERN, ImageFormat.PNG, DEFAULT_QUALITY);
  }
}
