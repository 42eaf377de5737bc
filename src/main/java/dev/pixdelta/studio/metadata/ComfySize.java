package dev.pixdelta.studio.metadata;

import dev.pixdelta.pipeline.AspectRatioBins;
import dev.pixdelta.studio.metadata.ComfyGraph.Link;
import dev.pixdelta.studio.metadata.ComfyGraph.Node;
import java.util.List;

/** Finds the size of what a sampler begins with: of the nearest node that has one. */
final class ComfySize {
  private final ComfyGraph graph;
  private final MetadataBuilder found;

  ComfySize(ComfyGraph graph, MetadataBuilder found) {
    this.graph = graph;
    this.found = found;
  }

  /**
   * Adds the size.
   *
   * @return the nodes on the way to it, that one included
   */
  List<Node> read(Node sampler) {
    List<Node> way = graph.way(sampler, ComfyReader.PICTURE, n -> hasSides(n) || isNamed(n));
    if (way.isEmpty()) {
      return way;
    }
    Node node = way.getLast();
    Link ratio = graph.link(node, "width");
    if (isNamed(node)) {
      found.size(node.inputs().path("dimensions").textValue());
    } else if (ratio != null && ratio.node().type().equals("PixArtResolutionSelect")) {
      pixArt(ratio.node());
    } else {
      found.size(
          graph.value(node, "width", "empty_latent_width"),
          graph.value(node, "height", "empty_latent_height"));
    }
    return way;
  }

  private static boolean hasSides(Node node) {
    return node.inputs().has("width") || node.inputs().has("empty_latent_width");
  }

  private static boolean isNamed(Node node) {
    return node.inputs().path("dimensions").isTextual();
  }

  /** A size of PixArt's tables, by width over height. */
  private void pixArt(Node select) {
    String model = select.inputs().path("model").asText();
    boolean small = model.equals("PixArt_XL_2") || model.endsWith("_512");
    double ratio = select.inputs().path("ratio").asDouble();
    if (model.endsWith("_2K")) {
      return; // of a table that is not here
    }
    AspectRatioBins.forSampleSize(small ? 64 : 128)
        .flatMap(t -> t.bins().stream().filter(b -> b.ratio() == ratio).findFirst())
        .ifPresent(b -> found.size(b.size().height() + "x" + b.size().width()));
  }
}
