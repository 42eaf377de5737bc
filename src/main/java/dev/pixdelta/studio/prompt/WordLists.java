package dev.pixdelta.studio.prompt;

import dev.pixdelta.hub.Folders;
import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.studio.picture.PictureFileException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The word lists behind {@code __name__} in prompts: text files {@code name.txt} in one folder,
 * UTF-8, one entry a line; blank lines and lines that begin with {@code #} are none. A list is read
 * once, when it is first asked for. Safe for any thread.
 */
public final class WordLists {
  private static final long MAX_BYTES = 16 << 20;

  private final Path folder;
  private final Map<String, List<String>> lists = new ConcurrentHashMap<>();

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
   * @param name letters, digits, hyphens and single underscores
   * @throws InvalidRequestException if there is no such list or it has no entries
   * @throws PictureFileException if its file cannot be read
   */
  public List<String> entries(String name) {
    return lists.computeIfAbsent(name, this::read);
  }

  private List<String> read(String name) {
    Path file = folder.resolve(name + ".txt");
    if (!Files.isRegularFile(file)) {
      throw new InvalidRequestException(
          "There is no word list __{0}__; create it as the file {1}", name, file);
    }
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new PictureFileException(file, "a word list can have at most 16 MiB");
      }
      String text = Files.readString(file);
      List<String> entries =
          (text.startsWith("\uFEFF") ? text.substring(1) : text)
              .lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .toList();
      if (entries.isEmpty()) {
        throw new InvalidRequestException(
            "The word list {0} is empty; write one entry per line", file);
      }
      return entries;
    } catch (MalformedInputException e) {
      throw new PictureFileException(file, "a word list must be UTF-8 text");
    } catch (IOException e) {
      throw new PictureFileException(file, "the word list cannot be read", e);
    }
  }
}
