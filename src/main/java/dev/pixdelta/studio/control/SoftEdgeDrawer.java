package dev.pixdelta.studio.control;

import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.pipeline.PipelineOptions;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.pipeline.SoftEdgeNetwork;
import dev.pixdelta.text.Sentence;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Draws soft edges: by the HED network where its weights are, else by gradients. The network is
 * opened for the first picture that wants it, and the last map is kept for the next request that
 * wants the same.
 *
 * <p>For one thread at a time.
 */
public final class SoftEdgeDrawer implements AutoCloseable {
  /** What the weights' file is called, without its ending. */
  public static final String WEIGHTS = "ControlNetHED";

  private final ModelLocator models;
  private final PipelineOptions options;
  private @Nullable Path weights;
  private @Nullable SoftEdgeNetwork network;
  private ControlMap.@Nullable Source lastSource;
  private @Nullable GreyPicture last;

  /**
   * @param models where the weights may lie, as {@link ModelLocator#annotator} says
   * @param options where the network computes
   */
  public SoftEdgeDrawer(ModelLocator models, PipelineOptions options) {
    this.models = models;
    this.options = options;
  }

  /**
   * The soft edges of a picture's middle.
   *
   * @throws dev.pixdelta.weights.ModelFileException if there are weights, but damaged ones
   */
  @SuppressWarnings("ReferenceEquality") // of two equal pictures either would do
  GreyPicture of(ControlMap.Source source, Size size) {
    if (last == null || lastSource != source || !last.size().equals(size)) {
      last = draw(source, size);
      lastSource = source;
    }
    return last;
  }

  private GreyPicture draw(ControlMap.Source source, Size size) {
    if (network == null) {
      weights = models.annotator(WEIGHTS).orElse(null);
      if (weights == null) {
        return SoftEdges.of(source.photo().covering(size));
      }
      network = SoftEdgeNetwork.open(weights, options);
    }
    return new GreyPicture(size, network.of(source.inColours(size)));
  }

  /** What a user is told when the network drew. */
  public Optional<Sentence> note() {
    return Optional.ofNullable(weights)
        .map(w -> Sentence.of("Soft edges by the HED network of {0}.", w.getFileName()));
  }

  @Override
  public void close() {
    if (network != null) {
      network.close();
      network = null;
    }
    last = null;
    lastSource = null;
  }
}
