package dev.pixdelta.gui.shell;

import dev.pixdelta.hub.Folders;
import dev.pixdelta.studio.picture.ImageFormat;
import dev.pixdelta.studio.picture.Output;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where and how new pictures are saved; a section of the {@link Session}. Its folder is the one
 * that the gallery shows.
 *
 * @param folder absolute, or null for the usual one
 * @param pattern of file names
 * @param format of files
 * @param quality of JPEG files, 1 to 100
 */
public record OutputChoice(
    @Nullable String folder, String pattern, ImageFormat format, int quality) {
  /** A folder that this system can have none of is the usual one. */
  public OutputChoice {
    folder = isPath(folder) ? folder : null;
    quality = quality < 1 || quality > 100 ? Output.DEFAULT_QUALITY : quality;
  }

  private static boolean isPath(@Nullable String folder) {
    try {
      return folder == null || Path.of(folder).getNameCount() >= 0;
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Name of the section. */
  public static final String SECTION = "output";

  /** PNG files in the usual folder. */
  public static final OutputChoice USUAL =
      new OutputChoice(null, Output.DEFAULT_PATTERN, ImageFormat.PNG, Output.DEFAULT_QUALITY);

  /** What a session says, or the usual. */
  public static OutputChoice of(Session session) {
    return session.get(SECTION, OutputChoice.class, USUAL);
  }

  /** The folder of all pictures. */
  public Path folder(Folders folders) {
    return folder == null ? folders.pictures() : Path.of(folder);
  }

  /** For a job. */
  public Output output(Folders folders) {
    return new Output(folder(folders), pattern, format, quality);
  }
}
