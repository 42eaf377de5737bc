package dev.pixdelta.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the reference implementation wrote is read as it says. */
class GoldenFilesTest {
  @Test
  void everyTensorOfTheManifestHasItsNameDtypeAndShape() throws IOException {
    JsonNode files =
        new JsonMapper()
            .readTree(TestSafetensors.GOLDEN.resolve("manifest.json").toFile())
            .path("files");
    Map<String, DType> dtypes =
        Map.of("float32", DType.F32, "uint8", DType.U8, "int64", DType.I64, "bfloat16", DType.BF16);
    int checked = 0;
    for (Map.Entry<String, JsonNode> file : files.properties()) {
      Path path = TestSafetensors.GOLDEN.resolve(file.getKey());
      JsonNode tensors = file.getValue().path("tensors");
      if (!file.getKey().endsWith(".safetensors") || !Files.exists(path)) {
        continue;
      }
      try (WeightFiles weights = WeightFiles.openFile(path)) {
        assertEquals(tensors.size(), weights.names().size(), path.toString());
        for (Map.Entry<String, JsonNode> tensor : tensors.properties()) {
          // ["float32", 2, 120, 16]
          List<Long> shape = new ArrayList<>();
          tensor.getValue().forEach(n -> shape.add(n.longValue()));
          shape.removeFirst();
          TensorEntry entry = weights.entry(tensor.getKey());
          assertEquals(shape, entry.shape(), tensor.getKey());
          assertEquals(dtypes.get(tensor.getValue().path(0).textValue()), entry.dtype());
          checked++;
        }
      }
    }
    assertTrue(checked > 100, "the manifest names tensors");
  }

  @ParameterizedTest
  @CsvSource({
    "tiny-lcm, transformer, diffusion_pytorch_model, 1, F32",
    "tiny-lcm, text_encoder, model, 1, F32",
    "tiny-lcm, vae, diffusion_pytorch_model, 1, F32",
    "tiny-alpha, transformer, diffusion_pytorch_model, 1, BF16",
    "tiny-alpha, text_encoder, model, 2, BF16",
    "tiny-alpha, vae, diffusion_pytorch_model, 1, BF16",
    "tiny-512, transformer, diffusion_pytorch_model, 1, F16",
    "tiny-512, text_encoder, model, 1, F16",
    "tiny-512, vae, diffusion_pytorch_model, 1, F16",
    "tiny-plain, transformer, diffusion_pytorch_model, 10, F32",
    "tiny-plain, text_encoder, model, 1, F32",
    "tiny-plain, vae, diffusion_pytorch_model, 1, F32",
  })
  void everyNetworkOpensAndMaps(String model, String part, String stem, int files, DType dtype)
      throws IOException {
    Path folder = TestSafetensors.GOLDEN.resolve("models").resolve(model).resolve(part);
    try (WeightFiles weights = WeightFiles.open(folder, stem);
        Arena arena = Arena.ofConfined()) {
      assertEquals(files, weights.files().size());
      assertEquals("pt", weights.metadata().get("format"));
      long bytes = 0;
      for (String name : weights.names()) {
        TensorEntry entry = weights.entry(name);
        assertEquals(dtype, entry.dtype(), name);
        bytes += entry.length();
        byte[] expected = new byte[(int) entry.length()];
        try (RandomAccessFile file = new RandomAccessFile(entry.file().toFile(), "r")) {
          file.seek(entry.offset());
          file.readFully(expected);
        }
        assertArrayEquals(expected, weights.map(entry, arena).toArray(ValueLayout.JAVA_BYTE), name);
      }
      assertEquals(bytes, weights.bytes());
      weights.requireAllUsed(n -> false);
    }
  }

  @Test
  void filesComeInNameOrder() {
    Path folder = TestSafetensors.GOLDEN.resolve("models/tiny-plain/transformer");
    try (WeightFiles weights = WeightFiles.open(folder, "diffusion_pytorch_model")) {
      assertEquals(List.copyOf(new TreeSet<>(weights.files())), weights.files());
    }
  }

  @Test
  void theModelInTheBoxOpens() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("models"))) {
      List<Path> found = files.filter(f -> f.toString().endsWith(".safetensors")).toList();
      assertTrue(found.size() >= 3);
      found.forEach(f -> WeightFiles.openFile(f).close());
    }
  }

  @Test
  void everyCutOfAFileIsRefused(@TempDir Path folder) throws IOException {
    byte[] whole =
        Files.readAllBytes(
            TestSafetensors.GOLDEN.resolve(
                "models/tiny-plain/transformer/diffusion_pytorch_model-00006-of-00010.safetensors"));
    Path file = folder.resolve("cut.safetensors");
    for (int length = 0; length < whole.length; length += 1 + length / 20) {
      Files.write(file, Arrays.copyOf(whole, length));
      String message =
          assertThrows(ModelFileException.class, () -> WeightFiles.openFile(file).close())
              .getMessage();
      assertTrue(message.startsWith(file + ": ") && message.contains("download it again"), message);
    }
  }
}
