package dev.pixdelta.studio.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pixdelta.studio.metadata.ComfyGraph.Link;
import dev.pixdelta.studio.metadata.ComfyGraph.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the text behind an input for conditioning: backwards through all that combines, sets or
 * steers conditioning to the nodes that encode text, and from those through nodes that put texts
 * together. Used once.
 */
final class ComfyText {
  /** Inputs for text of encoders, and of nodes that hold one; the first with words in it wins. */
  private static final List<String> TEXT =
      List.of(
          "populated_text",
          "text",
          "prompt",
          "t5xxl",
          "text_g",
          "text_l",
          "clip_g",
          "clip_l",
          "mt5xl",
          "bert",
          "user_prompt",
          "string",
          "String",
          "Text",
          "value",
          "wildcard_text");

  private static final List<String> POSITIVE =
      List.of("positive", "positive_prompt", "text_positive", "prompt_positive");
  private static final List<String> NEGATIVE =
      List.of("negative", "negative_prompt", "text_negative", "prompt_negative");

  /** Inputs of nodes that put several texts together. */
  private static final Pattern PART =
      Pattern.compile("(?i)(?:text|string|prompt|str|input)_?(?:[a-z]|[0-9]{1,2})|prefix|suffix");

  /** Inputs that neither conditioning nor text comes through. */
  private static final Pattern ELSEWHERE =
      Pattern.compile("(?i).*(?:clip|model|vae|image|control|latent|pixel|mask|t5|style|guider).*");

  private final ComfyGraph graph;
  private final List<String> own;
  private final boolean positive;
  private final Set<String> seen = new HashSet<>();
  private final List<String> texts = new ArrayList<>();
  private final List<Node> passed = new ArrayList<>();
  private boolean empty;

  /**
   * @param positive which of two a node hands on that holds both
   */
  ComfyText(ComfyGraph graph, boolean positive) {
    this.graph = graph;
    this.positive = positive;
    own = positive ? POSITIVE : NEGATIVE;
  }

  /** Follows an input of a sampler or guider; nothing happens if it is not linked. */
  void follow(Node node, String key) {
    Link link = graph.link(node, key);
    if (link != null) {
      conditioning(link.node());
    }
  }

  /**
   * Adds the text in a node's own inputs.
   *
   * @param named whether only an input that is named for it counts
   */
  void take(Node node, boolean named) {
    String text = named ? ownText(node) : held(node);
    if (text != null) {
      texts.add(text);
    }
  }

  /** The texts found; empty where there is none on purpose, null if nothing was found. */
  @Nullable String text() {
    List<String> filled = texts.stream().map(String::strip).filter(t -> !t.isEmpty()).toList();
    return filled.isEmpty() && texts.isEmpty() && !empty ? null : String.join(", ", filled);
  }

  /** The nodes between, which do something to the conditioning. */
  List<Node> passed() {
    return passed;
  }

  private boolean isNew(Node node) {
    return seen.size() <= ComfyGraph.MAX_CHAIN && seen.add(node.id());
  }

  private void conditioning(Node node) {
    if (!isNew(node)) {
      return;
    }
    if (node.isOf("zeroout")) {
      empty = true;
      return;
    }
    String text = held(node);
    passed.add(node);
    if (text != null) {
      texts.add(text);
      return;
    }
    String wanted = own.getFirst();
    String other = positive ? NEGATIVE.getFirst() : POSITIVE.getFirst();
    List<Link> next = graph.links(node, key -> key.equals(wanted));
    if (next.isEmpty()) {
      next = graph.links(node, key -> key.startsWith("cond"));
    }
    if (next.isEmpty()) {
      next = graph.links(node, key -> !key.equals(other) && !ELSEWHERE.matcher(key).matches());
    }
    next.forEach(link -> conditioning(link.node()));
  }

  /** The text in a node's inputs; null if it has no input for any. */
  private @Nullable String held(Node node) {
    String found = ownText(node);
    if (found != null) {
      return found;
    }
    for (String key : TEXT) {
      String text = string(node, key);
      if (text != null && !text.isBlank()) {
        return text;
      }
      found = found == null ? text : found;
    }
    return found == null ? parts(node) : found;
  }

  private @Nullable String ownText(Node node) {
    for (String key : own) {
      // A link by this name alone is conditioning.
      boolean conditioning = key.equals(own.getFirst()) && graph.link(node, key) != null;
      String text = conditioning ? null : string(node, key);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  private @Nullable String string(Node node, String key) {
    JsonNode input = node.inputs().path(key);
    if (input.isTextual()) {
      return input.textValue();
    }
    Link link = graph.link(node, key);
    return link == null || !isNew(link.node()) ? null : source(link.node());
  }

  /** The text that a node hands on: one it holds, several put together, or that of another node. */
  private @Nullable String source(Node node) {
    String held = held(node);
    if (held != null) {
      return held;
    }
    for (Link link : graph.links(node, key -> !ELSEWHERE.matcher(key).matches())) {
      String text = isNew(link.node()) ? source(link.node()) : null;
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  private @Nullable String parts(Node node) {
    List<String> parts = new ArrayList<>();
    for (Map.Entry<String, JsonNode> input : node.inputs().properties()) {
      String part = PART.matcher(input.getKey()).matches() ? string(node, input.getKey()) : null;
      if (part != null && !part.isBlank()) {
        parts.add(part.strip());
      }
    }
    if (parts.isEmpty()) {
      return null;
    }
    String between = ", ";
    for (String key : List.of("delimiter", "separator")) {
      JsonNode given = node.inputs().path(key);
      between = given.isTextual() ? given.asText().replace("\\n", "\n") : between;
    }
    return String.join(between, parts);
  }
}
