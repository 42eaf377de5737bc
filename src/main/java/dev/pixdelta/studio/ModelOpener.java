package dev.pixdelta.studio;

import dev.pixdelta.hub.ModelFolder;
import dev.pixdelta.pipeline.PipelineOptions;
import dev.pixdelta.pipeline.PixArtPipeline;
import dev.pixdelta.pipeline.TextToImage;
import java.nio.file.Path;

/** Opens models; the pipeline's way in for everything above it, and a fake one's in tests. */
@FunctionalInterface
public interface ModelOpener {
  /** Opens PixArt folders of the hub's layout. */
  ModelOpener PIXART = (model, options) -> PixArtPipeline.open(ModelFolder.open(model), options);

  /**
   * Opens the model in a folder, on the thread that will use it.
   *
   * @throws dev.pixdelta.weights.ModelFileException if a file of it is at fault
   */
  TextToImage open(Path model, PipelineOptions options);
}
