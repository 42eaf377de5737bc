package dev.pixdelta.studio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.pipeline.Cancellation;
import dev.pixdelta.pipeline.ControlType;
import dev.pixdelta.pipeline.Picture;
import dev.pixdelta.pipeline.PipelineOptions;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.control.ControlPictures;
import dev.pixdelta.studio.control.ControlSettings;
import dev.pixdelta.studio.control.SoftEdgeDrawer;
import dev.pixdelta.studio.picture.ControlParameters;
import dev.pixdelta.studio.picture.ImageFormat;
import dev.pixdelta.studio.picture.Output;
import dev.pixdelta.studio.picture.PictureFiles;
import dev.pixdelta.studio.picture.PictureMetadata;
import dev.pixdelta.studio.picture.PictureReader;
import dev.pixdelta.testing.FakePipeline;
import dev.pixdelta.torch.DeviceChoice;
import dev.pixdelta.torch.PrecisionChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From a steered picture back to what steered it. */
final class RestoredControlsTest {
  private final Path folder;
  private final Path weights;

  RestoredControlsTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    weights = Files.createFile(folder.resolve("lines.safetensors"));
  }

  private static Picture drawing() {
    byte[] rgb = new byte[3 * 96 * 64];
    for (int i = 0; i < 96; i++) {
      int at = 3 * (32 * 96 + i);
      rgb[at] = rgb[at + 1] = rgb[at + 2] = (byte) 255;
    }
    return new Picture(new Size(96, 64), rgb);
  }

  private ControlSettings control(boolean sketch) {
    Path file = new ControlPictures(folder.resolve("before")).keep(drawing());
    return new ControlSettings(file, ControlType.SCRIBBLE, false, weights, 0.5, 0, 0.75, sketch);
  }

  private GenerationSettings settings(List<ControlSettings> controls, ImageFormat format) {
    return new GenerationSettings(
        "one",
        DeviceChoice.CPU,
        PrecisionChoice.FP32,
        "a heart",
        "",
        null,
        null,
        null,
        2,
        null,
        7,
        1,
        1,
        new Output(folder.resolve("pictures"), Output.DEFAULT_PATTERN, format, 90),
        controls);
  }

  private RestoredSettings drawnAndRestored(ControlSettings control, ImageFormat format) {
    GenerationSettings s = settings(List.of(control), format);
    try (Studio studio = new Studio(FakePipeline::open, new ModelLocator(List.of()))) {
      GenerationRequest request =
          new GenerationRequest(
              Path.of("one"),
              new PipelineOptions(s.device(), s.precision(), 0, folder),
              PictureRequest.series(List.of(s.prompt()), 1, s.seed()),
              "",
              null,
              dev.pixdelta.pipeline.Binning.AUTO,
              null,
              s.steps(),
              null,
              1,
              s.output(),
              null,
              s.controls());
      Path picture =
          studio
              .generate(request, GenerationListener.NONE, new Cancellation())
              .pictures()
              .getFirst()
              .path();
      PictureMetadata.Found found =
          Objects.requireNonNull(PictureReader.read(picture).found(), "no metadata");
      return RestoredSettings.of(
          found,
          settings(List.of(), format),
          new ModelLocator(List.of()),
          List.of(),
          name -> name.equals("lines") ? weights : null,
          new ControlPictures(folder.resolve("after")));
    }
  }

  @ParameterizedTest
  @EnumSource(ImageFormat.class)
  void aDrawingComesBackPixelForPixelFromThePictureItSteered(ImageFormat format)
      throws IOException {
    RestoredSettings r = drawnAndRestored(control(true), format);
    assertEquals(List.of(), r.losses());
    ControlSettings c = r.settings().controls().getFirst();
    assertArrayEquals(Files.readAllBytes(control(true).file()), Files.readAllBytes(c.file()));
    assertEquals(folder.resolve("after"), c.file().getParent());
    assertEquals(ControlType.SCRIBBLE, c.type());
    assertEquals(weights, c.weights());
    assertEquals(0.5, c.strength());
    assertEquals(0.75, c.end());
    assertTrue(c.sketch());
  }

  @Test
  void ofAPhotographTheMapComesBackAndSteersAlike() {
    GenerationSettings s = drawnAndRestored(control(false), ImageFormat.PNG).settings();
    ControlSettings c = s.controls().getFirst();
    Size size = Objects.requireNonNull(s.size());
    assertEquals(ControlType.MAP, c.type());
    PipelineOptions options =
        new PipelineOptions(DeviceChoice.CPU, PrecisionChoice.FP32, 0, folder);
    try (SoftEdgeDrawer unused = new SoftEdgeDrawer(new ModelLocator(List.of()), options)) {
      assertArrayEquals(
          control(false).read().of(size, unused).picture().rgb(),
          c.read().of(size, unused).picture().rgb());
    }
  }

  @Test
  void whatIsMissingIsTold() {
    List<RestoredSettings.Loss> losses = new ArrayList<>();
    List<ControlSettings> controls =
        RestoredControls.of(
            List.of(
                new ControlParameters("depth", "gone", 1, 0, 1, "00", "", false),
                new ControlParameters(
                    "edges",
                    "gone",
                    1,
                    0,
                    1,
                    "00",
                    java.util.Base64.getEncoder().encodeToString(PictureFiles.png(drawing())),
                    false),
                new ControlParameters("map", "gone", 1, 0, 1, "00", "no base 64!", false)),
            () -> folder,
            name -> null,
            new ControlPictures(folder.resolve("after")),
            losses);
    assertEquals(1, controls.size());
    assertEquals(
        List.of(
            new RestoredSettings.Loss.ControlPicture("depth"),
            new RestoredSettings.Loss.ControlWeights("gone"),
            new RestoredSettings.Loss.ControlPicture("map")),
        losses);
  }
}
