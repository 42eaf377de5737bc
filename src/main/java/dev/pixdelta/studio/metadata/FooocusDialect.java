package dev.pixdelta.studio.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fooocus, in both of its schemes: a JSON object, or infotext. What was typed comes before what its
 * styles made of it, as Fooocus itself restores it. The scheme's name stands under {@code
 * fooocus_scheme} in PNG, else as EXIF's maker note.
 */
final class FooocusDialect implements MetadataDialect {
  private static final String PROGRAM = "fooocus";
  private static final String TYPED = "Raw prompt";
  private static final String TYPED_NEGATIVE = "Raw negative prompt";

  /** What makes another picture here; the rest of the object are settings of its own sampling. */
  private static final List<String> LOST =
      List.of("styles", "scheduler", "loras", "refiner_model", "vae", "clip_skip", "freeu");

  private static final Set<String> NOT_LOST =
      Set.of(
          TYPED,
          TYPED_NEGATIVE,
          "Sharpness",
          "ADM Guidance",
          "Performance",
          "Scheduler",
          "VAE",
          "User",
          "Refiner hash",
          "Lora weights");

  @Override
  public @Nullable ForeignMetadata read(Map<String, String> texts) {
    String scheme =
        Objects.requireNonNullElse(texts.get("fooocus_scheme"), texts.getOrDefault("MakerNote", ""))
            .strip();
    for (String keyword : List.of("parameters", "UserComment", "Comment")) {
      String text = texts.get(keyword);
      if (text == null) {
        continue;
      }
      JsonNode object = JsonText.object(text);
      if (object != null) {
        if (scheme.equals("fooocus") || isFooocus(object)) {
          return of(text, object);
        }
      } else if (scheme.equals("a1111") || text.contains("Version: Fooocus")) {
        return ofInfotext(text);
      }
    }
    return null;
  }

  private static boolean isFooocus(JsonNode object) {
    return object.path("metadata_scheme").asText().equals("fooocus")
        || object.path("version").asText().startsWith("Fooocus")
        || (object.has("prompt") && object.has("base_model") && object.has("performance"));
  }

  private static ForeignMetadata of(String text, JsonNode object) {
    MetadataBuilder found = new MetadataBuilder(PROGRAM, text);
    found.prompt(JsonText.text(object.path("prompt")));
    found.negativePrompt(JsonText.text(object.path("negative_prompt")));
    found.steps(JsonText.text(object.path("steps")));
    found.sampler(JsonText.text(object.path("sampler")));
    found.guidance(JsonText.text(object.path("guidance_scale")));
    found.seed(JsonText.text(object.path("seed")));
    found.size(JsonText.text(object.path("resolution")));
    found.model(JsonText.text(object.path("base_model")));
    found.modelHash(JsonText.text(object.path("base_model_hash")));
    found.version(JsonText.text(object.path("version")));
    for (String key : LOST) {
      String value = key.equals("loras") ? loras(object) : JsonText.words(object.path(key));
      if (value != null && !isUsual(key, value)) {
        found.lost(key.replace('_', ' '), value);
      }
    }
    return found.build();
  }

  private static boolean isUsual(String key, String value) {
    return switch (key) {
      case "clip_skip" -> value.equals("2");
      case "vae" -> value.startsWith("Default");
      case "styles" -> value.equals("[]");
      default -> value.equals("None");
    };
  }

  /** Their names: each is a list of name, weight and hash. */
  private static @Nullable String loras(JsonNode object) {
    StringBuilder names = new StringBuilder();
    for (JsonNode lora : object.path("loras")) {
      names.append(names.isEmpty() ? "" : ", ").append(lora.path(0).asText());
    }
    return names.isEmpty() ? null : names.toString();
  }

  private static ForeignMetadata ofInfotext(String text) {
    MetadataBuilder found = new MetadataBuilder(PROGRAM, text);
    Infotext infotext = Infotext.parse(text);
    A1111Dialect.fill(found, infotext);
    String typed = infotext.setting(TYPED);
    if (typed != null && !typed.isBlank()) {
      found.prompt(typed);
      found.negativePrompt(
          Objects.requireNonNullElse(infotext.setting(TYPED_NEGATIVE), infotext.negativePrompt()));
    }
    A1111Dialect.lost(found, infotext, NOT_LOST);
    return found.build();
  }
}
