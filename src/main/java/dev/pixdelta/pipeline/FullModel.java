package dev.pixdelta.pipeline;

import dev.pixdelta.torch.Precision;
import java.util.List;

/**
 * The facts of PixArt-LCM-XL-2-1024-MS, the model that this program is made for: what to tell
 * somebody who does not have it yet.
 *
 * @param name of the repository on the hub
 * @param files its parts with their sizes on the disk
 */
public record FullModel(String name, List<Part> files) {
  // Weights in memory: transformer, T5 v1.1-XXL encoder without its embedding table, VAE decoder.
  private static final long LINEAR_NUMBERS = 611_000_000L + 4_630_000_000L;
  private static final long DECODER_NUMBERS = 50_000_000L;
  private static final int DECODER_CHANNELS = 128;

  /** As the hub has it: the T5 encoder in fp32. */
  public static final FullModel LCM_1024 =
      new FullModel(
          "PixArt-alpha/PixArt-LCM-XL-2-1024-MS",
          List.of(
              new Part("transformer", 2_447_431_856L),
              new Part("text_encoder", 19_049_242_624L),
              new Part("vae", 334_643_276L)));

  /** A folder of the model and its bytes. */
  public record Part(String folder, long bytes) {}

  public FullModel {
    files = List.copyOf(files);
  }

  /** Bytes on the disk. */
  public long fileBytes() {
    return files.stream().mapToLong(Part::bytes).sum();
  }

  /** About how much memory a 1024-pixel picture takes at its peak. */
  public long memoryBytes(Precision precision) {
    return ModelSummary.memoryBytes(
        LINEAR_NUMBERS, DECODER_NUMBERS, DECODER_CHANNELS, new Size(1024, 1024), precision);
  }
}
