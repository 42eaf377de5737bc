package dev.pixdelta.pipeline;

/** What a running batch is doing; sent on the thread that draws. */
public sealed interface Progress {
  /**
   * A network is read from its files.
   *
   * @param part "text encoder", "transformer" or "VAE"
   */
  record Loading(String part) implements Progress {}

  /** Prompts are being encoded (not sent when all embeddings were cached). */
  record Encoding() implements Progress {}

  /**
   * A denoising step begins.
   *
   * @param step from 0
   * @param steps how many there are
   */
  record Denoising(int step, int steps) implements Progress {}

  /**
   * A picture is being decoded from its latents.
   *
   * @param picture from 0
   * @param pictures how many there are
   */
  record Decoding(int picture, int pictures) implements Progress {}
}
