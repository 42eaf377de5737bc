package dev.pixdelta.studio.picture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pixdelta.diffusion.SamplerKind;
import dev.pixdelta.pipeline.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JSON object in which InvokeAI says how a picture was made: {@code invokeai_metadata} since
 * version 3, {@code sd-metadata} before.
 */
final class InvokeAiText {
  static final String KEYWORD = "invokeai_metadata";

  private static final String OLD_KEYWORD = "sd-metadata";
  private static final String SOURCE = "invokeai";
  private static final ObjectMapper JSON = new JsonMapper();

  private static final Map<String, SamplerKind> SAMPLERS =
      Map.of("lcm", SamplerKind.LCM, "dpmpp_2m", SamplerKind.DPM_SOLVER_PP);

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

  private InvokeAiText() {}

  /** What such an object says, or null if there is none that can be read. */
  static PictureMetadata.@Nullable Found parse(PictureTexts texts) {
    JsonNode now = object(texts.text(KEYWORD));
    if (now != null) {
      return found(now, now.path("model"), now);
    }
    JsonNode old = object(texts.text(OLD_KEYWORD));
    return old == null ? null : found(old.path("image"), old.path("model_weights"), old);
  }

  private static @Nullable JsonNode object(@Nullable String text) {
    try {
      JsonNode node = text == null ? null : JSON.readTree(text);
      return node != null && node.isObject() ? node : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static PictureMetadata.Found found(JsonNode image, JsonNode model, JsonNode program) {
    String scheduler =
        text(
            image.path("scheduler").isMissingNode()
                ? image.path("sampler")
                : image.path("scheduler"));
    SamplerKind known = scheduler == null ? null : SAMPLERS.get(scheduler);
    PictureParameters p =
        new PictureParameters(
            prompt(image),
            words(image.path("negative_prompt")),
            PictureMetadata.integer(text(image.path("steps"))),
            known == null ? scheduler : known.label(),
            PictureMetadata.number(text(image.path("cfg_scale"))),
            PictureMetadata.whole(text(image.path("seed"))),
            size(image),
            null,
            model.isContainerNode() ? name(model) : text(model),
            text(model.path("hash")),
            null,
            null,
            text(program.path("app_version")),
            Origin.NONE);
    return new PictureMetadata.Found(p, SOURCE, lost(p, image));
  }

  /** Before version 3 a prompt may be a list of objects, and holds the negative one in brackets. */
  private static String prompt(JsonNode image) {
    JsonNode prompt = image.path("positive_prompt");
    if (prompt.isMissingNode()) {
      prompt = image.path("prompt");
    }
    if (!prompt.isArray()) {
      return words(prompt);
    }
    List<String> parts = new ArrayList<>();
    prompt.forEach(part -> parts.add(words(part.path("prompt"))));
    return String.join(" ", parts);
  }

  private static @Nullable Size size(JsonNode image) {
    return PictureMetadata.size(image.path("width").asText() + "x" + image.path("height").asText());
  }

  private static String words(JsonNode node) {
    return Objects.requireNonNullElse(text(node), "");
  }

  private static @Nullable String text(JsonNode node) {
    return node.isValueNode() && !node.isNull() ? node.asText() : null;
  }

  private static List<String> lost(PictureParameters p, JsonNode image) {
    LostSettings lost = new LostSettings();
    lost.addNetworks(p.prompt());
    lost.addUnread("cfg scale", filled(image.path("cfg_scale")), p.guidance());
    lost.addUnread("seed", filled(image.path("seed")), p.seed());
    lost.addUnread("steps", filled(image.path("steps")), p.steps());
    boolean enlarged = image.path("hrf_enabled").asBoolean();
    image
        .properties()
        .forEach(
            field -> {
              String key = field.getKey();
              String value = filled(field.getValue());
              boolean plain =
                  TAKEN.contains(key)
                      || (key.startsWith("hrf_") && !enlarged)
                      || ((key.equals("generation_mode") || key.equals("type"))
                          && field.getValue().asText().endsWith("txt2img"))
                      || (key.equals("positive_style_prompt") && p.prompt().equals(value));
              if (value != null && !plain) {
                lost.add(key.replace('_', ' '), value);
              }
            });
    return lost.all();
  }

  /** A value in a few words; null if it switches nothing on. */
  private static @Nullable String filled(JsonNode node) {
    if (node.isArray()) {
      List<String> all = new ArrayList<>();
      for (JsonNode item : node) {
        String words = all.size() < 20 ? filled(item) : null;
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
  private static String name(JsonNode object) {
    for (String key : List.of("name", "model_name", "image_name")) {
      if (object.path(key).isTextual()) {
        return object.path(key).asText();
      }
    }
    for (String key :
        List.of("model", "lora", "control_model", "ip_adapter_model", "t2i_adapter_model")) {
      if (object.path(key).isObject()) {
        return name(object.path(key));
      }
    }
    return "set";
  }
}
