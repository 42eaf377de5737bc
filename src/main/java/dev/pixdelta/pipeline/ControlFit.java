package dev.pixdelta.pipeline;

import dev.pixdelta.hub.ControlWeights;
import dev.pixdelta.hub.ModelFolder;
import dev.pixdelta.model.ControlNetTransformer;
import dev.pixdelta.model.PixArtConfig;
import dev.pixdelta.weights.WeightFiles;
import java.nio.file.Path;

/** Whether control weights are for a model, without the engine. */
public final class ControlFit {
  private ControlFit() {}

  /**
   * Checks the headers of the weights against the configuration of a model; takes milliseconds.
   *
   * @throws dev.pixdelta.weights.ModelFileException if they are for another model, or a file of
   *     either is missing or damaged
   */
  public static void check(Path model, ControlWeights weights) {
    PixArtConfig config = PixArtConfig.read(ModelFolder.open(model).config("transformer"));
    try (WeightFiles files = weights.open()) {
      ControlNetTransformer.requireFit(config, files);
    }
  }
}
