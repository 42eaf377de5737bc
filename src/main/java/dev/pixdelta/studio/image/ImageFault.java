package dev.pixdelta.studio.image;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What is wrong with a picture file, as a clause about "it". */
final class ImageFault extends IOException {
  private static final long serialVersionUID = 1L;

  ImageFault(String clause) {
    super(clause);
  }

  ImageFault(String clause, @Nullable Throwable cause) {
    super(clause, cause);
  }
}
