package dev.pixdelta.studio.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.text.Sentence;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Settings, grids and sentences as the database keeps them; keys not known here are passed over.
 */
final class SettingsJson {
  private final ObjectMapper json =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  String write(Object record) {
    try {
      return json.writeValueAsString(record);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e); // plain records have no way to fail
    }
  }

  GenerationSettings settings(String text) {
    return read(text, GenerationSettings.class);
  }

  Grid grid(String text) {
    return read(text, Grid.class);
  }

  /** What a version that knew English only has kept is its text. */
  @Nullable Sentence sentence(@Nullable String text) {
    return text == null
        ? null
        : text.startsWith("{") ? read(text, Sentence.class) : Sentence.of(text);
  }

  private <T> T read(String text, Class<T> type) {
    try {
      return json.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e); // written by write, in a file that passed its check
    }
  }
}
