package dev.pixdelta.studio.prompt;

import dev.pixdelta.hub.Folders;
import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.text.Sentence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The word lists behind {@code __name__} in prompts: text files {@code name.txt} in one folder,
 * UTF-8, one entry a line; blank lines and lines that begin with {@code #} are none, and neither
 * are lines in another encoding, see {@link #problem}. A list is read once, when it is first asked
 * for. Safe for any thread.
 */
public final class WordLists {
  private static final char UNDECODED = '\uFFFD';
  private static final long MAX_BYTES = 16 << 20;

  private final Path folder;
  private final Map<String, List<String>> lists = new ConcurrentHashMap<>();
  private final Map<String, Sentence> problems = new ConcurrentSkipListMap<>();

  /**
   * @param folder need not exist
   */
  public WordLists(Path folder) {
    this.folder = folder;
  }

  /** Those of a user: the folder {@code wordlists} beside the pictures. */
  public static WordLists of(Folders folders) {
    return new WordLists(folders.pictures().resolve("wordlists"));
  }

  /** Where the files are. */
  public Path folder() {
    return folder;
  }

  /** The names of the lists that are there. */
  public List<String> names() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(f -> String.valueOf(f.getFileName()))
          .filter(n -> n.endsWith(".txt") && !n.startsWith("."))
          .map(n -> n.substring(0, n.length() - ".txt".length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new PictureFileException(folder, "word lists cannot be read", e);
    }
  }

  /**
   * The entries of a list.
   *
   * @param name letters of any script, digits, hyphens and single underscores
   * @throws InvalidRequestException if there is no such list or it has no entries
   * @throws PictureFileException if its file cannot be read
   */
  public List<String> entries(String name) {
    return lists.computeIfAbsent(name, this::read);
  }

  /** A sentence about entries that were passed over in the lists that were read; or null. */
  public @Nullable Sentence problem() {
    return problems.values().stream().reduce((a, b) -> Sentence.of("{0}; {1}", a, b)).orElse(null);
  }

  /** Some systems write é as one character, others as two. */
  private Path file(String name) {
    Path file = folder.resolve(name + ".txt");
    if (Files.isRegularFile(file)) {
      return file;
    }
    String wanted = Normalizer.normalize(name, Normalizer.Form.NFC);
    return names().stream()
        .filter(n -> Normalizer.normalize(n, Normalizer.Form.NFC).equals(wanted))
        .findFirst()
        .map(n -> folder.resolve(n + ".txt"))
        .orElse(file);
  }

  private List<String> read(String name) {
    Path file = file(name);
    if (!Files.isRegularFile(file)) {
      throw new InvalidRequestException(
          "There is no word list __{0}__; create it as the file {1}", name, file);
    }
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new PictureFileException(file, "a word list can have at most 16 MiB");
      }
      // A byte that is no UTF-8 becomes U+FFFD, which nobody types.
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      List<String> lines =
          (text.startsWith("\uFEFF") ? text.substring(1) : text)
              .lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .toList();
      List<String> entries = lines.stream().filter(line -> line.indexOf(UNDECODED) < 0).toList();
      int lost = lines.size() - entries.size();
      if (entries.isEmpty() && lost > 0) {
        throw new PictureFileException(file, "a word list must be UTF-8 text");
      }
      if (entries.isEmpty()) {
        throw new InvalidRequestException(
            "The word list {0} is empty; write one entry per line", file);
      }
      if (lost > 0) {
        problems.put(
            name,
            Sentence.of(
                "{0}: {1} of {2} entries are not UTF-8 text and are ignored; save the file as"
                    + " UTF-8",
                file, lost, lines.size()));
      }
      return entries;
    } catch (IOException e) {
      throw new PictureFileException(file, "the word list cannot be read", e);
    }
  }
}
