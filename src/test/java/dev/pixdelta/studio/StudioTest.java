package dev.pixdelta.studio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.pipeline.Binning;
import dev.pixdelta.pipeline.Cancellation;
import dev.pixdelta.pipeline.CancelledException;
import dev.pixdelta.pipeline.ControlType;
import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.pipeline.Picture;
import dev.pixdelta.pipeline.PipelineOptions;
import dev.pixdelta.pipeline.PipelineRequest;
import dev.pixdelta.pipeline.Plan;
import dev.pixdelta.pipeline.Progress;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.control.ControlSettings;
import dev.pixdelta.studio.picture.Output;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.studio.picture.PictureFiles;
import dev.pixdelta.studio.picture.PictureMetadata;
import dev.pixdelta.studio.picture.PictureReader;
import dev.pixdelta.testing.FakePipeline;
import dev.pixdelta.testing.Golden;
import dev.pixdelta.testing.TestEngine;
import dev.pixdelta.text.Sentence;
import dev.pixdelta.torch.DeviceChoice;
import dev.pixdelta.torch.PrecisionChoice;
import dev.pixdelta.weights.WeightFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StudioTest {
  private static final PipelineOptions OPTIONS =
      new PipelineOptions(DeviceChoice.AUTO, PrecisionChoice.AUTO, 0, Path.of("cache"));

  private final Path folder;
  private final List<FakePipeline> opened = new ArrayList<>();
  private final List<SavedPicture> saved = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Cancellation cancellation = new Cancellation();

  private final GenerationListener listener =
      new GenerationListener() {
        @Override
        public void saved(SavedPicture picture) {
          assertTrue(Files.exists(picture.path()), "saved before it is said");
          saved.add(picture);
        }

        @Override
        public void note(Sentence sentence) {
          notes.add(sentence.toString());
        }
      };

  StudioTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void promptsRepeatInOrderAndSeedsRunOn() {
    try (Studio studio = studio(-1)) {
      studio.generate(request(List.of("a", "b"), 10, 2, 3, null), listener, cancellation);
    }
    assertEquals(
        List.of("a 10", "a 11", "b 12", "b 13"),
        saved.stream().map(p -> p.prompt() + " " + p.seed()).toList());
    assertEquals(2, opened.getFirst().drawn().size(), "batches of 3 and 1");
    assertTrue(opened.getFirst().isClosed());
  }

  @Test
  void aPictureSharesItsBatchsSeconds() {
    try (Studio studio = studio(-1)) {
      studio.generate(request(List.of("a", "b"), 0, 1, 2, null), listener, cancellation);
    }
    assertEquals(0.5, saved.getFirst().seconds().text());
    assertEquals(0.875, saved.getFirst().seconds().total());
  }

  @Test
  void theFileTellsHowThePictureWasMade() {
    try (Studio studio = studio(-1)) {
      studio.generate(request(List.of("fox 🦊"), 7, 1, 1, null), listener, cancellation);
    }
    PictureMetadata.Found found = PictureReader.read(saved.getFirst().path()).found();
    assertNotNull(found);
    assertEquals("fox 🦊", found.parameters().prompt());
    assertEquals(7L, found.parameters().seed());
    assertEquals("0123456789", found.parameters().modelHash());
  }

  @Test
  void theModelStaysOpenForTheNextRequest() {
    try (Studio studio = studio(-1)) {
      studio.generate(request(List.of("a"), 0, 1, 1, null), listener, cancellation);
      studio.generate(request(List.of("b"), 0, 1, 1, null), listener, cancellation);
      assertEquals(1, opened.size());
      var unused = studio.describe(Path.of("other"), OPTIONS);
      assertEquals(2, opened.size());
      assertTrue(opened.getFirst().isClosed());
    }
    assertTrue(opened.getLast().isClosed());
  }

  @Test
  void cancellingKeepsWhatIsFinishedAndLeavesNothingHalf() throws IOException {
    GenerationListener cancelling =
        new GenerationListener() {
          @Override
          public void progress(GenerationProgress p) {
            if (p.first() == 2 && p.stage() instanceof Progress.Denoising) {
              cancellation.cancel();
            }
          }
        };
    Path latents = folder.resolve("l.safetensors");
    try (Studio studio = studio(-1)) {
      assertThrows(
          CancelledException.class,
          () -> studio.generate(request(List.of("a"), 0, 6, 2, latents), cancelling, cancellation));
      assertEquals(2, files().size(), files().toString());
      assertFalse(Files.exists(latents));
      studio.generate(request(List.of("b"), 0, 1, 1, null), listener, new Cancellation());
      assertEquals(1, opened.size(), "the model stays usable");
    }
  }

  @Test
  void aFailingBatchKeepsTheEarlierOnes() throws IOException {
    try (Studio studio = studio(1)) {
      assertThrows(
          IllegalStateException.class,
          () -> studio.generate(request(List.of("a"), 0, 4, 2, null), listener, cancellation));
    }
    assertEquals(2, saved.size());
    assertEquals(2, files().size());
  }

  @Test
  void latentsOfAllPicturesAreOneTensor() throws IOException {
    Path file = folder.resolve("l.safetensors");
    for (int run = 0; run < 2; run++) { // the second replaces the first
      try (Studio studio = studio(-1)) {
        studio.generate(request(List.of("a"), 5, 3, 2, file), listener, cancellation);
      }
    }
    try (WeightFiles weights = WeightFiles.openFile(file)) {
      var unused = weights.requireFloat("latents", 3, 4, 1, 1);
    }
    byte[] bytes = Files.readAllBytes(file);
    float[] values = new float[12];
    ByteBuffer.wrap(bytes, bytes.length - 48, 48)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(values);
    assertArrayEquals(new float[] {5, 0, 0, 0, 6, 0, 0, 0, 7, 0, 0, 0}, values);
  }

  @Test
  void whatCannotBeSavedIsSaidBeforeTheModelIsOpened() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "not latents");
    try (Studio studio = studio(-1)) {
      for (Path latents :
          List.of(folder, other, folder.resolve("none/l.safetensors"), other.resolve("l"))) {
        assertThrows(
            PictureFileException.class,
            () -> studio.generate(request(List.of("a"), 5, 3, 2, latents), listener, cancellation));
      }
    }
    assertEquals(List.of(), opened);
    assertEquals("not latents", Files.readString(other));
  }

  @Test
  void softEdgesThatSteerAreThoseOfTheNetworkWhereItIs() throws IOException {
    Path file = folder.resolve("photo.png");
    byte[] rgb = new byte[3 * 64 * 48];
    Arrays.fill(rgb, rgb.length / 2, rgb.length, (byte) 200);
    PictureFiles.saveAs(new Picture(new Size(64, 48), rgb), file);
    byte[] classical = mapThatSteers(file);
    assertEquals(List.of(), notes);
    Path weights = Files.createDirectories(folder.resolve("annotators"));
    Files.copy(Golden.ROOT.resolve("hed/ControlNetHED.pth"), weights.resolve("ControlNetHED.pth"));
    byte[] network = mapThatSteers(file);
    assertEquals(List.of("Soft edges by the HED network of ControlNetHED.pth."), notes);
    assertFalse(Arrays.equals(classical, network));
  }

  private byte[] mapThatSteers(Path file) {
    Path weights = Golden.ROOT.resolve("models/tiny-control");
    ControlSettings control =
        new ControlSettings(file, ControlType.SOFTEDGE, false, weights, 1, 0, 1, false);
    GenerationRequest plain = request(List.of("a"), 1, 1, 1, null);
    GenerationRequest request =
        new GenerationRequest(
            plain.model(),
            new PipelineOptions(DeviceChoice.CPU, PrecisionChoice.BF16, 0, TestEngine.CACHE),
            plain.pictures(),
            "",
            new Size(64, 48),
            Binning.AUTO,
            null,
            null,
            null,
            1,
            plain.output(),
            null,
            List.of(control));
    try (Studio studio = studio(-1)) {
      studio.generate(request, listener, cancellation);
    }
    Plan drawn = opened.getLast().drawn().getFirst();
    return drawn.request().controls().getFirst().map().rgb();
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    long last = PipelineRequest.MAX_SEED;
    assertEquals(last, request(List.of("a"), last, 1, 1, null).pictures().getFirst().seed());
    assertEquals(
        last - 3, request(List.of("a", "b"), last - 3, 2, 1, null).pictures().getFirst().seed());
    refused(List.of("a", "b"), last - 2, 2, 1);
    refused(List.of("a"), last + 1, 1, 1);
    refused(List.of("a"), -1, 1, 1);
    refused(List.of(), 0, 1, 1);
    refused(List.of("a"), 0, 0, 1);
    refused(List.of("a"), 0, 10_001, 1);
    refused(List.of("a"), 0, 1, 0);
    refused(List.of("a"), 0, 1, 65);
    refused(Collections.nCopies(11, "a"), 0, 10_000, 1);
  }

  private void refused(List<String> prompts, long seed, int count, int batch) {
    assertThrows(InvalidRequestException.class, () -> request(prompts, seed, count, batch, null));
  }

  private Studio studio(int failingBatch) {
    return new Studio(
        (model, options) -> {
          FakePipeline pipeline = new FakePipeline(model, Duration.ZERO, failingBatch);
          opened.add(pipeline);
          return pipeline;
        },
        new ModelLocator(List.of(new ModelLocator.Root(folder, ModelLocator.Source.DATA))));
  }

  private GenerationRequest request(
      List<String> prompts, long seed, int count, int batch, @Nullable Path latents) {
    return new GenerationRequest(
        Path.of("nano"),
        OPTIONS,
        PictureRequest.series(prompts, count, seed),
        "",
        null,
        Binning.AUTO,
        null,
        null,
        null,
        batch,
        Output.in(folder.resolve("pictures")),
        latents);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("pictures"))) {
      return files.toList();
    }
  }
}
