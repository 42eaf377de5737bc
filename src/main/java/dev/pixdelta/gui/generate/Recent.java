package dev.pixdelta.gui.generate;

import dev.pixdelta.studio.SavedPicture;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A picture that was saved lately.
 *
 * @param file its path, absolute
 * @param prompt what it shows
 */
record Recent(String file, String prompt, long seed) {
  /**
   * @throws java.nio.file.InvalidPathException if this system can have no such file
   */
  Recent {
    var unused = Path.of(file);
    prompt = Objects.requireNonNullElse(prompt, "");
  }

  /** Most that are kept. */
  static final int MOST = 60;

  /** A section of the session; the newest first. */
  record Kept(List<Recent> pictures) {
    static final String SECTION = "recent";
    static final Kept NONE = new Kept(List.of());

    Kept {
      pictures = pictures == null ? List.of() : List.copyOf(pictures);
    }
  }

  static Recent of(SavedPicture picture) {
    return new Recent(picture.path().toString(), picture.prompt(), picture.seed());
  }

  Path path() {
    return Path.of(file);
  }
}
