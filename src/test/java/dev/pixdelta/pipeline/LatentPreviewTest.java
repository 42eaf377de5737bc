package dev.pixdelta.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
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
          double likeness = correlation(preview, last);

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
    assertTrue(heard.stream().noneMatch(s -> s instanceof Progress.Denoised));
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
    for (String damage : List.of("", "1\n2", good.replaceFirst("\\S+", "NaN"), "x" + good)) {
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

  private Drawn draw(boolean previews) {
    var options = new PipelineOptions(DeviceChoice.CPU, PrecisionChoice.FP32, 1, cache);
    try (TextToImage nano =
        PixArtPipeline.open(ModelFolder.open(Path.of("models", "nano")), options)) {
      Plan plan =
          nano.plan(
              new PipelineRequest(PROMPTS, List.of(1L, 2L), "", null, Binning.AUTO, null, 4, null));
      return nano.draw(
          plan,
          new ProgressListener() {
            @Override
            public void onProgress(Progress progress) {
              heard.add(progress);
            }

            @Override
            public boolean wantsPreviews() {
              return previews;
            }
          },
          new Cancellation());
    }
  }

  /** Pearson's correlation of all channels, the picture averaged to the preview's pixels. */
  private static double correlation(Picture small, Picture large) {
    int w = small.size().width();
    int f = large.size().width() / w;
    int n = small.rgb().length;
    double[] mean = new double[n];
    for (int i = 0; i < large.rgb().length; i++) {
      int pixel = i / 3;
      int x = pixel % large.size().width() / f;
      int y = pixel / large.size().width() / f;
      mean[3 * (y * w + x) + i % 3] += (large.rgb()[i] & 0xff) / (double) (f * f);
    }
    double sa = 0;
    double sb = 0;
    double aa = 0;
    double bb = 0;
    double ab = 0;
    for (int i = 0; i < n; i++) {
      double a = small.rgb()[i] & 0xff;
      double b = mean[i];
      sa += a;
      sb += b;
      aa += a * a;
      bb += b * b;
      ab += a * b;
    }
    return (ab - sa * sb / n) / Math.sqrt((aa - sa * sa / n) * (bb - sb * sb / n));
  }
}
