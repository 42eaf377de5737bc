package dev.pixdelta.pipeline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.pixdelta.model.AutoencoderKl;
import dev.pixdelta.torch.Torch;
import java.util.ArrayList;
import java.util.List;

/**
 * Final latents to pictures, one at a time: the decoder's activations are the peak of all memory.
 */
final class PictureDecoder {
  private final Torch torch;
  private final AutoencoderKl vae;

  PictureDecoder(Torch torch, AutoencoderKl vae) {
    this.torch = torch;
    this.vae = vae;
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
        float[] cut =
            ImageResize.resizeAndCrop(
                planar, 3, drawn.height(), drawn.width(), size.height(), size.width());
        pictures.add(new Picture(size, ImageResize.toRgb(cut, size.height(), size.width())));
      }
    }
    return pictures;
  }
}
