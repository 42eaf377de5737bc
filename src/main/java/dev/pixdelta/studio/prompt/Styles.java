package dev.pixdelta.studio.prompt;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pixdelta.hub.Folders;
import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.system.WholeFile;
import dev.pixdelta.text.Sentence;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The style presets that come with the program and the user's own, from a file beside the pictures;
 * of two with one name the user's counts. Looks anew at every call; safe for any thread.
 */
public final class Styles {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final TypeReference<List<Style>> LIST = new TypeReference<>() {};
  private static final String EXAMPLE =
      "[{\"name\": \"Ink\", \"prompt\": \"{prompt}, ink drawing\"}]";
  private static final long MAX_BYTES = 4 << 20;

  private final Path userFile;

  /**
   * @param userFile need not exist; the same format as the program's own {@code styles.json}
   */
  public Styles(Path userFile) {
    this.userFile = userFile;
  }

  /** Those of a user: the file {@code styles.json} beside the pictures. */
  public static Styles of(Folders folders) {
    return new Styles(folders.pictures().resolve("styles.json"));
  }

  /** The user's file. */
  public Path userFile() {
    return userFile;
  }

  /**
   * All presets, the user's own behind the program's. Entries of the user's file that cannot be
   * read are passed over, see {@link #problem}.
   *
   * @throws PictureFileException if nothing of the user's file can be read; it is never written
   *     over then
   */
  public List<Style> all() {
    Map<String, Style> byName = new LinkedHashMap<>();
    builtIn().forEach(s -> byName.put(s.name(), s));
    own().forEach(s -> byName.put(s.name(), s));
    return List.copyOf(byName.values());
  }

  /** Those of the program. */
  public static List<Style> builtIn() {
    try (InputStream in = Styles.class.getResourceAsStream("styles.json")) {
      return JSON.readValue(Objects.requireNonNull(in), LIST);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it lies beside this class
    }
  }

  /**
   * Those of the user that can be read.
   *
   * @throws PictureFileException if nothing of their file can be read
   */
  public List<Style> own() {
    return entries().stream().map(Entry::style).filter(Objects::nonNull).toList();
  }

  /** A sentence about the entries of the user's file that are passed over; null if none is. */
  public @Nullable Sentence problem() {
    List<Entry> entries = entries();
    List<String> bad =
        IntStream.range(0, entries.size())
            .filter(i -> entries.get(i).style() == null)
            .mapToObj(i -> "" + (i + 1))
            .toList();
    return bad.isEmpty()
        ? null
        : Sentence.of(
            "{0}: entry {1} cannot be read as a style such as {2}; the other styles can be used",
            userFile, String.join(", ", bad), EXAMPLE);
  }

  /** What the user's file has, and what it is as a style; null if it is none. */
  private record Entry(JsonNode node, @Nullable Style style) {}

  private List<Entry> entries() {
    if (!Files.exists(userFile)) {
      return List.of();
    }
    try {
      if (Files.size(userFile) > MAX_BYTES) {
        throw new PictureFileException(userFile, "a file of styles can have at most 4 MiB");
      }
      List<Entry> entries = new ArrayList<>();
      JsonNode root = JSON.readTree(Files.readAllBytes(userFile));
      root.forEach(node -> entries.add(new Entry(node, style(node))));
      if (!root.isArray()
          || (!entries.isEmpty() && entries.stream().allMatch(e -> e.style() == null))) {
        throw unreadable(null);
      }
      return entries;
    } catch (JsonProcessingException e) {
      throw unreadable(e.getLocation());
    } catch (IOException e) {
      throw new PictureFileException(userFile, "the styles cannot be read", e);
    }
  }

  private static @Nullable Style style(JsonNode node) {
    try {
      return JSON.treeToValue(node, Style.class);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private PictureFileException unreadable(@Nullable JsonLocation where) {
    return new PictureFileException(
        userFile,
        "expected a JSON list of styles such as {0}; correct line {1} or move the file away",
        EXAMPLE,
        where == null ? 1 : where.getLineNr());
  }

  /**
   * The style of a name.
   *
   * @throws InvalidRequestException if there is none
   * @throws PictureFileException if nothing of the user's file can be read, which may have one
   */
  public Style find(String name) {
    Optional<Style> found = all().stream().filter(s -> s.name().equals(name)).findFirst();
    return found.orElseThrow(
        () ->
            new InvalidRequestException("There is no style '{0}'; choose another, or none", name));
  }

  /**
   * Keeps one of the user's own; one of the same name is replaced.
   *
   * @throws PictureFileException if the file is damaged or cannot be written
   */
  public void keep(Style style) {
    List<JsonNode> next = without(style.name(), entries());
    next.add(JSON.valueToTree(style));
    write(next);
  }

  /** What cannot be read stays in the file. */
  private static List<JsonNode> without(String name, List<Entry> entries) {
    List<JsonNode> others = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.style() == null || !entry.style().name().equals(name)) {
        others.add(entry.node());
      }
    }
    return others;
  }

  /**
   * Forgets one of the user's own; does nothing if there is none of that name.
   *
   * @throws PictureFileException if the file is damaged or cannot be written
   */
  public void forget(String name) {
    List<Entry> entries = entries();
    List<JsonNode> next = without(name, entries);
    if (next.size() < entries.size()) {
      write(next);
    }
  }

  private void write(List<JsonNode> styles) {
    try {
      Files.createDirectories(userFile.toAbsolutePath().getParent());
      WholeFile.replace(userFile, JSON.writeValueAsBytes(styles));
    } catch (IOException e) {
      throw new PictureFileException(userFile, "the styles cannot be written", e);
    }
  }
}
