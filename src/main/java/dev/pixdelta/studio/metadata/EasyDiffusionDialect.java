package dev.pixdelta.studio.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Easy Diffusion: a text of PNG for each setting, or a JSON object in EXIF's user comment; keys as
 * in its requests, or as its window shows them.
 */
final class EasyDiffusionDialect implements MetadataDialect {
  private static final String MODEL = "use_stable_diffusion_model";
  private static final Map<String, String> SHOWN =
      Map.ofEntries(
          Map.entry("Prompt", "prompt"),
          Map.entry("Negative Prompt", "negative_prompt"),
          Map.entry("Seed", "seed"),
          Map.entry("Stable Diffusion model", MODEL),
          Map.entry("Sampler", "sampler_name"),
          Map.entry("Width", "width"),
          Map.entry("Height", "height"),
          Map.entry("Steps", "num_inference_steps"),
          Map.entry("Guidance Scale", "guidance_scale"));
  private static final Set<String> LOST =
      Set.of(
          "use_vae_model",
          "use_lora_model",
          "use_hypernetwork_model",
          "use_embeddings_model",
          "use_controlnet_model",
          "use_face_correction",
          "use_upscale",
          "prompt_strength",
          "clip_skip",
          "tiling",
          "LoRA model",
          "Hypernetwork model",
          "Embedding models",
          "ControlNet model",
          "Use Face Correction",
          "Use Upscaling",
          "Prompt Strength");

  @Override
  public @Nullable ForeignMetadata read(Map<String, String> texts) {
    Map<String, String> values = texts;
    JsonNode object = JsonText.object(texts.get("UserComment"));
    if (object != null) {
      values = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        String words = JsonText.words(field.getValue());
        values.put(field.getKey(), words == null ? "" : words);
      }
    }
    return values.containsKey(MODEL) || values.containsKey("Stable Diffusion model")
        ? of(values)
        : null;
  }

  private static ForeignMetadata of(Map<String, String> values) {
    Map<String, String> known = new LinkedHashMap<>(values);
    SHOWN.forEach(
        (shown, key) -> {
          if (values.containsKey(shown)) {
            known.putIfAbsent(key, values.get(shown));
          }
        });
    List<String> lines = new ArrayList<>();
    values.forEach((key, value) -> lines.add(key + ": " + value));
    MetadataBuilder found = new MetadataBuilder("easydiffusion", String.join("\n", lines));
    found.prompt(known.get("prompt"));
    found.negativePrompt(known.get("negative_prompt"));
    found.steps(known.get("num_inference_steps"));
    found.sampler(known.get("sampler_name"));
    found.guidance(known.get("guidance_scale"));
    found.seed(known.get("seed"));
    found.size(known.get("width"), known.get("height"));
    found.model(known.get(MODEL));
    values.forEach(
        (key, value) -> {
          boolean on = !value.isBlank() && !Set.of("None", "none", "null", "False").contains(value);
          if (LOST.contains(key) && on) {
            found.lost(key.replaceFirst("^use_", "").replace('_', ' '), value);
          }
        });
    return found.build();
  }
}
