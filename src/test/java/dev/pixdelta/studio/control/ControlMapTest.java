package dev.pixdelta.studio.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.pipeline.ControlType;
import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.pipeline.Picture;
import dev.pixdelta.pipeline.PipelineOptions;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.picture.PictureFiles;
import dev.pixdelta.testing.Golden;
import dev.pixdelta.testing.TestEngine;
import dev.pixdelta.torch.DeviceChoice;
import dev.pixdelta.torch.PrecisionChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ControlMapTest {
  private static final Size SIZE = new Size(64, 48);
  private static final PipelineOptions OPTIONS =
      new PipelineOptions(DeviceChoice.CPU, PrecisionChoice.FP32, 0, TestEngine.CACHE);
  private static final SoftEdgeDrawer WITHOUT =
      new SoftEdgeDrawer(new ModelLocator(List.of()), OPTIONS);

  private final Path folder;

  ControlMapTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static GreyPicture filled(float background, float inside) {
    float[] values = new float[64 * 48];
    Arrays.fill(values, background);
    for (int y = 12; y < 36; y++) {
      Arrays.fill(values, y * 64 + 16, y * 64 + 48, inside);
    }
    return new GreyPicture(SIZE, values);
  }

  private static ControlMap map(ControlType type, GreyPicture photo) {
    return new ControlMap.Source(type, false, photo).of(SIZE, WITHOUT);
  }

  private static int at(ControlMap map, int x, int y) {
    return map.picture().rgb()[3 * (y * 64 + x)] & 0xff;
  }

  @ParameterizedTest
  @EnumSource
  void everyMapHasThreeEqualChannels(ControlType type) {
    byte[] rgb = map(type, filled(0.1f, 0.9f)).picture().rgb();
    for (int i = 0; i < rgb.length; i += 3) {
      assertTrue(rgb[i] == rgb[i + 1] && rgb[i] == rgb[i + 2]);
    }
  }

  @Test
  void aMapIsTakenToTheByte() {
    byte[] rgb = new byte[3 * 64 * 48];
    Random random = new Random(3);
    for (int i = 0; i < rgb.length; i += 3) {
      byte grey = (byte) random.nextInt(120, 256); // mostly white, and still not inverted
      Arrays.fill(rgb, i, i + 3, grey);
    }
    Path file = folder.resolve("map.png");
    PictureFiles.saveAs(new Picture(SIZE, rgb), file);
    ControlMap map = ControlMap.read(file, ControlType.MAP, false).of(SIZE, WITHOUT);
    assertArrayEquals(rgb, map.picture().rgb());
    assertFalse(map.inverted());
    assertThrows(InvalidRequestException.class, () -> ControlMap.read(file, ControlType.MAP, true));
  }

  @Test
  void edgesAreThinLinesAroundWhatDiffers() {
    ControlMap map = map(ControlType.EDGES, filled(0.2f, 0.8f));
    for (int y = 16; y < 32; y++) {
      int white = 0;
      for (int x = 0; x < 32; x++) {
        int v = at(map, x, y);
        assertTrue(v == 0 || v == 255);
        white += v / 255;
        assertTrue(v == 0 || Math.abs(x - 15.5) <= 1, "white at " + x);
      }
      assertEquals(1, white, "one line in row " + y);
    }
  }

  @Test
  void edgesAreTheSameLightOnDarkAndDarkOnLight() {
    ControlMap light = map(ControlType.EDGES, filled(0.2f, 0.8f));
    ControlMap dark = map(ControlType.EDGES, filled(0.8f, 0.2f));
    int white = 0;
    int both = 0;
    for (int y = 0; y < 48; y++) {
      for (int x = 0; x < 64; x++) {
        white += at(light, x, y) / 255;
        both +=
            at(light, Math.max(x - 1, 0), y) + at(light, x, y) > 0 && at(dark, x, y) > 0 ? 1 : 0;
      }
    }
    assertTrue(white > 90 && both > white / 2, white + ", " + both);
  }

  @Test
  void flatAndGrainyPicturesHaveNoEdges() {
    Random random = new Random(5);
    GreyPicture grain = filled(0.5f, 0.5f);
    for (int i = 0; i < grain.values().length; i++) {
      grain.values()[i] += (float) (random.nextGaussian() * 0.01);
    }
    for (byte b : map(ControlType.EDGES, grain).picture().rgb()) {
      assertEquals(0, b);
    }
    for (byte b : map(ControlType.SOFTEDGE, grain).picture().rgb()) {
      assertTrue((b & 0xff) < 30);
    }
  }

  @Test
  void softEdgesAreBrightOnTheEdgeAndFadeBesideIt() {
    ControlMap map = map(ControlType.SOFTEDGE, filled(0.2f, 0.8f));
    assertTrue(at(map, 16, 24) > 200, "on the edge " + at(map, 16, 24));
    assertTrue(at(map, 12, 24) < at(map, 14, 24) && at(map, 14, 24) < at(map, 16, 24));
    assertTrue(at(map, 12, 24) > 0);
    assertTrue(at(map, 1, 24) < 10 && at(map, 32, 24) < 10);
  }

  @Test
  void theNetworkSeesTheColoursOfThePicture() {
    byte[] rgb = picture();
    Size size = new Size(70, 45);
    Path file = folder.resolve("photo.png");
    PictureFiles.saveAs(new Picture(size, rgb), file);
    float[] expected = Golden.floats("hed/picture.safetensors", "edges");
    try (SoftEdgeDrawer network = network()) {
      ControlMap map = ControlMap.read(file, ControlType.SOFTEDGE, false).of(size, network);
      ControlMap inverted = ControlMap.read(file, ControlType.SOFTEDGE, true).of(size, network);
      for (int i = 0; i < expected.length; i++) {
        int value = map.picture().rgb()[3 * i] & 0xff;
        assertEquals(expected[i] * 255, value, 0.51);
        assertEquals(255 - value, inverted.picture().rgb()[3 * i] & 0xff);
      }
      assertTrue(network.note().orElseThrow().toString().contains("ControlNetHED.safetensors"));
    }
  }

  @Test
  void theNetworkMayBeAskedFromAVirtualThread() throws Exception {
    var source = new ControlMap.Source(ControlType.SOFTEDGE, false, filled(0, 1));
    try (SoftEdgeDrawer network = network()) {
      FutureTask<ControlMap> elsewhere = new FutureTask<>(() -> source.of(SIZE, network));
      Thread.ofVirtual().start(elsewhere);
      assertArrayEquals(elsewhere.get().picture().rgb(), source.of(SIZE, network).picture().rgb());
    }
  }

  @Test
  void withoutWeightsSoftEdgesAreGradientsAndNothingIsTold() {
    assertTrue(at(map(ControlType.SOFTEDGE, filled(0.2f, 0.8f)), 16, 24) > 200);
    assertTrue(WITHOUT.note().isEmpty());
  }

  @Test
  void aPictureTooSmallForTheNetworkIsASentence() {
    try (SoftEdgeDrawer network = network()) {
      var source = new ControlMap.Source(ControlType.SOFTEDGE, false, filled(0, 1));
      assertThrows(InvalidRequestException.class, () -> source.of(new Size(64, 15), network));
      assertEquals(64 * 16 * 3, source.of(new Size(64, 16), network).picture().rgb().length);
    }
  }

  private static byte[] picture() {
    try (Golden golden = Golden.open("hed/picture.safetensors")) {
      return golden.bytes("picture");
    }
  }

  /** The network of the golden folder, found in a place of its own. */
  private SoftEdgeDrawer network() {
    Path annotators = folder.resolve("annotators");
    try {
      Files.createDirectories(annotators);
      String name = "ControlNetHED.safetensors";
      Files.copy(Golden.ROOT.resolve("hed").resolve(name), annotators.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ModelLocator.Root place = new ModelLocator.Root(folder, ModelLocator.Source.DATA);
    return new SoftEdgeDrawer(new ModelLocator(List.of(place)), OPTIONS);
  }

  @Test
  void aSketchOnPaperIsInvertedAndSaysSo() {
    GreyPicture paper = filled(1, 0);
    ControlMap turned = map(ControlType.SCRIBBLE, paper);
    assertTrue(turned.inverted());
    assertEquals(0, at(turned, 0, 0));
    assertEquals(255, at(turned, 32, 24));
    ControlMap kept = map(ControlType.SCRIBBLE, filled(0, 1));
    assertFalse(kept.inverted());
    assertArrayEquals(turned.picture().rgb(), kept.picture().rgb());
  }

  @Test
  void depthUsesTheWholeRangeAndMayBeInverted() {
    GreyPicture far = filled(0.02f, 0.05f);
    ControlMap near = map(ControlType.DEPTH, far);
    assertEquals(0, at(near, 0, 0));
    assertEquals(255, at(near, 32, 24));
    ControlMap inverted = new ControlMap.Source(ControlType.DEPTH, true, far).of(SIZE, WITHOUT);
    assertTrue(inverted.inverted());
    assertEquals(255, at(inverted, 0, 0));
    assertEquals(0, at(inverted, 32, 24));
    assertEquals(77, at(map(ControlType.DEPTH, filled(0.3f, 0.3f)), 5, 5));
  }

  @Test
  void theHashTellsMapsApart() {
    ControlMap a = map(ControlType.DEPTH, filled(0, 1));
    ControlMap b = map(ControlType.DEPTH, filled(1, 0));
    assertEquals(64, a.hash().length());
    assertEquals(a.hash(), map(ControlType.DEPTH, filled(0, 0.5f)).hash());
    assertNotEquals(a.hash(), b.hash());
  }
}
