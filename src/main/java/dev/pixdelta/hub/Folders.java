package dev.pixdelta.hub;

import dev.pixdelta.system.OperatingSystem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where things are kept on this platform. None of the folders need exist. Immutable.
 *
 * <ul>
 *   <li>Linux and other systems: {@code $XDG_DATA_HOME/pixdelta}, {@code $XDG_CACHE_HOME/pixdelta},
 *       and {@code Pixdelta} in the pictures folder of the XDG user directories
 *   <li>macOS: {@code Pixdelta} in {@code ~/Library/Application Support}, {@code ~/Library/Caches},
 *       {@code ~/Pictures}
 *   <li>Windows: {@code %APPDATA%\Pixdelta}, {@code %LOCALAPPDATA%\Pixdelta\cache}, and {@code
 *       Pixdelta} in the known folder for pictures, which may be OneDrive's
 * </ul>
 *
 * {@code PIXDELTA_HOME}, when set, holds data and cache on every platform, as {@code data} and
 * {@code cache}; pictures stay where the user's pictures are.
 *
 * @param data models, history, settings
 * @param cache what can be made again
 * @param pictures finished pictures
 */
public record Folders(Path data, Path cache, Path pictures) {
  private static final int MAX_USER_DIRS = 1 << 16;
  private static final Pattern PICTURES =
      Pattern.compile("^\\s*XDG_PICTURES_DIR=\"((?:[^\"\\\\]|\\\\.)*)\"\\s*$", Pattern.MULTILINE);

  /**
   * The folders of this process.
   *
   * @throws InvalidPathException if one of them, or the current folder, has letters that this
   *     process cannot name, as under the locale {@code C}: other files would be written in its
   *     place
   */
  public static Folders current() {
    String here = System.getProperty("user.dir", "");
    if (!Files.isDirectory(Path.of(here))) {
      throw new InvalidPathException(here, "no such folder");
    }
    // no method reference, which would load what only Windows needs
    return of(System.getenv(), System.getProperties(), () -> WindowsFolders.pictures());
  }

  /**
   * The folders in a given environment.
   *
   * @param env environment variables
   * @param system system properties; {@code os.name} and {@code user.home} are read
   * @param windowsPictures asked on Windows: its folder for pictures, null if it has none
   * @throws InvalidPathException if a variable holds what cannot be a path
   */
  static Folders of(
      Map<String, String> env, Properties system, Supplier<@Nullable Path> windowsPictures) {
    Path home = home(env, system);
    Folders usual =
        switch (OperatingSystem.of(system)) {
          case WINDOWS ->
              new Folders(
                  orElse(absolute(env, "APPDATA"), home.resolve("AppData/Roaming"))
                      .resolve("Pixdelta"),
                  orElse(absolute(env, "LOCALAPPDATA"), home.resolve("AppData/Local"))
                      .resolve("Pixdelta")
                      .resolve("cache"),
                  orElse(windowsPictures.get(), home.resolve("Pictures")).resolve("Pixdelta"));
          case MACOS ->
              new Folders(
                  home.resolve("Library/Application Support/Pixdelta"),
                  home.resolve("Library/Caches/Pixdelta"),
                  home.resolve("Pictures/Pixdelta"));
          case LINUX ->
              new Folders(
                  orElse(absolute(env, "XDG_DATA_HOME"), home.resolve(".local/share"))
                      .resolve("pixdelta"),
                  orElse(absolute(env, "XDG_CACHE_HOME"), home.resolve(".cache"))
                      .resolve("pixdelta"),
                  xdgPictures(env, home).resolve("Pixdelta"));
        };
    Path own = set(env, "PIXDELTA_HOME");
    if (own == null) {
      return usual;
    }
    Path base = own.toAbsolutePath();
    return new Folders(base.resolve("data"), base.resolve("cache"), usual.pictures());
  }

  /** The user's home folder: HOME (USERPROFILE on Windows), else what the JVM says. */
  static Path home(Map<String, String> env, Properties system) {
    String variable =
        OperatingSystem.of(system) == OperatingSystem.WINDOWS ? "USERPROFILE" : "HOME";
    // "?" for a user that the system does not know, such as a container's
    Path known = absolute(system.getProperty("user.home"));
    return orElse(absolute(env, variable), orElse(known, Path.of("").toAbsolutePath().getRoot()));
  }

  /** A path, or null when it is unset, empty or none at all. */
  static @Nullable Path path(@Nullable String text) {
    try {
      return text == null || text.isBlank() ? null : Path.of(text);
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /** The path that a user has set, or null; other than {@link #path}, one that is none throws. */
  private static @Nullable Path set(Map<String, String> env, String name) {
    String text = env.get(name);
    return text == null || text.isBlank() ? null : Path.of(text);
  }

  /** As {@link #set}; the XDG specification says to ignore relative paths. */
  private static @Nullable Path absolute(Map<String, String> env, String name) {
    Path path = set(env, name);
    return path == null || !path.isAbsolute() ? null : path;
  }

  /** As {@link #path}; the XDG specification says to ignore relative paths. */
  static @Nullable Path absolute(@Nullable String text) {
    Path path = path(text);
    return path == null || !path.isAbsolute() ? null : path;
  }

  private static Path orElse(@Nullable Path path, Path fallback) {
    return path == null ? fallback : path;
  }

  private static Path xdgPictures(Map<String, String> env, Path home) {
    Path set = absolute(env, "XDG_PICTURES_DIR");
    if (set != null) {
      return set;
    }
    Path config = orElse(absolute(env, "XDG_CONFIG_HOME"), home.resolve(".config"));
    return orElse(
        userDirsPictures(config.resolve("user-dirs.dirs"), home), home.resolve("Pictures"));
  }

  /** What xdg-user-dirs wrote: lines of shell, {@code NAME="$HOME/..."} or {@code NAME="/..."}. */
  private static @Nullable Path userDirsPictures(Path file, Path home) {
    if (!Files.isRegularFile(file)) {
      return null;
    }
    String text;
    try (InputStream in = Files.newInputStream(file)) {
      text = new String(in.readNBytes(MAX_USER_DIRS), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return null;
    }
    Path found = null;
    Matcher line = PICTURES.matcher(text);
    while (line.find()) { // the last one counts, as in a shell
      String value = line.group(1).replaceAll("\\\\(.)", "$1");
      found = absolute(value.startsWith("$HOME") ? home + value.substring(5) : value);
    }
    return found;
  }
}
