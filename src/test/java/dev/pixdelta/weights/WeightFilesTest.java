package dev.pixdelta.weights;

import static dev.pixdelta.weights.TestSafetensors.entry;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tensors by name and shape, and their bytes. */
class WeightFilesTest {
  private final Path folder;

  WeightFilesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path file;

  @BeforeEach
  void writeFile() throws IOException {
    // Behind the odd-sized header and the one byte of "flag" everything is unaligned.
    file =
        TestSafetensors.write(
            folder.resolve("net.safetensors"),
            "{\"__metadata__\":{\"format\":\"pt\"},"
                + String.join(
                    ",",
                    entry("flag", "BOOL", "[1]", 0, 1),
                    entry("w", "F16", "[2,3]", 1, 13),
                    entry("none", "F32", "[0,7]", 13, 13),
                    entry("scale", "F32", "[]", 13, 17))
                + "}",
            17);
  }

  @Test
  void aTensorIsFoundByNameAndShape() {
    try (WeightFiles weights = WeightFiles.open(folder, "net")) {
      assertEquals(List.of(file), weights.files());
      assertEquals(Set.of("flag", "w", "none", "scale"), weights.names());
      assertEquals(Map.of("format", "pt"), weights.metadata());
      assertEquals(17, weights.bytes());
      assertTrue(weights.has("w"));
      assertFalse(weights.has("x"));
      TensorEntry w = weights.requireFloat("w", 2, 3);
      assertEquals(DType.F16, w.dtype());
      assertEquals(List.of(2L, 3L), w.shape());
      assertEquals(6, w.elements());
      assertEquals(12, w.length());
      assertEquals(file, w.file());
      assertEquals(1, weights.require("scale").elements());
      assertEquals(0, weights.require("none", 0, 7).elements());
    }
  }

  @Test
  void mappedBytesAreTheTensorsAndOutliveTheFile() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment w;
      MemorySegment none;
      try (WeightFiles weights = WeightFiles.openFile(file)) {
        w = weights.map(weights.require("w", 2, 3), arena);
        none = weights.map(weights.require("none", 0, 7), arena);
      }
      assertTrue(w.isReadOnly());
      assertArrayEquals(
          new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, w.toArray(ValueLayout.JAVA_BYTE));
      assertEquals(0, none.byteSize());
    }
  }

  @Test
  void aMissingTensorIsNamedWithItsShape() {
    assertSays(
        file + ": tensor 'bias' is missing: expected shape [4, 5]", w -> w.require("bias", 4, 5));
    assertSays(file + ": tensor 'bias' is missing", w -> w.entry("bias"));
  }

  @Test
  void aWrongShapeIsShownWithTheRightOne() {
    assertSays(
        file + ": tensor 'w': expected shape [3, 2], found [2, 3]", w -> w.require("w", 3, 2));
    assertSays(
        file + ": tensor 'w': expected shape [6], found [2, 3]", w -> w.requireFloat("w", 6));
    assertSays(file + ": tensor 'w': expected shape [], found [2, 3]", w -> w.require("w"));
  }

  @Test
  void aNetworkTakesNoIntegersForFloats() {
    assertSays(
        file + ": tensor 'flag': expected floating-point numbers, found BOOL",
        w -> w.requireFloat("flag", 1));
  }

  @Test
  void unusedTensorsAreNamedUnlessPassedOver() {
    assertSays(
        file
            + ": tensor 'flag' [1] and 2 more have no place in the network that the configuration"
            + " describes",
        w -> {
          w.require("w", 2, 3);
          w.requireAllUsed(n -> false);
        });
    assertSays(
        file + ": tensor 'scale' [] has no place in the network that the configuration describes",
        w -> {
          w.require("w", 2, 3);
          w.entry("none");
          w.requireAllUsed("flag"::equals);
        });
    try (WeightFiles weights = WeightFiles.openFile(file)) {
      weights.requireAllUsed(n -> true);
      weights.names().forEach(weights::entry);
      weights.requireAllUsed(n -> false);
    }
  }

  private void assertSays(String sentence, java.util.function.Consumer<WeightFiles> doing) {
    try (WeightFiles weights = WeightFiles.openFile(file)) {
      assertEquals(
          sentence,
          assertThrows(ModelFileException.class, () -> doing.accept(weights)).getMessage());
    }
  }

  @Test
  void aFileThatShrankIsNotMapped() throws IOException {
    try (WeightFiles weights = WeightFiles.openFile(file);
        Arena arena = Arena.ofConfined()) {
      TensorEntry scale = weights.require("scale");
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(channel.size() - 1);
      }
      String message =
          assertThrows(ModelFileException.class, () -> weights.map(scale, arena)).getMessage();
      assertTrue(message.startsWith(file + ": the file changed while in use: "), message);
    }
  }

  @Test
  void anEntryOfAnotherFileIsABug() {
    try (WeightFiles weights = WeightFiles.openFile(file);
        Arena arena = Arena.ofConfined()) {
      TensorEntry foreign = new TensorEntry("w", DType.F32, List.of(1L), file, 0, 4);
      assertThrows(IllegalArgumentException.class, () -> weights.map(foreign, arena));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyDtypeIsRead(DType dtype) throws IOException {
    Path one =
        TestSafetensors.write(
            folder.resolve("one.safetensors"),
            "{" + entry("t", dtype.name(), "[3]", 0, 3L * dtype.bytes()) + "}",
            3 * dtype.bytes());
    try (WeightFiles weights = WeightFiles.openFile(one)) {
      assertEquals(dtype, weights.require("t", 3).dtype());
    }
  }

  @Test
  void tensorsBeyondAndAboveTwoGibibytesAreMapped() throws IOException {
    long large = 3L << 30;
    Path big =
        TestSafetensors.writeSparse(
            folder.resolve("big.safetensors"),
            "{"
                + entry("large", "F32", "[3,268435456]", 0, large)
                + ","
                + entry("behind", "U8", "[5]", large, large + 5)
                + "}",
            large + 5);
    try (WeightFiles weights = WeightFiles.openFile(big);
        Arena arena = Arena.ofConfined()) {
      MemorySegment segment = weights.map(weights.require("large", 3, 1 << 28), arena);
      assertEquals(large, segment.byteSize());
      assertEquals(0, segment.get(ValueLayout.JAVA_BYTE, large - 1));
      MemorySegment behind = weights.map(weights.require("behind", 5), arena);
      assertArrayEquals(new byte[] {0, 0, 0, 0, 42}, behind.toArray(ValueLayout.JAVA_BYTE));
    } finally {
      Files.delete(big);
    }
  }

  @Test
  void variantsAreTakenWhenThePlainNamesAreMissing() throws IOException {
    Files.move(file, folder.resolve("net.bf16.safetensors"));
    WeightFiles.open(folder, "net").close();
    Files.writeString(
        folder.resolve("net.safetensors.index.fp16.json"),
        "{\"weight_map\":{\"a\":\"net.fp16-00001-of-00001.safetensors\"}}");
    Path shard =
        TestSafetensors.write(
            folder.resolve("net.fp16-00001-of-00001.safetensors"),
            "{" + entry("a", "F16", "[1]", 0, 2) + "}",
            2);
    try (WeightFiles weights = WeightFiles.open(folder, "net")) {
      assertEquals(List.of(shard), weights.files());
    }
  }

  @Test
  void aMissingFileIsNamed() {
    String message =
        assertThrows(ModelFileException.class, () -> WeightFiles.open(folder, "model"))
            .getMessage();
    assertEquals(
        folder.resolve("model.safetensors")
            + ": the file is missing: expected it, model.safetensors.index.json or model.bin",
        message);
    assertEquals(
        folder.resolve("x") + ": the file is missing",
        assertThrows(ModelFileException.class, () -> WeightFiles.openFile(folder.resolve("x")))
            .getMessage());
  }

  @Test
  void whatIsNoRegularFileIsRefused() throws IOException {
    Path directory = Files.createDirectory(folder.resolve("dir.safetensors"));
    assertTrue(refused(directory).endsWith("expected a file of weights, found a folder"));
    Path loop = folder.resolve("loop.safetensors");
    Files.createSymbolicLink(loop, loop);
    assertTrue(refused(loop).startsWith(loop + ": cannot be read: "));
    assertTrue(
        assertThrows(ModelFileException.class, () -> WeightFiles.open(folder, "loop"))
            .getMessage()
            .startsWith(loop + ": cannot be read: "));
    Path dangling = folder.resolve("dangling.safetensors");
    Files.createSymbolicLink(dangling, folder.resolve("gone"));
    assertEquals(dangling + ": the file is missing", refused(dangling));
    Path zero = Path.of("/dev/zero");
    if (Files.exists(zero)) {
      assertTrue(refused(zero).endsWith("found a special file"));
    }
    Files.write(folder.resolve("empty.safetensors"), new byte[0]);
    assertTrue(
        refused(folder.resolve("empty.safetensors"))
            .endsWith("the file is empty; download it again"));
  }

  @Test
  void aLinkedFileIsRead() throws IOException {
    Path link = folder.resolve("link.safetensors");
    Files.createSymbolicLink(link, file);
    try (WeightFiles weights = WeightFiles.open(folder, "link")) {
      assertEquals(List.of(link), weights.files());
    }
  }

  @Test
  void aRefusedFileIsNotLeftOpen() throws IOException {
    Files.write(file, ByteBuffer.allocate(9).put(0, (byte) 9).array());
    refused(file);
    try (java.util.stream.Stream<Path> open =
        Files.exists(Path.of("/proc/self/fd"))
            ? Files.list(Path.of("/proc/self/fd"))
            : java.util.stream.Stream.empty()) {
      for (Path fd : open.toList()) {
        assertFalse(Files.exists(fd) && Files.isSameFile(fd, file));
      }
    }
  }

  private static String refused(Path file) {
    return assertThrows(ModelFileException.class, () -> WeightFiles.openFile(file)).getMessage();
  }
}
