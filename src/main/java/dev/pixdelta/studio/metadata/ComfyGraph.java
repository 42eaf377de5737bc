package dev.pixdelta.studio.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A ComfyUI graph as its API takes it: nodes by their ids, each with a type and inputs, which are
 * values or links to outputs of other nodes. Links may be broken or go in circles: no walk visits a
 * node twice. Immutable.
 */
final class ComfyGraph {
  /** Longest chain of nodes that a value is followed through. */
  static final int MAX_CHAIN = 100;

  /** Most nodes that are looked at, and most inputs of one that is; large graphs have a tenth. */
  private static final int MAX_NODES = 5_000;

  private static final int MAX_INPUTS = 500;

  /** Names of an input that is all that a node hands on. */
  private static final List<String> VALUES =
      List.of("value", "Value", "int", "float", "number", "Number", "INT", "FLOAT", "input", "any");

  /**
   * A node.
   *
   * @param type its class
   * @param title shown in ComfyUI's window; empty for the default one
   */
  record Node(String id, String type, String title, JsonNode inputs) {
    /** Whether the type has one of some words in it, which are in lower case. */
    boolean isOf(String... words) {
      String name = type.toLowerCase(Locale.ROOT);
      for (String word : words) {
        if (name.contains(word)) {
          return true;
        }
      }
      return false;
    }
  }

  /** Where an input comes from: an output of a node, counted from 0. */
  record Link(Node node, int slot) {}

  private final Map<String, Node> nodes = new LinkedHashMap<>();

  private ComfyGraph() {}

  /** The graph that an object is, or null if it is none. */
  static @Nullable ComfyGraph of(@Nullable JsonNode object) {
    if (object == null) {
      return null;
    }
    ComfyGraph graph = new ComfyGraph();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      JsonNode node = field.getValue();
      boolean small = graph.nodes.size() < MAX_NODES && node.path("inputs").size() <= MAX_INPUTS;
      if (node.path("class_type").isTextual() && node.path("inputs").isObject() && small) {
        graph.nodes.put(
            field.getKey(),
            new Node(
                field.getKey(),
                node.path("class_type").asText(),
                node.path("_meta").path("title").asText(),
                node.path("inputs")));
      }
    }
    return graph.nodes.isEmpty() ? null : graph;
  }

  List<Node> nodes() {
    return List.copyOf(nodes.values());
  }

  /** The nodes that no other takes anything from, such as those that save the picture. */
  List<Node> ends() {
    Set<String> used = new HashSet<>();
    nodes.values().forEach(n -> links(n, key -> true).forEach(link -> used.add(link.node().id())));
    return nodes.values().stream().filter(n -> !used.contains(n.id())).toList();
  }

  /** Where an input comes from, or null if it is a value, missing, or a broken link. */
  @Nullable Link link(Node node, String key) {
    return link(node.inputs().path(key));
  }

  private @Nullable Link link(JsonNode value) {
    if (!value.isArray() || value.size() != 2 || !value.path(1).isIntegralNumber()) {
      return null;
    }
    Node node = nodes.get(value.path(0).asText());
    return node == null ? null : new Link(node, value.path(1).asInt());
  }

  /** All links of a node whose input's name is wanted, in their order. */
  List<Link> links(Node node, Predicate<String> wanted) {
    List<Link> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> input : node.inputs().properties()) {
      Link link = wanted.test(input.getKey()) ? link(input.getValue()) : null;
      if (link != null) {
        all.add(link);
      }
    }
    return all;
  }

  /**
   * The way to the nearest node of a kind.
   *
   * @param inputs names of the inputs to be followed
   * @return the nodes behind {@code from}, the wanted one last; empty if there is none
   */
  List<Node> way(Node from, Predicate<String> inputs, Predicate<Node> wanted) {
    Map<String, Node> before = new HashMap<>();
    Deque<Node> open = new ArrayDeque<>(List.of(from));
    before.put(from.id(), from);
    while (!open.isEmpty()) {
      Node node = open.remove();
      if (!node.id().equals(from.id()) && wanted.test(node)) {
        List<Node> way = new ArrayList<>();
        for (Node n = node; n != null && !n.id().equals(from.id()); n = before.get(n.id())) {
          way.addFirst(n);
        }
        return way;
      }
      for (Link link : links(node, inputs)) {
        if (before.putIfAbsent(link.node().id(), node) == null) {
          open.add(link.node());
        }
      }
    }
    return List.of();
  }

  /**
   * The value of an input, through the nodes that only hand a value on.
   *
   * @param keys names of the input; the first that is there and can be followed wins
   */
  @Nullable String value(Node node, String... keys) {
    return value(node, List.of(keys), new HashSet<>());
  }

  private @Nullable String value(Node node, List<String> keys, Set<String> seen) {
    if (seen.size() > MAX_CHAIN || !seen.add(node.id())) {
      return null;
    }
    for (String key : keys) {
      JsonNode input = node.inputs().path(key);
      Link link = link(input);
      String value = link == null ? JsonText.text(input) : source(link.node(), keys, seen);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private @Nullable String source(Node node, List<String> keys, Set<String> seen) {
    if (seen.contains(node.id())) {
      return null;
    }
    List<String> all = new ArrayList<>(keys);
    all.addAll(VALUES);
    String value = value(node, all, seen);
    if (value == null && node.isOf("reroute", "switch", "primitive")) {
      for (Link link : links(node, key -> true)) {
        value = value == null ? source(link.node(), keys, seen) : value;
      }
    }
    return value;
  }
}
