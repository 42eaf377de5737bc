package dev.pixdelta.pipeline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.pixdelta.diffusion.Guidance;
import dev.pixdelta.diffusion.Sampler;
import dev.pixdelta.diffusion.SchedulerConfig;
import dev.pixdelta.diffusion.TorchRandom;
import dev.pixdelta.model.ControlNetTransformer;
import dev.pixdelta.model.PixArtTransformer;
import dev.pixdelta.text.Sentence;
import dev.pixdelta.torch.Torch;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The loop from noise to latents. */
final class Denoiser {
  private final Torch torch;
  private final PixArtTransformer transformer;
  private final SchedulerConfig scheduler;
  private final FiniteCheck finite;
  private final @Nullable LatentPreview preview;

  /**
   * @param finite checks the latents of every step
   * @param preview shows what each step predicts, or null if nobody looks
   */
  Denoiser(
      Torch torch,
      PixArtTransformer transformer,
      SchedulerConfig scheduler,
      FiniteCheck finite,
      @Nullable LatentPreview preview) {
    this.torch = torch;
    this.transformer = transformer;
    this.scheduler = scheduler;
    this.finite = finite;
    this.preview = preview;
  }

  /**
   * Denoises one batch.
   *
   * @param out owns the result
   * @param height rows of the latents
   * @param width columns of the latents
   * @param encoded of the prompts; with guidance the negative ones first, then the prompts
   * @param steering of all pictures, in the steps that each names
   * @return [n, c, height, width] fp32
   */
  NDArray denoise(
      NDManager out,
      Plan plan,
      int height,
      int width,
      PromptEncoder.Encoded encoded,
      List<ControlNetworks.Steering> steering,
      ProgressListener progress,
      Cancellation cancellation) {
    int n = plan.request().seeds().size();
    int passes = plan.guided() ? 2 : 1;
    int channels = transformer.config().inChannels();
    Shape shape = new Shape(n, channels, height, width);
    List<TorchRandom> noise = plan.request().seeds().stream().map(TorchRandom::new).toList();
    try (NDManager scope = torch.manager().newSubManager();
        Sampler sampler = Sampler.create(scheduler, plan.steps());
        var context =
            transformer.context(
                scope,
                encoded.text(),
                encoded.mask(),
                height,
                width,
                sizes(scope, plan.drawn(), passes * n))) {
      NDArray latents = draw(scope, noise, shape); // [n, c, h, w]
      int[] timesteps = sampler.timesteps();
      for (int i = 0; i < timesteps.length; i++) {
        progress.onProgress(new Progress.Denoising(i, timesteps.length));
        try (NDManager step = scope.newSubManager()) {
          int now = i;
          var controls =
              steering.stream()
                  .filter(s -> s.input().steers(now, timesteps.length))
                  .map(ControlNetworks.Steering::control)
                  .toList();
          NDArray output =
              predict(
                  step,
                  latents,
                  timesteps[i],
                  plan,
                  context,
                  controls,
                  cancellation); // [n, c, h, w]
          @Nullable NDArray fresh = sampler.needsNoise(i) ? draw(step, noise, shape) : null;
          Sampler.Step next = sampler.step(i, output, latents, fresh);
          finite.check(
              Torch.floats(next.sample()),
              Sentence.of("in step {0} of {1}", i + 1, timesteps.length));
          if (preview != null) {
            progress.onProgress(
                new Progress.Denoised(i, timesteps.length, preview.show(next.denoised())));
          }
          next.denoised().close();
          latents.close();
          latents = next.sample(); // [n, c, h, w]
        }
      }
      cancellation.check();
      latents.attach(out);
      return latents;
    }
  }

  /** The network's answer with guidance, without the learned variance. */
  private NDArray predict(
      NDManager step,
      NDArray latents,
      int timestep,
      Plan plan,
      PixArtTransformer.Context context,
      List<ControlNetTransformer.Control> controls,
      Cancellation cancellation) {
    NDArray input = plan.guided() ? latents.concat(latents, 0) : latents; // [b, c, h, w]
    float[] t = new float[(int) input.getShape().get(0)];
    Arrays.fill(t, timestep);
    NDArray output =
        transformer.forward(
            step, input, step.create(t), context, controls, cancellation::check); // [b, out, h, w]
    if (plan.guided()) {
      input.close();
    }
    long channels = latents.getShape().get(1);
    NDArray noise =
        output.getShape().get(1) == channels
            ? output
            : output.get(":, :" + channels + ", :, :"); // [b, c, h, w]
    return plan.guided() ? Guidance.combine(noise, plan.guidance()) : noise;
  }

  /** Height, width and height / width of the drawn picture, for micro-conditions. */
  private static NDArray sizes(NDManager manager, Size drawn, int rows) {
    float[] values = new float[rows * 3];
    for (int i = 0; i < rows; i++) {
      values[3 * i] = drawn.height();
      values[3 * i + 1] = drawn.width();
      values[3 * i + 2] = (float) drawn.height() / drawn.width();
    }
    return manager.create(values, new Shape(rows, 3)); // [b, 3]
  }

  /** The next draw of every picture's own generator. */
  private static NDArray draw(NDManager manager, List<TorchRandom> noise, Shape shape) {
    int each = Math.toIntExact(shape.size() / noise.size());
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < noise.size(); i++) {
      System.arraycopy(noise.get(i).normal(each), 0, values, i * each, each);
    }
    return manager.create(values, shape); // [n, c, h, w]
  }
}
