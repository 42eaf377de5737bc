package dev.pixdelta.studio.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * ComfyUI's workflow, as its window shows it, made a graph of the API. The values of a node's
 * fields stand there without their names: those of newer files name them among the inputs, those of
 * the usual nodes are known here.
 */
final class ComfyWorkflow {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Modes of nodes that do nothing: cut off, or handing on what comes in. */
  private static final int MUTED = 2;

  private static final int BYPASSED = 4;

  /** Behind a seed the window has a field that says what becomes of it. */
  private static final String AFTER = "control_after_generate";

  private static final Map<String, List<String>> FIELDS =
      Map.ofEntries(
          Map.entry(
              "KSampler",
              List.of("seed", AFTER, "steps", "cfg", "sampler_name", "scheduler", "denoise")),
          Map.entry(
              "KSamplerAdvanced",
              List.of(
                  "add_noise",
                  "noise_seed",
                  AFTER,
                  "steps",
                  "cfg",
                  "sampler_name",
                  "scheduler",
                  "start_at_step",
                  "end_at_step",
                  "return_with_leftover_noise")),
          Map.entry("SamplerCustom", List.of("add_noise", "noise_seed", AFTER, "cfg")),
          Map.entry("RandomNoise", List.of("noise_seed", AFTER)),
          Map.entry("KSamplerSelect", List.of("sampler_name")),
          Map.entry("BasicScheduler", List.of("scheduler", "steps", "denoise")),
          Map.entry("KarrasScheduler", List.of("steps", "sigma_max", "sigma_min", "rho")),
          Map.entry("SDTurboScheduler", List.of("steps", "denoise")),
          Map.entry("AlignYourStepsScheduler", List.of("model_type", "steps", "denoise")),
          Map.entry("CFGGuider", List.of("cfg")),
          Map.entry("FluxGuidance", List.of("guidance")),
          Map.entry("CLIPTextEncode", List.of("text")),
          Map.entry("CLIPTextEncodePixArtAlpha", List.of("width", "height", "text")),
          Map.entry("PixArtT5TextEncode", List.of("text")),
          Map.entry("T5TextEncode", List.of("text")),
          Map.entry("CLIPTextEncodeFlux", List.of("clip_l", "t5xxl", "guidance")),
          Map.entry("CLIPTextEncodeSD3", List.of("clip_l", "clip_g", "t5xxl", "empty_padding")),
          Map.entry(
              "CLIPTextEncodeSDXL",
              List.of(
                  "width",
                  "height",
                  "crop_w",
                  "crop_h",
                  "target_width",
                  "target_height",
                  "text_g",
                  "text_l")),
          Map.entry("CLIPTextEncodeSDXLRefiner", List.of("ascore", "width", "height", "text")),
          Map.entry("EmptyLatentImage", List.of("width", "height", "batch_size")),
          Map.entry("EmptySD3LatentImage", List.of("width", "height", "batch_size")),
          Map.entry("PixArtResolutionSelect", List.of("model", "ratio")),
          Map.entry("CheckpointLoaderSimple", List.of("ckpt_name")),
          Map.entry("PixArtCheckpointLoader", List.of("ckpt_name", "model")),
          Map.entry("PixArtCheckpointLoaderSimple", List.of("ckpt_name")),
          Map.entry("UNETLoader", List.of("unet_name", "weight_dtype")),
          Map.entry("UnetLoaderGGUF", List.of("unet_name")),
          Map.entry("LoraLoader", List.of("lora_name", "strength_model", "strength_clip")),
          Map.entry("LoraLoaderModelOnly", List.of("lora_name", "strength_model")),
          Map.entry("ControlNetLoader", List.of("control_net_name")),
          Map.entry("LoadImage", List.of("image", "upload")),
          Map.entry("PrimitiveNode", List.of("value", AFTER)));

  private final JsonNode workflow;

  /** Node and output that a link, by its number, begins at. */
  private final Map<String, JsonNode> links = new HashMap<>();

  private final Map<String, JsonNode> nodes = new HashMap<>();

  private ComfyWorkflow(JsonNode workflow) {
    this.workflow = workflow;
  }

  /** The graph of a workflow, without what it leaves out or cannot name; may be empty. */
  static JsonNode graph(JsonNode workflow) {
    return new ComfyWorkflow(workflow).graph();
  }

  private JsonNode graph() {
    for (JsonNode link : workflow.path("links")) {
      boolean list = link.isArray();
      links.put(
          (list ? link.path(0) : link.path("id")).asText(),
          JSON.arrayNode()
              .add((list ? link.path(1) : link.path("origin_id")).asText())
              .add((list ? link.path(2) : link.path("origin_slot")).asInt()));
    }
    for (JsonNode node : workflow.path("nodes")) {
      nodes.put(node.path("id").asText(), node);
    }
    ObjectNode graph = JSON.objectNode();
    for (JsonNode node : workflow.path("nodes")) {
      if (node.path("mode").asInt() != MUTED && !passesOn(node)) {
        ObjectNode made = graph.putObject(node.path("id").asText());
        made.set("class_type", JSON.textNode(node.path("type").asText()));
        made.putObject("_meta").put("title", node.path("title").asText());
        made.set("inputs", inputs(node));
      }
    }
    return graph;
  }

  private ObjectNode inputs(JsonNode node) {
    ObjectNode inputs = values(node);
    for (JsonNode input : node.path("inputs")) {
      JsonNode from = origin(input.path("link"));
      if (from != null) {
        inputs.set(input.path("name").asText(), from);
      }
    }
    return inputs;
  }

  /** Where a link begins, through nodes that only hand it on; null if it is not connected. */
  private @Nullable JsonNode origin(JsonNode link) {
    JsonNode from = links.get(link.asText());
    for (int i = 0; from != null && i < ComfyGraph.MAX_CHAIN; i++) {
      JsonNode node = nodes.get(from.path(0).asText());
      if (node == null || !passesOn(node)) {
        return from;
      }
      from = links.get(handedOn(node, from.path(1).asInt()).asText());
    }
    return null;
  }

  private static boolean passesOn(JsonNode node) {
    return node.path("type").asText().equals("Reroute") || node.path("mode").asInt() == BYPASSED;
  }

  /** The link that comes out again at an output: that of the first input of its type. */
  private static JsonNode handedOn(JsonNode node, int output) {
    JsonNode inputs = node.path("inputs");
    JsonNode type = node.path("outputs").path(output).path("type");
    for (int i = 0; i < Math.min(inputs.size(), ComfyGraph.MAX_CHAIN); i++) {
      if (inputs.path(i).path("type").equals(type)) {
        return inputs.path(i).path("link");
      }
    }
    return inputs.path(0).path("link");
  }

  private static ObjectNode values(JsonNode node) {
    JsonNode values = node.path("widgets_values");
    ObjectNode named = JSON.objectNode();
    if (values.isObject()) {
      values.properties().forEach(field -> named.set(field.getKey(), field.getValue()));
      return named;
    }
    List<String> names = FIELDS.get(node.path("type").asText());
    names = names == null ? namesFromInputs(node) : names;
    if (names != null) {
      for (int i = 0; i < Math.min(names.size(), values.size()); i++) {
        named.set(names.get(i), values.path(i));
      }
    } else if (values.path(0).isTextual() && makesText(node)) {
      named.set("text", values.path(0));
    } else if (values.path(0).isNumber()) {
      named.set("value", values.path(0));
    }
    return named;
  }

  /** Newer files list all fields among the inputs, in the order of the values; null if not all. */
  private static @Nullable List<String> namesFromInputs(JsonNode node) {
    List<String> names = new ArrayList<>();
    for (JsonNode input : node.path("inputs")) {
      String name = input.path("widget").path("name").asText();
      if (!name.isEmpty()) {
        names.add(name);
        if (name.equals("seed") || name.equals("noise_seed")) {
          names.add(AFTER);
        }
      }
    }
    return names.isEmpty() || names.size() != node.path("widgets_values").size() ? null : names;
  }

  private static boolean makesText(JsonNode node) {
    for (JsonNode output : node.path("outputs")) {
      String type = output.path("type").asText();
      if (type.equals("CONDITIONING") || type.equals("STRING")) {
        return true;
      }
    }
    return false;
  }
}
