package dev.pixdelta.pipeline;

import java.util.List;

/**
 * The result of one batch.
 *
 * @param pictures in the order of the request
 * @param latents final latents, before dividing by the scaling factor
 * @param seconds of the whole batch
 */
public record Drawn(List<Picture> pictures, Latents latents, Seconds seconds) {
  public Drawn {
    pictures = List.copyOf(pictures);
  }

  /**
   * Latents as fp32 numbers on the heap.
   *
   * @param shape [n, channels, height, width]
   * @param values row-major
   */
  @SuppressWarnings(
      "ArrayRecordComponent") // a hand-over of a large buffer; records are never compared
  public record Latents(long[] shape, float[] values) {}

  /**
   * Wall time by stage.
   *
   * @param load reading networks that were not loaded yet
   * @param text encoding prompts
   * @param denoise all steps
   * @param decode VAE, resize and conversion to bytes
   */
  public record Seconds(double load, double text, double denoise, double decode) {
    /** All stages together, without loading. */
    public double total() {
      return text + denoise + decode;
    }
  }
}
