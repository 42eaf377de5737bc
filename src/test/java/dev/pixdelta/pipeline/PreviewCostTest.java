package dev.pixdelta.pipeline;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.pixdelta.hub.ModelFolder;
import dev.pixdelta.testing.TestEngine;
import dev.pixdelta.testing.TinyModel;
import dev.pixdelta.torch.DeviceChoice;
import dev.pixdelta.torch.PrecisionChoice;
import dev.pixdelta.torch.Torch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What previews and weights on words cost, and how like the picture a preview is; prints it. */
@Tag("soak")
final class PreviewCostTest {
  private static final Path NANO = Path.of("models", "nano");
  private static final int ROUNDS = 31;

  @Test
  void ofTheModelInTheBox(@TempDir Path folder) throws Exception {
    measure(NANO, null, folder, ROUNDS);
  }

  /** Random weights, in the sizes of a test, but latents of 128 x 128 as the full model's. */
  @Test
  void ofA1024PixelPicture(@TempDir Path folder) throws Exception {
    measure(TinyModel.folder("tiny-lcm").path(), new Size(1024, 1024), folder, 5);
  }

  private static void measure(
      Path model, @org.jspecify.annotations.Nullable Size size, Path folder, int rounds)
      throws Exception {
    try (TextToImage pipeline = open(model, folder)) {
      Plan plan = plan(pipeline, "a fox on a teal background", size);
      pipeline.draw(plan, ProgressListener.NONE, new Cancellation());
      double before = seconds(pipeline, plan, ProgressListener.NONE, Drawn.Seconds::load);
      double fit = seconds(pipeline, plan, previews(new ArrayList<>()), Drawn.Seconds::load);
      List<Double> without = new ArrayList<>();
      List<Double> with = new ArrayList<>();
      for (int i = 0; i < rounds; i++) { // in turn: the machine's other work meets both
        without.add(seconds(pipeline, plan, ProgressListener.NONE, Drawn.Seconds::denoise) / 4);
        with.add(seconds(pipeline, plan, previews(new ArrayList<>()), Drawn.Seconds::denoise) / 4);
      }
      double show = show(folder, plan.drawn().width() / factor(model), channels(model));
      System.out.printf(
          "%s %s: fit %.0f ms; step without %.2f ms, with %.2f ms (minimum %.2f, %.2f);"
              + " one preview by itself %.3f ms%n",
          model.getFileName(),
          plan.drawn(),
          1e3 * (fit - before),
          1e3 * median(without),
          1e3 * median(with),
          1e3 * Collections.min(without),
          1e3 * Collections.min(with),
          1e3 * show);
      assertTrue(show < 0.25 * median(without), "a preview takes " + show + " s");
    }
  }

  @Test
  void ofWeightsOnWords(@TempDir Path folder) throws Exception {
    try (TextToImage nano = open(NANO, folder)) {
      String plain = "a lemon and a key on a teal background, oil painting, soft light";
      String weighted =
          "a (lemon:1.2) and a (key:0.8) on a ((teal:1.1) background:1.2), oil painting, (soft"
              + " light:0.5)";
      seconds(nano, plan(nano, plain, null), ProgressListener.NONE, Drawn.Seconds::text);
      List<Double> without = new ArrayList<>();
      List<Double> with = new ArrayList<>();
      for (int i = 0; i < ROUNDS; i++) {
        Plan a = plan(nano, plain, null);
        Plan b = plan(nano, weighted, null);
        without.add(seconds(nano, a, ProgressListener.NONE, Drawn.Seconds::text));
        with.add(seconds(nano, b, ProgressListener.NONE, Drawn.Seconds::text));
      }
      System.out.printf(
          "text of a cached prompt: %.3f ms, with five weights %.3f ms%n",
          1e3 * median(without), 1e3 * median(with));
      assertTrue(median(with) < 0.02, "weights take " + median(with) + " s");
    }
  }

  @Test
  void likenessOfTheModelInTheBox(@TempDir Path folder) throws Exception {
    List<String> things = List.of("fox", "lemon", "penguin", "key", "snowman", "owl");
    List<String> colours = List.of("teal", "purple", "yellow", "pink");
    double[] likeness = new double[4];
    double[] error = new double[12];
    int pictures = 0;
    int stepsBack = 0;
    try (TextToImage nano = open(NANO, folder)) {
      for (String thing : things) {
        for (String colour : colours) {
          List<Progress> heard = new ArrayList<>();
          Plan plan = plan(nano, "a " + thing + " on a " + colour + " background", null);
          Picture last = nano.draw(plan, previews(heard), new Cancellation()).pictures().getFirst();
          double before = -1;
          for (Progress stage : heard) {
            if (stage instanceof Progress.Denoised step) {
              var comparison = PreviewLikeness.of(step.previews().getFirst(), last);
              likeness[step.step()] += comparison.correlation();
              for (int c = 0; c < 3; c++) {
                error[3 * step.step() + c] += comparison.meanErrors()[c];
              }
              stepsBack += comparison.correlation() < before ? 1 : 0;
              before = comparison.correlation();
            }
          }
          pictures++;
        }
      }
    }
    for (int s = 0; s < 4; s++) {
      System.out.printf(
          "step %d: correlation %.3f, mean error R %.1f G %.1f B %.1f of 255%n",
          s + 1,
          likeness[s] / pictures,
          error[3 * s] / pictures,
          error[3 * s + 1] / pictures,
          error[3 * s + 2] / pictures);
    }
    System.out.printf("%d of %d steps are less like it%n", stepsBack, 3 * pictures);
    assertTrue(likeness[3] / pictures > 0.95); // the best linear function has 0.905
  }

  private static TextToImage open(Path model, Path folder) throws Exception {
    if (!Files.exists(folder.resolve("engine"))) {
      TestEngine.link(folder);
    }
    return PixArtPipeline.open(
        ModelFolder.open(model),
        new PipelineOptions(DeviceChoice.CPU, PrecisionChoice.AUTO, 2, folder));
  }

  private static Plan plan(
      TextToImage pipeline, String prompt, @org.jspecify.annotations.Nullable Size size) {
    return pipeline.plan(
        new PipelineRequest(List.of(prompt), List.of(7L), "", size, Binning.AUTO, null, 4, null));
  }

  private static ProgressListener previews(List<Progress> heard) {
    return new ProgressListener() {
      @Override
      public void onProgress(Progress progress) {
        heard.add(progress);
      }

      @Override
      public boolean wantsPreviews() {
        return true;
      }
    };
  }

  private static double seconds(
      TextToImage pipeline,
      Plan plan,
      ProgressListener listener,
      ToDoubleFunction<Drawn.Seconds> stage) {
    return stage.applyAsDouble(pipeline.draw(plan, listener, new Cancellation()).seconds());
  }

  /** Seconds of one preview of side x side latents, with the function that was kept. */
  private static double show(Path folder, int side, int channels) throws Exception {
    Path file;
    try (var files = Files.list(folder.resolve("previews"))) {
      file = files.findFirst().orElseThrow();
    }
    try (Torch torch = TestEngine.open(PrecisionChoice.FP32);
        LatentPreview preview = LatentPreview.read(torch, file, channels).orElseThrow();
        NDManager scope = torch.manager().newSubManager()) {
      NDArray latents = scope.randomNormal(new Shape(1, channels, side, side));
      return median(
          IntStream.range(0, 200)
              .mapToObj(
                  i -> {
                    long start = System.nanoTime();
                    preview.show(latents);
                    return (System.nanoTime() - start) / 1e9;
                  })
              .toList());
    }
  }

  private static int channels(Path model) {
    return ModelConfigs.read(ModelFolder.open(model)).vae().latentChannels();
  }

  private static int factor(Path model) {
    return ModelConfigs.read(ModelFolder.open(model)).vae().factor();
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
