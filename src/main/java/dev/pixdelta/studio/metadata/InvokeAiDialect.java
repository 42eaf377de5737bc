package dev.pixdelta.studio.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** InvokeAI since version 3: a JSON object under {@code invokeai_metadata}. */
final class InvokeAiDialect implements MetadataDialect {
  static final String PROGRAM = "invokeai";

  /** What is restored, or says nothing of how the picture was drawn. */
  private static final Set<String> TAKEN =
      Set.of(
          "positive_prompt",
          "negative_prompt",
          "prompt",
          "seed",
          "steps",
          "cfg_scale",
          "scheduler",
          "sampler",
          "width",
          "height",
          "model",
          "model_hash",
          "model_weights",
          "rand_device",
          "app_version");

  @Override
  public @Nullable ForeignMetadata read(Map<String, String> texts) {
    String text = texts.get("invokeai_metadata");
    JsonNode image = JsonText.object(text);
    if (text == null || image == null) {
      return null;
    }
    MetadataBuilder found = new MetadataBuilder(PROGRAM, text);
    found.prompt(JsonText.text(image.path("positive_prompt")));
    found.negativePrompt(JsonText.text(image.path("negative_prompt")));
    found.sampler(JsonText.text(image.path("scheduler")));
    JsonNode model = image.path("model");
    found.model(model.isObject() ? JsonText.name(model) : JsonText.text(model));
    found.modelHash(JsonText.text(model.path("hash")));
    found.version(JsonText.text(image.path("app_version")));
    numbers(found, image);
    lost(found, image);
    return found.build();
  }

  /** Takes over the numbers, whose names stayed the same over the versions. */
  static void numbers(MetadataBuilder found, JsonNode image) {
    found.steps(JsonText.text(image.path("steps")));
    JsonNode scale = image.path("cfg_scale"); // a list of one for each step, in some graphs
    found.guidance(scale.isArray() ? JsonText.words(scale) : JsonText.text(scale));
    found.seed(JsonText.text(image.path("seed")));
    found.size(JsonText.text(image.path("width")), JsonText.text(image.path("height")));
  }

  /** Notes what else is switched on. */
  static void lost(MetadataBuilder found, JsonNode image) {
    boolean enlarged = image.path("hrf_enabled").asBoolean();
    String prompt = found.prompt();
    image
        .properties()
        .forEach(
            field -> {
              String key = field.getKey();
              String value = JsonText.words(field.getValue());
              boolean plain =
                  TAKEN.contains(key)
                      || (key.startsWith("hrf_") && !enlarged)
                      || ((key.equals("generation_mode") || key.equals("type"))
                          && field.getValue().asText().endsWith("txt2img"))
                      || (key.equals("positive_style_prompt")
                          && prompt != null
                          && prompt.equals(value));
              if (value != null && !plain) {
                found.lost(key.replace('_', ' '), value);
              }
            });
  }
}
