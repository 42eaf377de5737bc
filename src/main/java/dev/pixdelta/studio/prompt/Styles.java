package dev.pixdelta.studio.prompt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pixdelta.hub.Folders;
import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.studio.picture.WholeFile;
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

/**
 * The style presets that come with the program and the user's own, from a file beside the pictures;
 * of two with one name the user's counts. Looks anew at every call; safe for any thread.
 */
public final class Styles {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final TypeReference<List<Style>> LIST = new TypeReference<>() {};
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
   * All presets, the user's own behind the program's.
   *
   * @throws PictureFileException if the user's file is damaged; it is never written over then
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
   * Those of the user.
   *
   * @throws PictureFileException if their file is damaged
   */
  public List<Style> own() {
    if (!Files.exists(userFile)) {
      return List.of();
    }
    try {
      if (Files.size(userFile) > MAX_BYTES) {
        throw new PictureFileException(userFile, "a file of styles can have at most 4 MiB");
      }
      return JSON.readValue(Files.readAllBytes(userFile), LIST);
    } catch (JsonProcessingException e) {
      var where = e.getLocation();
      throw new PictureFileException(
          userFile,
          "expected a JSON list of styles such as {0}; correct line {1} or move the file away",
          "[{\"name\": \"Ink\", \"prompt\": \"{prompt}, ink drawing\"}]",
          where == null ? 1 : where.getLineNr());
    } catch (IOException e) {
      throw new PictureFileException(userFile, "the styles cannot be read", e);
    }
  }

  /**
   * The style of a name.
   *
   * @throws InvalidRequestException if there is none
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
    List<Style> next = new ArrayList<>(own());
    next.removeIf(s -> s.name().equals(style.name()));
    next.add(style);
    write(next);
  }

  /**
   * Forgets one of the user's own; does nothing if there is none of that name.
   *
   * @throws PictureFileException if the file is damaged or cannot be written
   */
  public void forget(String name) {
    List<Style> next = new ArrayList<>(own());
    if (next.removeIf(s -> s.name().equals(name))) {
      write(next);
    }
  }

  private void write(List<Style> styles) {
    try {
      Files.createDirectories(userFile.toAbsolutePath().getParent());
      WholeFile.replace(userFile, JSON.writeValueAsBytes(styles));
    } catch (IOException e) {
      throw new PictureFileException(userFile, "the styles cannot be written", e);
    }
  }
}
