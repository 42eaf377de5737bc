package dev.pixdelta.model;

import dev.pixdelta.hub.ConfigFile;
import java.util.List;
import java.util.Set;

/**
 * An AutoencoderKL, from {@code vae/config.json}.
 *
 * @param channels of each resolution, finest first; one fewer halvings than entries
 * @param layersPerBlock residual blocks per resolution in the encoder, one more in the decoder
 * @param latentChannels channels of the latents
 * @param groups of the group norms
 * @param scalingFactor latents of the diffusion are the VAE's times this
 * @param quantConv whether a 1x1 convolution follows the encoder
 * @param postQuantConv whether a 1x1 convolution precedes the decoder
 * @param midAttention whether attention stands between the two middle residual blocks
 */
public record VaeConfig(
    List<Integer> channels,
    int layersPerBlock,
    int latentChannels,
    int groups,
    double scalingFactor,
    boolean quantConv,
    boolean postQuantConv,
    boolean midAttention) {

  /**
   * Reads a configuration of old or new diffusers versions.
   *
   * @throws dev.pixdelta.weights.ModelFileException if a value makes no sense or names another
   *     network
   */
  public static VaeConfig read(ConfigFile file) {
    file.word("act_fn", Set.of("silu"), "silu");
    file.integer("in_channels", 3, 3, 3);
    file.integer("out_channels", 3, 3, 3);
    for (String key : List.of("latents_mean", "latents_std", "shift_factor")) {
      if (file.has(key)) {
        throw file.error(key, "null");
      }
    }
    List<Integer> channels = file.integers("block_out_channels", 8, 1, 1 << 14);
    int groups = file.integer("norm_num_groups", 1, 1024, 32);
    for (int c : channels) {
      if (c % groups != 0) {
        throw file.error("block_out_channels", "multiples of norm_num_groups = " + groups);
      }
    }
    if (file.words("down_block_types", 8, Set.of("DownEncoderBlock2D")).size() != channels.size()) {
      throw file.error("down_block_types", "as many as block_out_channels");
    }
    if (file.words("up_block_types", 8, Set.of("UpDecoderBlock2D")).size() != channels.size()) {
      throw file.error("up_block_types", "as many as block_out_channels");
    }
    return new VaeConfig(
        channels,
        file.integer("layers_per_block", 1, 64, 1),
        file.integer("latent_channels", 1, 64, 4),
        groups,
        file.number("scaling_factor", 1e-6, 1e6, 0.18215),
        file.flag("use_quant_conv", true),
        file.flag("use_post_quant_conv", true),
        file.flag("mid_block_add_attention", true));
  }

  /** Picture pixels per latent pixel, on one side. */
  public int factor() {
    return 1 << (channels.size() - 1);
  }
}
