package dev.pixdelta.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pixdelta.testing.Golden;
import dev.pixdelta.testing.KernelCase;
import dev.pixdelta.testing.TestEngine;
import dev.pixdelta.testing.TinyModel;
import dev.pixdelta.torch.DeviceChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole pipelines against diffusers' latents and pictures. */
final class PixArtPipelineTest {
  /** A golden pipeline run. */
  record Case(String file, JsonNode what) {
    static Stream<Case> all() throws IOException {
      JsonNode files =
          new JsonMapper().readTree(Golden.ROOT.resolve("manifest.json").toFile()).get("files");
      List<Case> cases = new ArrayList<>();
      files
          .properties()
          .forEach(
              e -> {
                JsonNode what = e.getValue();
                if (what.get("kind").textValue().equals("pipeline")
                    && !what.get("clean_caption").booleanValue()
                    && what.get("generator").textValue().equals("one per picture")) {
                  cases.add(new Case(e.getKey(), what));
                }
              });
      return cases.stream();
    }

    PipelineRequest request() {
      List<String> prompts = new ArrayList<>();
      JsonNode prompt = what.get("prompt");
      for (JsonNode p : prompt.isArray() ? prompt : List.of(prompt)) {
        for (int i = 0; i < what.get("images_per_prompt").intValue(); i++) {
          prompts.add(p.textValue());
        }
      }
      List<Long> seeds = new ArrayList<>();
      what.get("seeds").forEach(s -> seeds.add(s.longValue()));
      return new PipelineRequest(
          prompts,
          seeds,
          what.get("negative_prompt").textValue(),
          new Size(what.get("width").intValue(), what.get("height").intValue()),
          what.get("resolution_binning").booleanValue() ? Binning.ON : Binning.OFF,
          null,
          what.get("steps").intValue(),
          what.get("guidance").doubleValue());
    }

    @Override
    public String toString() {
      return file;
    }
  }

  @TempDir private static Path caches;

  /** A folder with no embedding of another kernel in it. */
  private static Path cache(KernelCase kernel) {
    Path cache = caches.resolve(kernel.toString());
    try {
      if (!Files.exists(cache)) {
        TestEngine.link(Files.createDirectory(cache));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cache;
  }

  static Stream<Arguments> exact() throws IOException {
    return KernelCase.each(Case.all().toList(), KernelCase.EXACT);
  }

  static Stream<Arguments> half() throws IOException {
    return KernelCase.each(Case.all().toList(), KernelCase.HALF);
  }

  private static Drawn draw(Case golden, KernelCase kernel) {
    var options = new PipelineOptions(DeviceChoice.CPU, kernel.precision(), 0, cache(kernel));
    try (TextToImage model =
        PixArtPipeline.open(
            TinyModel.folder(golden.what().get("model").textValue()), options, kernel.kernel())) {
      Plan plan = model.plan(golden.request());
      return model.draw(plan, ProgressListener.NONE, new Cancellation());
    }
  }

  @ParameterizedTest
  @MethodSource("exact")
  void drawsAsDiffusersDoes(Case golden, KernelCase kernel) {
    Drawn drawn = draw(golden, kernel);
    try (Golden file = Golden.open(golden.file())) {
      double most = golden.what().get("max_abs_latent").doubleValue();
      double tolerance = most > 10 ? 1e-3 + 2e-5 * most : 1e-3;
      assertEquals(0, file.difference("latents", drawn.latents().values()), tolerance);
      assertPictures(file, drawn.pictures());
    }
  }

  /** One grey level is how far two right answers lie apart. */
  private static void assertPictures(Golden file, List<Picture> pictures) {
    boolean strided = file.has("image_strided");
    String name = strided ? "image_strided" : "image";
    long[] shape = file.shape(name);
    byte[] expected = file.bytes(name);
    assertEquals(shape[0], pictures.size());
    int at = 0;
    for (Picture p : pictures) {
      int stride = Math.ceilDiv(p.size().height(), (int) shape[1]);
      assertEquals(shape[2], Math.ceilDiv(p.size().width(), stride));
      for (int y = 0; y < p.size().height(); y += stride) {
        for (int x = 0; x < p.size().width(); x += stride) {
          for (int c = 0; c < 3; c++) {
            int actual = p.rgb()[3 * (y * p.size().width() + x) + c] & 0xFF;
            assertEquals(expected[at++] & 0xFF, actual, 1, "pixel " + x + ", " + y);
          }
        }
      }
    }
    assertEquals(expected.length, at);
  }

  @ParameterizedTest
  @MethodSource("half")
  void halfTheBitsStayClose(Case golden, KernelCase kernel) {
    Drawn drawn = draw(golden, kernel);
    try (Golden file = Golden.open(golden.file())) {
      double cosine = file.cosine("latents", drawn.latents().values());
      assertTrue(cosine >= 0.999, "cosine " + cosine);
    }
  }
}
