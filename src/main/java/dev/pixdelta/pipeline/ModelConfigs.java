package dev.pixdelta.pipeline;

import dev.pixdelta.hub.ModelFolder;
import dev.pixdelta.model.PixArtConfig;
import dev.pixdelta.model.T5Config;
import dev.pixdelta.model.VaeConfig;
import dev.pixdelta.weights.ModelFileException;
import java.nio.file.Path;

/** The configurations of a model's networks, which fit each other. */
record ModelConfigs(PixArtConfig transformer, T5Config text, VaeConfig vae) {
  /**
   * Reads them.
   *
   * @throws ModelFileException if one is missing or damaged, or makes no sense beside the others
   */
  static ModelConfigs read(ModelFolder folder) {
    var configs =
        new ModelConfigs(
            PixArtConfig.read(folder.config("transformer")),
            T5Config.read(folder.config("text_encoder")),
            VaeConfig.read(folder.config("vae")));
    configs.check(folder);
    return configs;
  }

  SizePlanner sizes() {
    return new SizePlanner(transformer.sampleSize(), transformer.patch(), vae.factor());
  }

  private void check(ModelFolder folder) {
    if (vae.latentChannels() != transformer.inChannels()) {
      throw new ModelFileException(
          config(folder, "vae"),
          "key 'latent_channels': expected in_channels = "
              + transformer.inChannels()
              + " of transformer/config.json, found "
              + vae.latentChannels());
    }
    if (text.width() != transformer.captionChannels()
        && folder.origin("text_encoder").isPresent()) {
      throw new ModelFileException(
          config(folder, "text_encoder"),
          "this text encoder does not fit the model: expected d_model = caption_channels = "
              + transformer.captionChannels()
              + " of its transformer/config.json, found "
              + text.width());
    }
    if (text.width() != transformer.captionChannels()) {
      throw new ModelFileException(
          config(folder, "transformer"),
          "key 'caption_channels': expected d_model = "
              + text.width()
              + " of text_encoder/config.json, found "
              + transformer.captionChannels());
    }
    SizePlanner sizes = sizes();
    try {
      sizes.drawn(sizes.nativeSize(), Binning.OFF);
    } catch (InvalidRequestException e) {
      // Nobody asked for that size but the file.
      throw new ModelFileException(
          config(folder, "transformer"),
          "key 'sample_size': expected a size that can be drawn, found "
              + transformer.sampleSize()
              + ", which makes pictures of "
              + sizes.nativeSize(),
          e);
    }
  }

  private static Path config(ModelFolder folder, String part) {
    return folder.folder(part).resolve("config.json");
  }
}
