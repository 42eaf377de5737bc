package dev.pixdelta.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.pixdelta.hub.ModelFolder;
import dev.pixdelta.testing.TestEngine;
import dev.pixdelta.torch.DeviceChoice;
import dev.pixdelta.torch.PrecisionChoice;
import dev.pixdelta.torch.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class LatentPreviewTest {
  private static final List<String> PROMPTS =
      List.of("a fox on a teal background", "a lemon on a purple background");

  private final Path cache;
  private final List<Progress> heard = new ArrayList<>();

  LatentPreviewTest(@TempDir Path folder) throws IOException {
    cache = folder.resolve("cache");
    Files.createDirectories(cache);
    TestEngine.link(cache);
  }

  @Test
  void previewsAreThePictureInSmallAndComeCloserStepByStep() {
    Drawn drawn = draw(true);
    for (int p = 0; p < PROMPTS.size(); p++) {
      Picture last = drawn.pictures().get(p);
      double before = -1;
      int steps = 0;
      for (Progress stage : heard) {
        if (stage instanceof Progress.Denoised step) {
          assertEquals(PROMPTS.size(), step.previews().size());
          Picture preview = step.previews().get(p);
          assertEquals(new Size(32, 32), preview.size());
          double likeness = PreviewLikeness.of(preview, last).correlation();

          assertTrue(likeness > before - 0.02, "step " + step.step() + ": " + likeness);
          before = likeness;
          steps++;
        }
      }
      assertEquals(4, steps);
      assertTrue(before > 0.93, "the last preview's correlation with the picture: " + before);
    }
  }

  @Test
  void picturesAreTheSameWithAndWithout() {
    Drawn with = draw(true);
    heard.clear();
    Drawn without = draw(false);
    assertArrayEquals(with.latents().values(), without.latents().values());
    for (int p = 0; p < PROMPTS.size(); p++) {
      assertArrayEquals(with.pictures().get(p).rgb(), without.pictures().get(p).rgb());
    }
    assertTrue(heard.stream().noneMatch(s -> s instanceof Progress.Denoised));
  }

  /** The first step of four and the only step of one are the same question to the network. */
  @Test
  void whatIsShownIsWhatAStepPredictsBeforeNewNoise() throws IOException {
    draw(true, 4);
    List<Picture> first = denoised(0).previews();
    heard.clear();
    Drawn one = draw(true, 1);
    List<Picture> only = denoised(0).previews();
    List<Picture> ofTheResult = shown(one.latents());
    for (int p = 0; p < PROMPTS.size(); p++) {
      assertArrayEquals(only.get(p).rgb(), first.get(p).rgb());
      assertArrayEquals(ofTheResult.get(p).rgb(), only.get(p).rgb());
    }
  }

  @Test
  void aCancelledFitLeavesNothingBehindAndTheModelUsable() {
    Cancellation cancellation = new Cancellation();
    try (TextToImage nano = open()) {
      ProgressListener cancelling =
          listener(
              true,
              stage -> {
                if (stage.equals(new Progress.Loading("preview"))) {
                  cancellation.cancel();
                }
              });
      assertThrows(
          CancelledException.class, () -> nano.draw(plan(nano, 1), cancelling, cancellation));
      assertFalse(Files.exists(cache.resolve("previews")));
      nano.draw(plan(nano, 1), listener(true, heard::add), new Cancellation());
      assertEquals(1, fits());
    }
  }

  @Test
  void theFitIsMadeOnceAndMadeAgainWhenItsFileIsDamaged() throws IOException {
    draw(true);
    assertEquals(1, fits());
    draw(true);
    assertEquals(1, fits(), "kept on the disk");
    List<Path> files;
    try (var list = Files.list(cache.resolve("previews"))) {
      files = list.toList();
    }
    String good = Files.readString(files.getFirst());
    List<String> damages =
        List.of(
            "",
            "1\n2",
            good.replaceFirst("\\S+", "NaN"),
            "x" + good,
            good.substring(0, good.length() - 3), // the last number has lost digits
            good.replaceFirst("\\.\\d", ".0").replaceFirst("\\.\\d", ".5"));
    for (String damage : damages) {
      heard.clear();
      Files.writeString(files.getFirst(), damage);
      draw(true);
      assertEquals(1, fits(), damage);
      assertEquals(good, Files.readString(files.getFirst()));
    }
  }

  private long fits() {
    return heard.stream().filter(new Progress.Loading("preview")::equals).count();
  }

  private Progress.Denoised denoised(int step) {
    return heard.stream()
        .filter(Progress.Denoised.class::isInstance)
        .map(Progress.Denoised.class::cast)
        .filter(d -> d.step() == step)
        .findFirst()
        .orElseThrow();
  }

  /** Latents by the preview that is kept in the cache. */
  private List<Picture> shown(Drawn.Latents latents) throws IOException {
    Path file;
    try (var list = Files.list(cache.resolve("previews"))) {
      file = list.findFirst().orElseThrow();
    }
    try (Torch torch = TestEngine.open(PrecisionChoice.FP32);
        NDManager scope = torch.manager().newSubManager();
        LatentPreview preview =
            LatentPreview.read(torch, file, (int) latents.shape()[1]).orElseThrow()) {
      return preview.show(scope.create(latents.values(), new Shape(latents.shape())));
    }
  }

  /** The colours of the backgrounds that the model in the box was trained on. */
  static List<Arguments> backgrounds() {
    return List.of(
        Arguments.of("teal", 52, 160, 158),
        Arguments.of("green", 92, 176, 92),
        Arguments.of("sky blue", 150, 205, 245),
        Arguments.of("purple", 136, 92, 196),
        Arguments.of("yellow", 248, 214, 86),
        Arguments.of("orange", 243, 148, 54),
        Arguments.of("red", 214, 64, 58),
        Arguments.of("blue", 70, 120, 220),
        Arguments.of("pink", 246, 160, 196),
        Arguments.of("cream", 250, 238, 210),
        Arguments.of("brown", 140, 98, 70),
        Arguments.of("grey", 150, 152, 158),
        Arguments.of("white", 250, 250, 250),
        Arguments.of("black", 18, 18, 22));
  }

  @ParameterizedTest
  @MethodSource("backgrounds")
  void theLastPreviewHasTheColoursOfThePicture(String colour, int red, int green, int blue) {
    try (TextToImage nano = open()) {
      Plan plan =
          nano.plan(
              new PipelineRequest(
                  List.of("a lemon on a " + colour + " background"),
                  List.of(3L),
                  "",
                  null,
                  Binning.AUTO,
                  null,
                  4,
                  null));
      nano.draw(plan, listener(true, heard::add), new Cancellation());
    }
    byte[] rgb = denoised(3).previews().getFirst().rgb();
    int[] wanted = {red, green, blue};
    for (int c = 0; c < 3; c++) {
      int sum = 0;
      for (int i = 1; i < 31; i++) { // the second row lies on the background
        sum += rgb[3 * (32 + i) + c] & 0xff;
      }
      int seen = sum / 30;
      assertTrue(Math.abs(seen - wanted[c]) <= 45, colour + ", " + "RGB".charAt(c) + ": " + seen);
    }
  }

  private TextToImage open() {
    var options = new PipelineOptions(DeviceChoice.CPU, PrecisionChoice.FP32, 1, cache);
    return PixArtPipeline.open(ModelFolder.open(Path.of("models", "nano")), options);
  }

  private static Plan plan(TextToImage nano, int steps) {
    return nano.plan(
        new PipelineRequest(PROMPTS, List.of(1L, 2L), "", null, Binning.AUTO, null, steps, null));
  }

  private static ProgressListener listener(boolean previews, Consumer<Progress> hears) {
    return new ProgressListener() {
      @Override
      public void onProgress(Progress progress) {
        hears.accept(progress);
      }

      @Override
      public boolean wantsPreviews() {
        return previews;
      }
    };
  }

  private Drawn draw(boolean previews) {
    return draw(previews, 4);
  }

  private Drawn draw(boolean previews, int steps) {
    try (TextToImage nano = open()) {
      return nano.draw(plan(nano, steps), listener(previews, heard::add), new Cancellation());
    }
  }
}
