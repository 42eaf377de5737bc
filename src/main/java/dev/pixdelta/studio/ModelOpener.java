package dev.pixdelta.studio;

import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.pipeline.PipelineOptions;
import dev.pixdelta.pipeline.PixArtPipeline;
import dev.pixdelta.pipeline.SharedParts;
import dev.pixdelta.pipeline.TextToImage;
import java.nio.file.Path;
import java.util.List;

/** Opens models; the pipeline's way in for everything above it, and a fake one's in tests. */
@FunctionalInterface
public interface ModelOpener {
  /** Opens PixArt folders of the hub's layout that lack nothing. */
  ModelOpener PIXART = pixArt(new ModelLocator(List.of()));

  /**
   * Opens PixArt folders of the hub's layout.
   *
   * @param models have the parts that a folder lacks
   */
  static ModelOpener pixArt(ModelLocator models) {
    return (model, options) ->
        PixArtPipeline.open(SharedParts.open(model, models, options.textEncoder()), options);
  }

  /**
   * Opens the model in a folder, on the thread that will use it.
   *
   * @throws dev.pixdelta.weights.ModelFileException if a file of it is at fault
   */
  TextToImage open(Path model, PipelineOptions options);
}
