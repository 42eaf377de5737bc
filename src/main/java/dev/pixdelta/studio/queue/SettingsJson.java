package dev.pixdelta.studio.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.picture.Output;
import dev.pixdelta.text.Sentence;
import dev.pixdelta.torch.DeviceChoice;
import dev.pixdelta.torch.PrecisionChoice;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settings, grids and sentences as the database keeps them; keys not known here are passed over.
 * What another version wrote, or a damaged disk left, may be unreadable.
 */
final class SettingsJson {
  /** What a user is told of a job whose settings or grid cannot be read. */
  static final Sentence UNREADABLE =
      Sentence.of(
          "This cannot be read here: it is damaged or from another version of Pixdelta. It stays as it"
              + " is, and the other jobs are not affected.");

  private static final Logger LOG = LoggerFactory.getLogger(SettingsJson.class);

  private final ObjectMapper json =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  String write(Object record) {
    try {
      return json.writeValueAsString(record);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e); // plain records have no way to fail
    }
  }

  /** Settings, or null if they are unreadable. */
  @Nullable GenerationSettings settings(String text) {
    GenerationSettings s = read(text, GenerationSettings.class);
    return s == null || s.batch() < 1 || s.count() < 1 ? null : s;
  }

  /** A grid, or null if it is unreadable. */
  @Nullable Grid grid(String text) {
    return read(text, Grid.class);
  }

  /** What a version that knew English only has kept is its text. */
  @Nullable Sentence sentence(@Nullable String text) {
    if (text == null) {
      return null;
    }
    Sentence read = text.startsWith("{") ? read(text, Sentence.class) : null;
    return read == null ? Sentence.of(text) : read;
  }

  private <T> @Nullable T read(String text, Class<T> type) {
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException e) {
      LOG.debug("{} not read: {}", type.getSimpleName(), e.toString());
      return null;
    }
  }

  /**
   * What can be made out of unreadable settings, to be shown: model and prompt.
   *
   * @param prompt that is shown if there is none
   */
  GenerationSettings remains(String text, String prompt) {
    JsonNode root = read(text, JsonNode.class);
    JsonNode node = root == null ? json.createObjectNode() : root;
    return new GenerationSettings(
        node.path("model").asText(""),
        DeviceChoice.AUTO,
        PrecisionChoice.AUTO,
        node.path("prompt").asText(prompt),
        "",
        null,
        null,
        null,
        null,
        null,
        0,
        1,
        1,
        Output.in(Path.of("")),
        List.of());
  }
}
