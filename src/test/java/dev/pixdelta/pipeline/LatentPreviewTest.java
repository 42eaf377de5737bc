package dev.pixdelta.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.hub.ModelFolder;
import dev.pixdelta.testing.TestEngine;
import dev.pixdelta.torch.DeviceChoice;
import dev.pixdelta.torch.PrecisionChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
      assertTrue(before > 0.85, "the last preview's correlation with the picture: " + before);
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
    for (int p = 0; p < PROMPTS.size(); p++) {
      assertArrayEquals(only.get(p).rgb(), first.get(p).rgb());
      assertArrayEquals(mapped(one.latents(), p), only.get(p).rgb());
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

  /** Latents of one picture through the function that is kept in the cache. */
  private byte[] mapped(Drawn.Latents latents, int picture) throws IOException {
    double[] map;
    try (var list = Files.list(cache.resolve("previews"))) {
      map =
          Files.readAllLines(list.findFirst().orElseThrow()).stream()
              .skip(1)
              .mapToDouble(Double::parseDouble)
              .toArray();
    }
    int channels = (int) latents.shape()[1];
    int n = (int) (latents.shape()[2] * latents.shape()[3]);
    byte[] rgb = new byte[3 * n];
    for (int i = 0; i < 3 * n; i++) {
      double colour = map[3 * channels + i % 3];
      for (int k = 0; k < channels; k++) {
        colour += map[3 * k + i % 3] * latents.values()[(picture * channels + k) * n + i / 3];
      }
      rgb[i] = (byte) Math.round(255 * Math.clamp(colour, 0.0, 1.0));
    }
    return rgb;
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
