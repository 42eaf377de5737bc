package dev.pixdelta.pipeline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.pixdelta.model.AutoencoderKl;
import dev.pixdelta.text.Sentence;
import dev.pixdelta.torch.Torch;
import java.util.ArrayList;
import java.util.List;

/**
 * Final latents to pictures, one at a time: the decoder's activations are the peak of all memory.
 */
final class PictureDecoder {
  private final Torch torch;
  private final AutoencoderKl vae;
  private final FiniteCheck finite;

  /**
   * @param finite checks the pictures
   */
  PictureDecoder(Torch torch, AutoencoderKl vae, FiniteCheck finite) {
    this.torch = torch;
    this.vae = vae;
    this.finite = finite;
  }

  /**
   * Decodes a batch.
   *
   * @param latents [n, c, h, w] fp32, not divided by the scaling factor
   * @param drawn size of the decoded pictures
   * @param size that they are resized and cropped to
   */
  List<Picture> decode(
      NDArray latents,
      Size drawn,
      Size size,
      ProgressListener progress,
      Cancellation cancellation) {
    int n = (int) latents.getShape().get(0);
    List<Picture> pictures = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      progress.onProgress(new Progress.Decoding(i, n));
      cancellation.check();
      try (NDManager scope = torch.manager().newSubManager()) {
        NDArray one =
            latents
                .get(i + ":" + (i + 1))
                .div((float) vae.config().scalingFactor()); // [1, c, h, w]
        one.attach(scope);
        NDArray decoded = vae.decode(scope, one, cancellation::check); // [1, 3, h, w]
        float[] planar = Torch.floats(decoded);
        finite.check(planar, Sentence.of("for the picture"));
        float[] cut =
            ImageResize.resizeAndCrop(
                planar, 3, drawn.height(), drawn.width(), size.height(), size.width());
        pictures.add(new Picture(size, ImageResize.toRgb(cut, size.height(), size.width())));
      }
    }
    return pictures;
  }
}
