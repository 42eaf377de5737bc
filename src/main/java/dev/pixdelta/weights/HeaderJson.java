package dev.pixdelta.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The JSON of safetensors headers and shard indexes, read as a stream so that memory follows what
 * is kept and not what the file holds. Every mistake is a {@link ModelFileException}.
 */
final class HeaderJson {
  /** Longest tensor name, in UTF-16 units; the hub's stay below 150. */
  static final int MAX_NAME = 512;

  /** Most tensors in a model; T5-XXL, the largest network here, has 220. */
  static final int MAX_TENSORS = 100_000;

  /** Longest string value: some trainers keep their whole configuration in the metadata. */
  static final int MAX_STRING = 1 << 20;

  // Field names are not interned or kept in a shared table: a file must not be able to fill it.
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(20)
                  .maxNumberLength(40)
                  .maxNameLength(MAX_STRING)
                  .maxStringLength(MAX_STRING)
                  .build())
          .build();

  private HeaderJson() {}

  /** What is done with the stream; the parser stands before the first token. */
  interface Reading<T> {
    T read(JsonParser json) throws IOException;
  }

  /**
   * Reads one JSON object that fills the stream.
   *
   * @param what for messages: "header" or "index"
   */
  static <T> T read(Path file, String what, InputStream in, Reading<T> reading) throws IOException {
    // A decoder of our own: Jackson's would also take UTF-16, and the format is UTF-8 only.
    InputStreamReader text =
        new InputStreamReader(
            in,
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new ModelFileException(
            file, "expected a JSON object as " + what + ", found " + found(json));
      }
      T result = reading.read(json);
      if (json.nextToken() != null) {
        throw new ModelFileException(
            file, "expected the " + what + " to end after its JSON object, found " + found(json));
      }
      return result;
    } catch (StreamConstraintsException e) {
      throw new ModelFileException(
          file,
          "expected a JSON object as "
              + what
              + ", found one nested too deeply or with too long a name, string or number",
          e);
    } catch (JsonProcessingException e) {
      long at = e.getLocation() == null ? 0 : e.getLocation().getCharOffset();
      throw new ModelFileException(
          file, "expected a JSON object as " + what + ", found an error near character " + at, e);
    } catch (CharacterCodingException e) {
      throw new ModelFileException(
          file, "expected UTF-8 text as " + what + ", found other bytes", e);
    }
  }

  /** What the parser stands on, in a few words. */
  static String found(JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    if (token == null) {
      return "nothing";
    }
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "a list";
      case VALUE_STRING, FIELD_NAME -> quote(json.getText());
      case END_ARRAY -> "the end of the list";
      case END_OBJECT -> "the end of the object";
      default -> json.getText();
    };
  }

  /** A name from a file as messages show it: in quotes, and cut when it is long. */
  static String quote(String name) {
    return "'" + (name.length() <= 100 ? name : name.substring(0, 97) + "...") + "'";
  }
}
