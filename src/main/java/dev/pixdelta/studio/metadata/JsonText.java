package dev.pixdelta.studio.metadata;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lenient JSON: accepts NaN and Infinity, as Python writes them, and raw line breaks in strings.
 */
final class JsonText {
  private static final int MAX_ITEMS = 20;
  private static final Pattern LIKE = Pattern.compile("\\s*(?:\\[\\s*)?\\{\\s*\"");
  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                  .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonText() {}

  /** Parses an object; null if the text is no JSON object, or is nested too deeply. */
  static @Nullable JsonNode object(@Nullable String text) {
    JsonNode node = read(text, '{');
    return node != null && node.isObject() ? node : null;
  }

  /** Whether a text is a JSON object, or looks like a damaged one. */
  static boolean isLike(String text) {
    return LIKE.matcher(text).lookingAt() || object(text) != null;
  }

  /** Parses an array; null if the text is none. */
  static @Nullable JsonNode list(@Nullable String text) {
    JsonNode node = read(text, '[');
    return node != null && node.isArray() ? node : null;
  }

  private static @Nullable JsonNode read(@Nullable String text, char first) {
    String json = text == null ? "" : text.strip();
    try {
      return json.isEmpty() || json.charAt(0) != first ? null : JSON.readTree(json);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /** The node itself if it is an object, or the object in its text; null if neither. */
  static @Nullable JsonNode object(JsonNode node) {
    return node.isObject() ? node : object(node.textValue());
  }

  /** A text, number or truth value as text; null for anything else. */
  static @Nullable String text(JsonNode node) {
    return node.isValueNode() && !node.isNull() ? node.asText() : null;
  }

  /** A value in a few words; null if it switches nothing on. */
  static @Nullable String words(JsonNode node) {
    if (node.isArray()) {
      List<String> all = new ArrayList<>();
      for (JsonNode item : node) {
        String words = all.size() < MAX_ITEMS ? words(item) : null;
        if (words != null) {
          all.add(words);
        }
      }
      return all.isEmpty() ? null : String.join(", ", all);
    }
    if (node.isObject()) {
      return node.isEmpty() ? null : name(node);
    }
    boolean off =
        node.isMissingNode()
            || node.isNull()
            || node.asText().isBlank()
            || (node.isBoolean() && !node.booleanValue())
            || (node.isNumber() && node.doubleValue() == 0);
    return off ? null : node.asText();
  }

  /** The name of a model, or of the model of a small network, or of a picture. */
  static String name(JsonNode object) {
    for (String key : List.of("name", "model_name", "image_name", "modelName", "file")) {
      if (object.path(key).isTextual()) {
        return object.path(key).asText();
      }
    }
    for (String key :
        List.of("model", "lora", "control_model", "ip_adapter_model", "t2i_adapter_model")) {
      if (object.path(key).isTextual()) {
        return object.path(key).asText();
      }
      if (object.path(key).isObject()) {
        return name(object.path(key));
      }
    }
    return "set";
  }
}
