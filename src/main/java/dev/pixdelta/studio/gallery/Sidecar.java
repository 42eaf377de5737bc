package dev.pixdelta.studio.gallery;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.system.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What the user says of a picture, in a JSON file beside it: {@code fox.png.pixdelta.json}. Keys of
 * other programs in it are kept. The file goes when it has nothing left to say.
 *
 * @param picture the picture's file
 * @param file beside it; need not exist
 */
record Sidecar(Path picture, Path file) {
  static final String ENDING = ".pixdelta.json";

  private static final String STARRED = "starred";
  private static final int MAX_BYTES = 1 << 20;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // Others' numbers stay as they were written.
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  static Sidecar of(Path picture) {
    return new Sidecar(
        picture, picture.resolveSibling(Objects.requireNonNull(picture.getFileName()) + ENDING));
  }

  /** Of what is there now; {@link Stamp#NONE} if nothing is. */
  Stamp stamp() {
    try {
      return Stamp.of(file);
    } catch (IOException e) {
      return Stamp.NONE;
    }
  }

  /** Whether it says so; no if it is missing or cannot be understood. */
  boolean isStarred() {
    try {
      return read().path(STARRED).asBoolean(false);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Says it. The file is complete and flushed, or as it was.
   *
   * @throws PictureFileException if it cannot be written, or is there and not ours to overwrite
   */
  void star(boolean starred) {
    ObjectNode content;
    try {
      content = read();
    } catch (JacksonException e) {
      throw new PictureFileException(
          file, "is damaged, so the star cannot be saved in it; repair it or delete it");
    } catch (IOException e) {
      throw new PictureFileException(file, "cannot be read", e);
    }
    if (content.path(STARRED).asBoolean(false) == starred) {
      return;
    }
    if (starred) {
      content.put(STARRED, true);
    } else {
      content.remove(STARRED);
    }
    try {
      write(content);
    } catch (IOException e) {
      throw new PictureFileException(file, "the star cannot be saved", e);
    }
  }

  /** The object in the file, empty if there is no file. */
  private ObjectNode read() throws IOException {
    byte[] bytes;
    try (var in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES);
    } catch (NoSuchFileException e) {
      return JSON.createObjectNode();
    }
    ObjectNode object = JSON.readValue(bytes, ObjectNode.class);
    return object == null ? JSON.createObjectNode() : object;
  }

  private void write(ObjectNode content) throws IOException {
    if (content.isEmpty()) {
      Files.deleteIfExists(file);
      return;
    }
    WholeFile.replace(file, JSON.writeValueAsBytes(content));
  }
}
