package dev.pixdelta.studio.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Any other program that writes each setting by a name that most use, such as those of diffusers'
 * pipelines: in a flat JSON object, or as a text of PNG each. Ruined Fooocus and many spaces on the
 * hub do the one, short scripts the other.
 */
final class CommonNamesDialect implements MetadataDialect {
  private static final String PROGRAM = "other";
  private static final List<String> KEYWORDS =
      List.of(
          "parameters",
          "parameters-json",
          "generation_data",
          "UserComment",
          "exif:UserComment",
          "Comment",
          "Description",
          "ImageDescription",
          "prompt");

  @Override
  public @Nullable ForeignMetadata read(Map<String, String> texts) {
    for (String keyword : KEYWORDS) {
      String text = texts.get(keyword);
      JsonNode object = JsonText.object(text);
      if (text != null && object != null) {
        JsonNode inner = JsonText.object(object.path("extraMetadata")); // Civitai's
        ForeignMetadata found = of(text, values(inner == null ? object : inner));
        if (found != null) {
          return found;
        }
      }
    }
    String parameters = texts.get("parameters");
    if (parameters != null && JsonText.isLike(parameters)) {
      MetadataBuilder unknown = new MetadataBuilder(PROGRAM, parameters);
      unknown.lost("JSON metadata of an unknown program");
      return unknown.build();
    }
    String prompt = texts.get("prompt");
    return prompt == null || JsonText.isLike(prompt) ? null : of(prompt, texts);
  }

  private static Map<String, String> values(JsonNode object) {
    Map<String, String> values = new HashMap<>();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      boolean list = field.getValue().isArray();
      String text = list ? JsonText.words(field.getValue()) : JsonText.text(field.getValue());
      if (text != null) {
        values.putIfAbsent(field.getKey(), text);
      }
    }
    return values;
  }

  private static @Nullable ForeignMetadata of(String text, Map<String, String> values) {
    Map<String, String> plain = new HashMap<>();
    values.forEach(
        (key, value) ->
            plain.putIfAbsent(key.toLowerCase(Locale.ROOT).replaceAll("[ _-]", ""), value));
    MetadataBuilder found = new MetadataBuilder(PROGRAM, text);
    found.prompt(first(plain, "prompt", "positiveprompt", "positive"));
    found.negativePrompt(first(plain, "negativeprompt", "negative", "uc"));
    found.steps(first(plain, "steps", "numinferencesteps", "inferencesteps", "numsteps"));
    found.sampler(first(plain, "sampler", "samplername", "scheduler"));
    found.guidance(first(plain, "guidancescale", "cfgscale", "cfg", "guidance"));
    found.seed(first(plain, "seed"));
    found.size(first(plain, "resolution", "size"));
    found.size(first(plain, "width"), first(plain, "height"));
    found.model(first(plain, "model", "modelname", "basemodel", "basemodelname", "checkpoint"));
    found.modelHash(first(plain, "modelhash", "basemodelhash"));
    found.version(first(plain, "version", "software"));
    for (String key : List.of("loras", "lora", "controlnet", "upscaler", "useupscaler")) {
      String value = plain.get(key);
      if (value != null && !value.isBlank()) {
        found.lost(key, value);
      }
    }
    ForeignMetadata all = found.build();
    boolean more = !all.sampling().equals(ForeignMetadata.Sampling.NONE);
    return all.prompt() != null && (more || all.negativePrompt() != null) ? all : null;
  }

  private static @Nullable String first(Map<String, String> values, String... keys) {
    for (String key : keys) {
      if (values.containsKey(key)) {
        return values.get(key);
      }
    }
    return null;
  }
}
