package dev.pixdelta.studio.picture;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The controls of a picture in its JSON object: a list of objects. */
final class ControlsJson {
  static final String KEY = "controls";

  private ControlsJson() {}

  /** Writes the field. */
  static void write(JsonGenerator json, List<ControlParameters> controls) throws IOException {
    json.writeArrayFieldStart(KEY);
    for (ControlParameters c : controls) {
      json.writeStartObject();
      json.writeStringField("type", c.type());
      json.writeStringField("model", c.model());
      json.writeNumberField("strength", c.strength());
      json.writeNumberField("start", c.start());
      json.writeNumberField("end", c.end());
      json.writeStringField("map", c.map());
      if (!c.carried().isEmpty()) {
        json.writeStringField("png", c.carried());
        json.writeBooleanField("sketch", c.sketch());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Reads a list whose start was just read; what lacks a number is left out. */
  static void read(JsonParser json, List<ControlParameters> into) throws IOException {
    while (json.nextToken() != JsonToken.END_ARRAY) {
      Map<String, String> fields = new HashMap<>();
      if (json.currentToken() == JsonToken.START_OBJECT) {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String key = json.currentName();
          if (json.nextToken().isStructStart()) {
            json.skipChildren();
          } else {
            fields.put(key, json.getText());
          }
        }
      } else {
        json.skipChildren();
      }
      Double strength = PictureMetadata.number(fields.get("strength"));
      Double start = PictureMetadata.number(fields.get("start"));
      Double end = PictureMetadata.number(fields.get("end"));
      if (strength != null && start != null && end != null) {
        into.add(
            new ControlParameters(
                fields.getOrDefault("type", "map"),
                fields.getOrDefault("model", ""),
                strength,
                start,
                end,
                fields.getOrDefault("map", ""),
                fields.getOrDefault("png", ""),
                Boolean.parseBoolean(fields.get("sketch"))));
      }
    }
  }
}
