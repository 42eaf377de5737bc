package dev.pixdelta.pipeline;

import java.util.List;

/** What a running batch is doing; sent on the thread that draws. */
public sealed interface Progress {
  /**
   * A network is read from its files.
   *
   * @param part "text encoder", "transformer", "control network", "VAE" or "preview"
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
   * A denoising step was made; sent only to listeners that want previews.
   *
   * @param step from 0
   * @param steps how many there are
   * @param previews the clean pictures that the step predicts, one for each of the batch, a pixel
   *     for each latent pixel
   */
  record Denoised(int step, int steps, List<Picture> previews) implements Progress {
    public Denoised {
      previews = List.copyOf(previews);
    }
  }

  /**
   * A picture is being decoded from its latents.
   *
   * @param picture from 0
   * @param pictures how many there are
   */
  record Decoding(int picture, int pictures) implements Progress {}
}
