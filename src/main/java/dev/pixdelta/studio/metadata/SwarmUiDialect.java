package dev.pixdelta.studio.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * SwarmUI: a JSON object whose {@code sui_image_params} are all settings, under {@code parameters}
 * in PNG, else in EXIF data: the user comment, or the camera's model in old versions.
 */
final class SwarmUiDialect implements MetadataDialect {
  private static final Set<String> TAKEN =
      Set.of(
          "prompt",
          "negativeprompt",
          "seed",
          "steps",
          "cfgscale",
          "width",
          "height",
          "aspectratio",
          "sampler",
          "model",
          "images",
          "automaticvae",
          "swarm_version",
          "imageformat",
          "nopreviews",
          "donotsave",
          "date",
          "generation_time",
          "original_prompt");

  @Override
  public @Nullable ForeignMetadata read(Map<String, String> texts) {
    for (String keyword : List.of("parameters", "UserComment", "Model")) {
      String text = texts.get(keyword);
      if (text != null && text.contains("sui_image_params")) {
        JsonNode object = JsonText.object(text);
        JsonNode image = object == null ? null : JsonText.object(object.path("sui_image_params"));
        if (image != null) {
          return of(text, image);
        }
      }
    }
    return null;
  }

  private static ForeignMetadata of(String text, JsonNode image) {
    MetadataBuilder found = new MetadataBuilder("swarmui", text);
    found.prompt(JsonText.text(image.path("prompt")));
    found.negativePrompt(JsonText.text(image.path("negativeprompt")));
    found.steps(JsonText.text(image.path("steps")));
    found.sampler(JsonText.text(image.path("sampler")));
    found.guidance(JsonText.text(image.path("cfgscale")));
    found.seed(JsonText.text(image.path("seed")));
    found.size(JsonText.text(image.path("width")), JsonText.text(image.path("height")));
    found.model(JsonText.text(image.path("model")));
    found.version(JsonText.text(image.path("swarm_version")));
    image
        .properties()
        .forEach(
            field -> {
              String value = JsonText.words(field.getValue());
              if (value != null && !TAKEN.contains(field.getKey())) {
                found.lost(field.getKey(), value);
              }
            });
    return found.build();
  }
}
