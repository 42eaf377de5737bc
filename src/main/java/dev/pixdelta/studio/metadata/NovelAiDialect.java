package dev.pixdelta.studio.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * NovelAI: the settings are a JSON object under {@code Comment}, the prompt is in it or under
 * {@code Description}, the model under {@code Source}. In WebP all of them are one object in EXIF's
 * user comment.
 */
final class NovelAiDialect implements MetadataDialect {
  private static final Pattern SOURCE = Pattern.compile("(.*\\S)\\s+([0-9A-F]{8})");

  /** Switches that make another picture here, besides those with a rule of their own. */
  private static final List<String> LOST =
      List.of(
          "noise_schedule",
          "cfg_rescale",
          "sm",
          "sm_dyn",
          "dynamic_thresholding",
          "controlnet_model",
          "reference_strength_multiple",
          "director_reference_strengths");

  @Override
  public @Nullable ForeignMetadata read(Map<String, String> texts) {
    Map<String, String> all = new HashMap<>(texts);
    JsonNode wrapped = JsonText.object(texts.get("UserComment"));
    if (wrapped != null && wrapped.path("Comment").isTextual()) {
      wrapped
          .properties()
          .forEach(
              field -> {
                if (field.getValue().isTextual()) {
                  all.put(field.getKey(), field.getValue().asText());
                }
              });
    }
    String text = all.get("Comment");
    JsonNode comment = JsonText.object(text);
    boolean named =
        all.getOrDefault("Software", "").startsWith("NovelAI")
            || all.getOrDefault("Title", "").startsWith("NovelAI");
    boolean typical = comment != null && comment.has("uc") && comment.has("sampler");
    if (comment == null || text == null || !(named || (typical && !comment.has("c")))) {
      return null;
    }
    return of(text, comment, all);
  }

  private static ForeignMetadata of(String text, JsonNode comment, Map<String, String> all) {
    MetadataBuilder found = new MetadataBuilder("novelai", text);
    String prompt = JsonText.text(comment.path("prompt"));
    String description = all.get("Description");
    found.prompt(prompt == null && description != null ? description.replace("\0", "") : prompt);
    found.negativePrompt(JsonText.text(comment.path("uc")));
    found.steps(JsonText.text(comment.path("steps")));
    found.sampler(JsonText.text(comment.path("sampler")));
    found.guidance(JsonText.text(comment.path("scale")));
    found.seed(JsonText.text(comment.path("seed")));
    found.size(JsonText.text(comment.path("width")), JsonText.text(comment.path("height")));
    Matcher source = SOURCE.matcher(all.getOrDefault("Source", ""));
    if (source.matches()) {
      found.model(source.group(1));
      found.modelHash(source.group(2));
    } else {
      found.model(all.get("Source"));
    }
    lost(found, comment);
    return found.build();
  }

  private static void lost(MetadataBuilder found, JsonNode comment) {
    List<String> characters = new ArrayList<>();
    for (JsonNode character : comment.path("v4_prompt").path("caption").path("char_captions")) {
      String caption = character.path("char_caption").asText();
      if (!caption.isBlank()) {
        characters.add(caption.strip());
      }
    }
    characters.forEach(character -> found.lost("character", character));
    String request = comment.path("request_type").asText();
    if (!request.isEmpty() && !request.equals("PromptGenerateRequest")) {
      found.lost("request type", request);
      found.lost("strength", comment.path("strength").asText());
    }
    for (String key : LOST) {
      String value = JsonText.words(comment.path(key));
      if (value != null && !value.equals("native")) {
        found.lost(key.replace('_', ' '), value);
      }
    }
  }
}
