package dev.pixdelta.studio.gallery;

import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.picture.PictureContents;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.studio.picture.PictureMetadata;
import dev.pixdelta.studio.picture.PictureReader;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the index keeps of a picture's own metadata.
 *
 * @param size in pixels
 * @param prompt at most 2,000 characters of it; empty if the picture says none
 */
record PictureFacts(Size size, String prompt, @Nullable String model, @Nullable Long seed) {
  private static final int MAX_PROMPT = 2000;

  PictureFacts {
    // Thousands of these are held, to be searched and shown as a line, not restored from.
    if (prompt.length() > MAX_PROMPT) {
      int end = Character.isHighSurrogate(prompt.charAt(MAX_PROMPT - 1)) ? 1 : 0;
      prompt = prompt.substring(0, MAX_PROMPT - end);
    }
  }

  /**
   * Reads a PNG, JPEG or WebP file of any program.
   *
   * @throws PictureFileException if it cannot be read or is damaged
   */
  static PictureFacts read(Path file) {
    PictureContents picture = PictureReader.readHead(file);
    PictureMetadata.Found found = picture.found();
    return found == null
        ? new PictureFacts(picture.size(), "", null, null)
        : new PictureFacts(
            picture.size(),
            found.parameters().promptOrEmpty(),
            found.parameters().model(),
            found.parameters().seed());
  }
}
