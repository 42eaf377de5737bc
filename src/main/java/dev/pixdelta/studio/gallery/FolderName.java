package dev.pixdelta.studio.gallery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.text.Sentence;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Names that a folder may have on every system, so that pictures can be carried to another. */
final class FolderName {
  private static final int MAX_BYTES = 255;
  private static final String FORBIDDEN = "/\\:*?\"<>|";
  private static final Set<String> DEVICES = devices();

  private FolderName() {}

  /**
   * The folder of that name.
   *
   * @throws PictureFileException if no folder can have it
   */
  static Path in(Path parent, String typed) {
    String name = Normalizer.normalize(typed.strip(), Normalizer.Form.NFC);
    Sentence problem = problem(name);
    if (problem != null) {
      throw new PictureFileException(
          parent, "'{0}' cannot be the name of a folder there: {1}", name, problem);
    }
    try {
      return parent.resolve(name);
    } catch (InvalidPathException e) {
      throw new PictureFileException(
          parent,
          "'{0}' cannot be the name of a folder there: {1}",
          name,
          Sentence.of("the system's language settings lack its letters"));
    }
  }

  private static @Nullable Sentence problem(String name) {
    if (name.isEmpty()) {
      return Sentence.of("it is empty");
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (FORBIDDEN.indexOf(c) >= 0) {
        return Sentence.of("it contains '{0}'", c);
      }
      if (Character.isISOControl(c)) {
        return Sentence.of("it contains a control character");
      }
    }
    if (name.startsWith(".")) {
      return Sentence.of("it begins with a dot, which would hide it");
    }
    if (name.endsWith(".")) {
      return Sentence.of("it ends with a dot");
    }
    int dot = name.indexOf('.');
    String stem = dot < 0 ? name : name.substring(0, dot);
    if (DEVICES.contains(stem.strip().toUpperCase(Locale.ROOT))) {
      return Sentence.of("Windows reserves it for a device");
    }
    return name.getBytes(UTF_8).length > MAX_BYTES ? Sentence.of("it is too long") : null;
  }

  private static Set<String> devices() {
    Set<String> names = new TreeSet<>(Set.of("CON", "PRN", "AUX", "NUL"));
    for (int i = 1; i <= 9; i++) {
      names.add("COM" + i);
      names.add("LPT" + i);
    }
    return Set.copyOf(names);
  }
}
