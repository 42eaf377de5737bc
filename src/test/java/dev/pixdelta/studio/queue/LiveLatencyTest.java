package dev.pixdelta.studio.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.pipeline.ControlType;
import dev.pixdelta.pipeline.Picture;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.ModelOpener;
import dev.pixdelta.studio.control.ControlMap;
import dev.pixdelta.studio.control.ControlSettings;
import dev.pixdelta.studio.picture.Output;
import dev.pixdelta.studio.sketch.Pen;
import dev.pixdelta.studio.sketch.Sketch;
import dev.pixdelta.studio.sketch.Stroke;
import dev.pixdelta.studio.sketch.Symmetry;
import dev.pixdelta.testing.TestEngine;
import dev.pixdelta.text.Sentence;
import dev.pixdelta.torch.DeviceChoice;
import dev.pixdelta.torch.PrecisionChoice;
import dev.pixdelta.weights.FloatTensor;
import dev.pixdelta.weights.SafetensorsWriter;
import dev.pixdelta.weights.WeightFiles;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long the model in the box takes from a stroke to its picture, with a control of its shape and
 * random weights.
 */
@Tag("soak")
final class LiveLatencyTest {
  private static final int PICTURES = 60;
  private static final int EVENTS = 10;
  private static final int BLOCKS = 4;

  private final Path folder;
  private final BlockingQueue<Long> drawn = new LinkedBlockingQueue<>();

  LiveLatencyTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** The first blocks of the base's shape, under the names of a control. */
  private Path randomControl() {
    Path file = folder.resolve("random.safetensors");
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    Random random = new Random(3);
    try (WeightFiles base =
        WeightFiles.open(Path.of("models/nano/transformer"), "diffusion_pytorch_model")) {
      for (int i = 0; i < BLOCKS; i++) {
        String from = "transformer_blocks." + i + ".";
        String to = "controlnet_blocks." + i + ".";
        for (String name : base.names()) {
          if (name.startsWith(from)) {
            tensors.put(
                to + "transformer_block." + name.substring(from.length()),
                random(random, base.entry(name).shape()));
          }
        }
        List<Long> square = base.entry(from + "attn1.to_q.weight").shape();
        for (String proj : i == 0 ? List.of("before_proj", "after_proj") : List.of("after_proj")) {
          tensors.put(to + proj + ".weight", random(random, square));
          tensors.put(to + proj + ".bias", random(random, square.subList(0, 1)));
        }
      }
    }
    SafetensorsWriter.write(file, tensors);
    return file;
  }

  private static FloatTensor random(Random random, List<Long> shape) {
    int n = (int) shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextGaussian() * 0.02f;
    }
    return new FloatTensor(shape, values);
  }

  private GenerationSettings settings() {
    ControlSettings control =
        new ControlSettings(
            Path.of("sketch"), ControlType.SCRIBBLE, false, randomControl(), 1, 0, 1, true);
    return new GenerationSettings(
        "nano",
        DeviceChoice.CPU,
        PrecisionChoice.AUTO,
        "a red heart on a white background",
        "",
        null,
        new Size(128, 128),
        null,
        4,
        null,
        7,
        1,
        1,
        Output.in(folder),
        List.of(control));
  }

  private JobQueue.Setup setup() {
    return new JobQueue.Setup(
        folder.resolve("queue.db"),
        TestEngine.CACHE,
        folder.resolve("wordlists"),
        folder.resolve("styles.json"),
        ModelOpener.PIXART,
        new ModelLocator(
            List.of(new ModelLocator.Root(Path.of("models"), ModelLocator.Source.INSTALLATION))));
  }

  @Test
  void picturesFollowThePen(TestReporter reporter) throws InterruptedException {
    QueueListener listener =
        new QueueListener() {
          @Override
          public void liveDrawn(long id, Picture picture) {
            drawn.add(id);
          }

          @Override
          public void liveFailed(long id, Sentence sentence) {
            throw new AssertionError(sentence.toString());
          }
        };
    Sketch sketch = Sketch.blank(new Size(1024, 1024), Sketch.Mode.LINES);
    Stroke stroke = new Stroke(sketch, new Pen(10, 0.3, 0.3, 255, false, Symmetry.NONE));
    double[] pen = new double[PICTURES * EVENTS];
    double[] latency = new double[PICTURES];
    GenerationSettings settings = settings();
    try (JobQueue queue = JobQueue.open(setup(), listener)) {
      for (int i = 0; i < PICTURES; i++) {
        for (int k = 0; k < EVENTS; k++) {
          double t = 0.01 * (EVENTS * i + k);
          long before = System.nanoTime();
          var unused =
              stroke.to(512 + 400 * Math.sin(7 * t), 512 + 400 * Math.cos(5 * t), 1000 * t);
          pen[EVENTS * i + k] = (System.nanoTime() - before) / 1e6;
        }
        long begun = System.nanoTime();
        var map = new ControlMap.Source(ControlType.MAP, false, stroke.sketch().map());
        queue.drawLive(new LiveRequest(i, settings, List.of(map)));
        assertEquals(i, drawn.poll(60, TimeUnit.SECONDS));
        latency[i] = (System.nanoTime() - begun) / 1e6;
      }
    }
    double first = latency[0];
    Arrays.sort(latency);
    Arrays.sort(pen);
    double median = latency[PICTURES / 2];
    double slow = latency[PICTURES * 95 / 100];
    reporter.publishEntry(
        "latency",
        "first %.0f ms, then median %.0f ms, p95 %.0f ms; a pen event %.2f ms, p95 %.2f, most %.1f"
            .formatted(
                first,
                median,
                slow,
                pen[pen.length / 2],
                pen[pen.length * 95 / 100],
                pen[pen.length - 1]));
    assertTrue(median < 2000, "median " + median);
    assertTrue(pen[pen.length * 95 / 100] < 16, "a pen event fits into a frame");
  }
}
