package dev.pixdelta.studio.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pixdelta.studio.metadata.ComfyGraph.Link;
import dev.pixdelta.studio.metadata.ComfyGraph.Node;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads how a ComfyUI graph draws: from the node that saves backwards to the sampler that begins
 * from noise, and from there to its numbers, model and texts. Samplers behind it, and other nodes
 * that change the picture, are noted as lost.
 */
final class ComfyReader {
  /** Inputs that lead from a picture, or a latent, to what it was made of. */
  static final Predicate<String> PICTURE =
      Pattern.compile("(?i).*(?:image|latent|sample|pixel|input|any|value|context|pipe|output).*")
          .asMatchPredicate()
          .and(Pattern.compile("(?i).*(?:upscale_model|clip|mask).*").asMatchPredicate().negate());

  private static final Predicate<String> MODEL =
      Pattern.compile("(?i).*(?:model|unet|pipe|any|input|value|lora_stack|guider).*")
          .asMatchPredicate();

  private static final int MAX_ENDS = 50;
  private static final Pattern LORA = Pattern.compile("lora(?:_name)?(?:_?[0-9]{1,2})?");
  private static final List<String> MODEL_NAMES =
      List.of("ckpt_name", "unet_name", "base_ckpt_name", "model_name", "gguf_name");

  /** Parts of the names of nodes that every graph has, or that change nothing. */
  private static final String[] PLAIN = {
    "save",
    "preview",
    "vae",
    "decode",
    "textencode",
    "loader",
    "reroute",
    "primitive",
    "switch",
    "combine",
    "concat",
    "guidance",
    "zeroout",
    "modelsampling",
    "resolutioncond",
    "empty",
    "prompt",
    "string",
    "context",
    "pipe",
    "anything",
    "lora",
    "guider",
    "loadimage"
  };

  private final ComfyGraph graph;
  private final MetadataBuilder found;

  private ComfyReader(ComfyGraph graph, MetadataBuilder found) {
    this.graph = graph;
    this.found = found;
  }

  /** Adds what a graph says. */
  static void read(ComfyGraph graph, MetadataBuilder found) {
    new ComfyReader(graph, found).read();
  }

  private void read() {
    Node sampler = lastSampler();
    if (sampler == null) {
      scan();
      return;
    }
    List<Node> before = graph.way(sampler, PICTURE, ComfyReader::isSampler);
    for (int pass = 0; !before.isEmpty() && pass < ComfyGraph.MAX_CHAIN; pass++) {
      found.lost("second pass", pass(sampler));
      before.forEach(this::note);
      sampler = before.getLast();
      before = graph.way(sampler, PICTURE, ComfyReader::isSampler);
    }
    numbers(sampler);
    texts(sampler);
    new ComfySize(graph, found).read(sampler).forEach(this::note);
    model(sampler);
    List<Node> begun = graph.way(sampler, PICTURE, n -> n.isOf("loadimage"));
    if (!begun.isEmpty()) {
      String image = graph.value(begun.getLast(), "image");
      found.lost("img2img", image == null ? begun.getLast().type() : image);
    }
  }

  /** The sampler nearest to an end of the graph; those that save a picture are looked at first. */
  private @Nullable Node lastSampler() {
    List<Node> ends =
        graph.ends().stream()
            .sorted(Comparator.comparing((Node n) -> n.isOf("save") ? 0 : 1))
            .limit(MAX_ENDS)
            .toList();
    for (Node end : ends) {
      List<Node> way = graph.way(end, PICTURE, ComfyReader::isSampler);
      if (!way.isEmpty()) {
        way.subList(0, way.size() - 1).forEach(this::note);
        return way.getLast();
      }
    }
    return graph.nodes().stream().filter(ComfyReader::isSampler).findFirst().orElse(null);
  }

  private static boolean isSampler(Node node) {
    JsonNode in = node.inputs();
    boolean conditioned = in.path("positive").isArray() || in.path("guider").isArray();
    boolean sampling =
        in.has("steps") || in.has("sigmas") || in.has("seed") || in.has("noise_seed");
    boolean named = node.isOf("sampler") && in.path("model").isArray();
    return sampling && (conditioned || named) && !node.isOf("save", "metadata");
  }

  private String pass(Node sampler) {
    String steps = graph.value(sampler, "steps");
    String denoise = graph.value(sampler, "denoise");
    return sampler.type()
        + (steps == null ? "" : ", " + steps + " steps")
        + (denoise == null ? "" : ", denoise " + denoise);
  }

  private void note(Node node) {
    if (!node.isOf(PLAIN) && !isSampler(node)) {
      found.lost("node", node.type());
    }
  }

  private void numbers(Node sampler) {
    String seed = graph.value(sampler, "seed", "noise_seed");
    found.seed(seed == null ? through(sampler, "noise", "noise_seed", "seed") : seed);
    String steps = graph.value(sampler, "steps");
    found.steps(steps == null ? through(sampler, "sigmas", "steps") : steps);
    String scale = graph.value(sampler, "cfg", "cfg_scale");
    found.guidance(scale == null ? through(sampler, "guider", "cfg", "cfg_conds") : scale);
    Link chosen = graph.link(sampler, "sampler");
    String name = graph.value(sampler, "sampler_name");
    if (name == null && chosen != null) {
      name = graph.value(chosen.node(), "sampler_name");
      name = name == null ? chosen.node().type() : name;
    }
    found.sampler(name);
    String schedule = graph.value(sampler, "scheduler");
    schedule = schedule == null ? through(sampler, "sigmas", "scheduler") : schedule;
    if (schedule != null && !Set.of("normal", "simple").contains(schedule)) {
      found.lost("scheduler", schedule);
    }
    String denoise = graph.value(sampler, "denoise");
    denoise = denoise == null ? through(sampler, "sigmas", "denoise") : denoise;
    if (denoise != null && !denoise.matches("1(?:\\.0*)?")) {
      found.lost("denoise", denoise);
    }
  }

  /** A value of the nearest node that has it, behind one of the sampler's inputs. */
  private @Nullable String through(Node sampler, String input, String... keys) {
    Link link = graph.link(sampler, input);
    if (link == null) {
      return null;
    }
    String value = graph.value(link.node(), keys);
    if (value != null) {
      return value;
    }
    Predicate<Node> has = n -> graph.value(n, keys) != null;
    List<Node> way = graph.way(link.node(), key -> key.equals(input), has);
    return way.isEmpty() ? null : graph.value(way.getLast(), keys);
  }

  private void texts(Node sampler) {
    ComfyText positive = new ComfyText(graph, true);
    ComfyText negative = new ComfyText(graph, false);
    positive.follow(sampler, "positive");
    negative.follow(sampler, "negative");
    for (String input : List.of("guider", "text_embeds")) {
      Link link = graph.link(sampler, input);
      if (link != null) {
        List.of("positive", "conditioning", "cond1", "cond2")
            .forEach(key -> positive.follow(link.node(), key));
        negative.follow(link.node(), "negative");
        positive.take(link.node(), true);
        negative.take(link.node(), true);
      }
    }
    found.prompt(positive.text());
    found.negativePrompt(negative.text());
    if (found.prompt() == null) {
      byTitle(false);
    }
    positive.passed().forEach(this::conditioned);
    negative.passed().forEach(this::conditioned);
  }

  private void conditioned(Node node) {
    Link control = graph.link(node, "control_net");
    String guidance = node.isOf("guidance") ? graph.value(node, "guidance") : null;
    if (control != null) {
      String name = graph.value(control.node(), "control_net_name", "model", "model_name");
      found.lost("ControlNet", name == null ? control.node().type() : name);
    } else if (guidance == null) {
      note(node);
    } else if (found.guidance() == null || found.guidance() == 1) {
      found.guidance(guidance); // of a model with guidance distilled into it
    }
  }

  /**
   * Where the links lead nowhere, or there is no sampler, what can be told from the nodes alone.
   */
  private void scan() {
    for (Node node : graph.nodes()) {
      if (node.inputs().has("steps") && node.inputs().has("sampler_name")) {
        numbers(node);
        new ComfySize(graph, found).read(node).forEach(this::note);
        break;
      }
    }
    byTitle(true);
  }

  /**
   * Takes the texts of nodes that hold both, or whose titles say which one they hold.
   *
   * @param alone whether a text that is the only one is the prompt
   */
  private void byTitle(boolean alone) {
    List<Node> encoders =
        graph.nodes().stream().filter(n -> n.isOf("textencode", "prompt")).toList();
    for (Node node : graph.nodes()) {
      if (node.inputs().path("positive").isTextual() && !node.isOf("save", "metadata")) {
        prompt(node);
        negative(node, true);
      }
    }
    for (Node node : encoders) {
      String title = node.title().toLowerCase(Locale.ROOT);
      if (title.contains("negative")) {
        negative(node, false);
      } else if (title.contains("positive") || (alone && encoders.size() == 1)) {
        prompt(node);
      }
    }
  }

  private void prompt(Node node) {
    ComfyText text = new ComfyText(graph, true);
    text.take(node, false);
    if (found.prompt() == null) {
      found.prompt(text.text());
    }
  }

  private void negative(Node node, boolean named) {
    ComfyText text = new ComfyText(graph, false);
    text.take(node, named);
    if (found.negativePrompt() == null) {
      found.negativePrompt(text.text());
    }
  }

  private void model(Node sampler) {
    List<Node> way = graph.way(sampler, MODEL, n -> modelName(n) != null);
    if (!way.isEmpty()) {
      found.model(modelName(way.getLast()));
    }
    for (Node node : way) {
      for (Map.Entry<String, JsonNode> input : node.inputs().properties()) {
        JsonNode value = input.getValue();
        boolean on = !value.isObject() || value.path("on").asBoolean(true);
        String name = value.isObject() ? JsonText.words(value) : value.textValue();
        if (LORA.matcher(input.getKey()).matches() && on && name != null && !name.equals("None")) {
          found.lost("LoRA", name);
        }
      }
      note(node);
    }
  }

  private @Nullable String modelName(Node node) {
    for (String key : MODEL_NAMES) {
      if (node.inputs().path(key).isTextual() && !node.isOf("upscale")) {
        return node.inputs().path(key).textValue();
      }
    }
    return null;
  }
}
