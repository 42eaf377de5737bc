package dev.pixdelta.model;

import dev.pixdelta.hub.ConfigFile;
import java.util.Set;

/**
 * A PixArt transformer, from {@code transformer/config.json}.
 *
 * @param layers number of blocks
 * @param heads attention heads
 * @param headWidth channels of one head; the hidden size is {@code heads * headWidth}
 * @param patch side of a patch in latent pixels
 * @param inChannels latent channels
 * @param outChannels {@code inChannels}, or twice that when a variance was learned with the noise
 * @param captionChannels width of the text embeddings
 * @param sampleSize side of the native latent
 * @param interpolationScale divides the positions
 * @param microConditions whether size and aspect ratio are embedded with the timestep
 * @param eps of the layer norms
 */
public record PixArtConfig(
    int layers,
    int heads,
    int headWidth,
    int patch,
    int inChannels,
    int outChannels,
    int captionChannels,
    int sampleSize,
    double interpolationScale,
    boolean microConditions,
    double eps) {

  /**
   * Reads a configuration of old or new diffusers versions.
   *
   * @throws dev.pixdelta.weights.ModelFileException if a value makes no sense or names another
   *     network
   */
  public static PixArtConfig read(ConfigFile file) {
    // The older class is a general one, whose defaults are of other networks.
    boolean general = !"PixArtTransformer2DModel".equals(file.text("_class_name"));
    if (general || file.has("norm_type")) {
      file.word("norm_type", Set.of("ada_norm_single"));
    }
    if (general || file.has("activation_fn")) {
      file.word("activation_fn", Set.of("gelu-approximate"));
    }
    if (!file.flag("attention_bias", !general)) {
      throw file.error("attention_bias", "true");
    }
    if (file.flag("norm_elementwise_affine", general)) {
      throw file.error("norm_elementwise_affine", "false");
    }
    int sampleSize =
        general || file.has("sample_size") ? file.integer("sample_size", 1, 1024) : 128;
    int in = file.integer("in_channels", 1, 64, 4);
    var config =
        new PixArtConfig(
            file.integer("num_layers", 1, 1024, 28),
            file.integer("num_attention_heads", 1, 1024, 16),
            file.integer("attention_head_dim", 1, 1024, 72),
            file.integer("patch_size", 1, 16, 2),
            in,
            file.integer("out_channels", 1, 128, 2 * in),
            file.integer("caption_channels", 1, 1 << 16),
            sampleSize,
            // The hub's files have neither of these keys, new ones say null.
            file.number("interpolation_scale", 0.01, 100, Math.max(sampleSize / 64, 1)),
            file.flag("use_additional_conditions", sampleSize == 128),
            file.number("norm_eps", 1e-12, 0.1, 1e-6));
    int hidden = config.hiddenSize();
    if (file.integer("cross_attention_dim", 1, 1 << 20, hidden) != hidden) {
      throw file.error(
          "cross_attention_dim", "num_attention_heads x attention_head_dim = " + hidden);
    }
    if (hidden % 4 != 0) {
      throw file.error("attention_head_dim", "a hidden size that is a multiple of 4");
    }
    if (config.microConditions && hidden % 3 != 0) {
      throw file.error("attention_head_dim", "a hidden size that is a multiple of 3");
    }
    if (config.outChannels != in && config.outChannels != 2 * in) {
      throw file.error("out_channels", in + " or " + 2 * in);
    }
    if (sampleSize % config.patch != 0) {
      throw file.error("sample_size", "a multiple of the patch size " + config.patch);
    }
    return config;
  }

  /** Width of the residual stream. */
  public int hiddenSize() {
    return heads * headWidth;
  }

  /** How many patches a square picture of the native size has. */
  long nativePatches() {
    return (long) basePatches() * basePatches();
  }

  /** Patches on one side of the native latent: the positions' unit. */
  int basePatches() {
    return sampleSize / patch;
  }
}
