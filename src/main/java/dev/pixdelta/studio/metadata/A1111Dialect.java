package dev.pixdelta.studio.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The infotext of AUTOMATIC1111's web UI, and of those that write like it: Forge, SD.Next, Civitai,
 * ComfyUI's nodes that save for Civitai. The {@code parameters} of a file without settings are a
 * prompt; elsewhere only a text that has them, or a negative prompt, is one.
 */
final class A1111Dialect implements MetadataDialect {
  static final String PROGRAM = "parameters";

  private static final List<String> ELSEWHERE =
      List.of(
          "UserComment",
          "exif:UserComment",
          "Comment",
          "XPComment",
          "ImageDescription",
          "Description",
          "dc:description");

  /** What is restored, or says nothing of how the picture was drawn. */
  private static final Set<String> TAKEN = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  static {
    TAKEN.addAll(
        List.of(
            "Steps",
            "Sampler",
            "CFG scale",
            "Guidance scale",
            "Seed",
            "Size",
            "Model",
            "Model hash",
            "Version",
            "App",
            "Pipeline",
            "RNG",
            "Hashes",
            "Lora hashes",
            "TI hashes",
            "VAE hash",
            "Created Date",
            "Civitai resources",
            "Civitai metadata"));
  }

  @Override
  public @Nullable ForeignMetadata read(Map<String, String> texts) {
    String parameters = texts.get("parameters");
    if (parameters != null && !JsonText.isLike(parameters)) {
      return isPlaceholder(parameters) ? null : read(parameters);
    }
    for (String keyword : ELSEWHERE) {
      String text = texts.get(keyword);
      if (text != null && !JsonText.isLike(text) && Infotext.isOne(text)) {
        return read(text);
      }
    }
    return null;
  }

  /** What a node of ComfyUI writes that nothing is connected to; the graph beside it knows more. */
  private static boolean isPlaceholder(String text) {
    return text.startsWith("unknown\nNegative prompt: unknown\n");
  }

  private static ForeignMetadata read(String text) {
    MetadataBuilder found = new MetadataBuilder(PROGRAM, text);
    Infotext infotext = Infotext.parse(text);
    fill(found, infotext);
    lost(found, infotext, Set.of());
    return found.build();
  }

  /** Takes over what every program that writes infotext means alike. */
  static void fill(MetadataBuilder found, Infotext infotext) {
    boolean settings = !infotext.settings().isEmpty();
    found.prompt(infotext.prompt());
    // These programs leave an empty negative prompt out.
    found.negativePrompt(
        infotext.negativePrompt() == null && settings ? "" : infotext.negativePrompt());
    found.steps(infotext.setting("Steps"));
    found.sampler(infotext.setting("Sampler"));
    found.guidance(infotext.setting("CFG scale", "Guidance scale"));
    found.seed(infotext.setting("Seed"));
    found.size(infotext.setting("Size"));
    found.model(infotext.setting("Model"));
    found.modelHash(infotext.setting("Model hash"));
    found.version(infotext.setting("Version"));
  }

  /**
   * Notes the settings that are not restored.
   *
   * @param except further ones that need not be told
   */
  static void lost(MetadataBuilder found, Infotext infotext, Set<String> except) {
    infotext
        .settings()
        .forEach(
            (key, value) -> {
              boolean usual =
                  (key.equals("Schedule type") && value.equals("Automatic"))
                      || (key.equals("Operations") && value.equals("txt2img"));
              if (!TAKEN.contains(key) && !except.contains(key) && !usual) {
                found.lost(key, value);
              }
            });
    String embeddings = infotext.setting("TI hashes");
    if (embeddings != null) {
      for (String embedding : embeddings.split(",")) {
        found.lost("Textual inversion", embedding.replaceFirst(":.*", ""));
      }
    }
    resources(found, infotext.setting("Civitai resources"));
    infotext.after().forEach(found::lost);
  }

  /** Civitai names the model, and the networks that it put on it, only here. */
  private static void resources(MetadataBuilder found, @Nullable String json) {
    JsonNode list = JsonText.list(json);
    if (list == null) {
      return;
    }
    for (JsonNode resource : list) {
      String name = JsonText.text(resource.path("modelName"));
      String type = resource.path("type").asText();
      if (name != null && type.equalsIgnoreCase("checkpoint")) {
        if (found.model() == null) {
          found.model(name);
        }
      } else if (name != null) {
        found.lost(type.equalsIgnoreCase("lora") ? "LoRA" : type, name);
      }
    }
  }
}
