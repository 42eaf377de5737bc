package dev.pixdelta.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What torch.save wrote is read as it says; what it never writes is refused. */
@SuppressWarnings("ByteBufferBackingArray") // all are allocated here
final class PthFileTest {
  private static final Path GOLDEN = TestSafetensors.GOLDEN.resolve("models/tiny-control-512");

  private final Path folder;

  PthFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path write(byte[] pickle, byte[]... storages) throws IOException {
    TestZip zip = new TestZip().add("a/data.pkl", pickle).add("a/version", new byte[] {'3'});
    for (int i = 0; i < storages.length; i++) {
      zip.add("a/data/" + i, storages[i]);
    }
    return write(zip);
  }

  private Path write(TestZip zip) throws IOException {
    return Files.write(folder.resolve("t.pth"), zip.bytes());
  }

  private static String refusal(Path file) {
    String message =
        assertThrows(ModelFileException.class, () -> WeightFiles.openFile(file).close())
            .getMessage();
    assertTrue(message.startsWith(file + ": "), message);
    return message;
  }

  private static float[] floats(WeightFiles files, String name) {
    return FloatDecoder.decode(files, files.entry(name));
  }

  @Test
  void theTwoFormsOfOneNetworkHoldTheSameNumbers() {
    // A fused matrix of the one form is the others' matrices one below the other.
    Map<String, List<String>> names =
        Map.of(
            "copied_block.scale_shift_table", List.of("transformer_block.scale_shift_table"),
            "copied_block.attn.qkv.weight",
                List.of(
                    "transformer_block.attn1.to_q.weight",
                    "transformer_block.attn1.to_k.weight",
                    "transformer_block.attn1.to_v.weight"),
            "copied_block.cross_attn.kv_linear.bias",
                List.of("transformer_block.attn2.to_k.bias", "transformer_block.attn2.to_v.bias"),
            "copied_block.mlp.fc2.weight", List.of("transformer_block.ff.net.2.weight"),
            "before_proj.weight", List.of("before_proj.weight"),
            "after_proj.bias", List.of("after_proj.bias"));
    try (WeightFiles pth = WeightFiles.openFile(GOLDEN.resolve("official-layout.pth"));
        WeightFiles other =
            WeightFiles.openFile(GOLDEN.resolve("diffusion_pytorch_model.safetensors"))) {
      names.forEach(
          (fused, parts) -> {
            TensorEntry entry = pth.entry("controlnet.0." + fused);
            long rows = entry.shape().getFirst() / parts.size();
            for (int i = 0; i < parts.size(); i++) {
              TensorEntry part = entry.rows(i * rows, rows);
              String name = "controlnet_blocks.0." + parts.get(i);
              assertEquals(other.entry(name).shape(), part.shape());
              assertArrayEquals(floats(other, name), FloatDecoder.decode(pth, part), name);
            }
          });
      assertTrue(pth.has("base_model.blocks.0.attn.qkv.weight"));
      assertEquals(List.of(1L, 1024L, 48L), pth.entry("base_model.pos_embed").shape());
    }
  }

  @Test
  void viewsOfOneStorageAndEveryDtypeAreRead() throws IOException {
    ByteBuffer halves = TestZip.buffer(4);
    halves.putShort(Float.floatToFloat16(1.5f)).putShort(Float.floatToFloat16(-2f));
    ByteBuffer brains = TestZip.buffer(4).putShort((short) 0x3fc0).putShort((short) 0xc000);
    byte[] pickle =
        new TestPickle()
            .op('}')
            .op('(')
            .text("first")
            .tensor("FloatStorage", "0", 6, 0, new long[] {3})
            .text("second")
            .tensor("FloatStorage", "0", 6, 3, new long[] {1, 3})
            .text("half")
            .tensor("HalfStorage", "1", 2, 0, new long[] {2})
            .text("brain")
            .tensor("BFloat16Storage", "2", 2, 0, new long[] {2})
            .text("scalar")
            .tensor("FloatStorage", "0", 6, 5, new long[] {})
            .text("none")
            .tensor("FloatStorage", "0", 6, 6, new long[] {0, 4})
            .text("long")
            .tensor("LongStorage", "3", 1, 0, new long[] {1})
            .op('u')
            .end();
    Path file = write(pickle, TestPickle.sixFloats(), halves.array(), brains.array(), new byte[8]);
    try (WeightFiles files = WeightFiles.openFile(file)) {
      assertArrayEquals(new float[] {0, 1, 2}, floats(files, "first"));
      assertArrayEquals(new float[] {3, 4, 5}, floats(files, "second"));
      assertArrayEquals(new float[] {1.5f, -2}, floats(files, "half"));
      assertArrayEquals(new float[] {1.5f, -2}, floats(files, "brain"));
      assertArrayEquals(new float[] {5}, floats(files, "scalar"));
      assertEquals(0, floats(files, "none").length);
      assertEquals(DType.I64, files.entry("long").dtype());
      assertEquals(DType.BF16, files.entry("brain").dtype());
    }
  }

  @Test
  void protocolFiveAndAttributesOfTheDictionaryAreRead() throws IOException {
    byte[] pickle =
        new TestPickle()
            .op('}')
            .text("epoch")
            .number(3)
            .op('s')
            .text("state_dict")
            .op(0x8c, 11)
            .bytes("collections".getBytes(StandardCharsets.UTF_8))
            .op(0x8c, 11)
            .bytes("OrderedDict".getBytes(StandardCharsets.UTF_8))
            .op(0x93, 0x94, ')', 'R')
            .text("w")
            .global("torch._utils", "_rebuild_parameter")
            .op('(')
            .tensor("FloatStorage", "0", 6, 0, new long[] {6})
            .op(0x88, '}', 't', 'R', 's')
            .op('}')
            .text("_metadata")
            .op('}', 's', 'b', 's')
            .end();
    pickle[1] = 5;
    try (WeightFiles files = WeightFiles.openFile(write(pickle, TestPickle.sixFloats()))) {
      assertEquals(Set.of("w"), files.names());
      assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5}, floats(files, "w"));
    }
  }

  @Test
  void compressedRecordsAreRead() throws IOException {
    TestZip zip =
        new TestZip()
            .deflated("a/data.pkl", TestPickle.small())
            .deflated("a/data/0", TestPickle.sixFloats());
    try (WeightFiles files = WeightFiles.openFile(write(zip))) {
      TensorEntry w = files.entry("w");
      assertTrue(files.isPacked(w));
      assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5}, FloatDecoder.decode(files, w));
      assertArrayEquals(new float[] {3, 4, 5}, FloatDecoder.decode(files, w.rows(1, 1)));
    }
  }

  @Test
  void damagedCompressionIsASentence() throws IOException {
    TestZip zip =
        new TestZip()
            .add("a/data.pkl", TestPickle.small())
            .deflated("a/data/0", TestPickle.sixFloats())
            .but(e -> Arrays.fill(e.data, (byte) 0xff));
    try (WeightFiles files = WeightFiles.openFile(write(zip))) {
      assertTrue(
          assertThrows(ModelFileException.class, () -> floats(files, "w"))
              .getMessage()
              .contains("damaged"));
    }
  }

  /** Holes in the file: nothing but the headers is read. */
  @Test
  void fileAboveFourGibibytesIsReadByItsHeaders() throws IOException {
    long elements = 1_200_000_000L;
    byte[] pickle =
        new TestPickle()
            .op('}')
            .text("w")
            .tensor("FloatStorage", "0", elements, elements - 2, new long[] {2})
            .op('s')
            .end();
    TestZip head = new TestZip().add("a/data.pkl", pickle);
    long bytes = 4 * elements;
    ByteBuffer extra = TestZip.buffer(20).putShort((short) 1).putShort((short) 16);
    extra.putLong(bytes).putLong(bytes);
    byte[] whole =
        head.add("a/data/0", new byte[0])
            .but(
                e -> {
                  e.packed = 0xffff_ffffL;
                  e.length = 0xffff_ffffL;
                  e.localPacked = 0xffff_ffffL;
                  e.localLength = 0xffff_ffffL;
                  e.extra = extra.array();
                })
            .bytes();
    int split = whole.length - 22 - (46 + 10) - (46 + 8 + 20);
    ByteBuffer tail = TestZip.buffer(46 + 10 + 46 + 8 + 20 + 56 + 20 + 22);
    tail.put(whole, split, 46 + 10 + 46 + 8 + 20);
    long start = split + bytes;
    long directory = tail.position();
    tail.putInt(0x06064b50).putLong(44).putShort((short) 45).putShort((short) 45).putLong(0);
    tail.putLong(2).putLong(2).putLong(directory).putLong(start);
    tail.putInt(0x07064b50).putInt(0).putLong(start + directory).putInt(1);
    tail.putInt(0x06054b50).putInt(0).putInt(-1).putInt(-1).putInt(-1).putShort((short) 0);
    Path file = folder.resolve("large.pth");
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(whole, 0, split), 0);
      channel.write(TestZip.buffer(4).putFloat(0, 42), start - 4);
      channel.write(tail.flip(), start);
    }
    try (WeightFiles files = WeightFiles.openFile(file)) {
      assertFalse(files.isPacked(files.entry("w")));
      assertTrue(files.entry("w").offset() > 1L << 32);
      assertArrayEquals(new float[] {0, 42}, floats(files, "w"));
    }
  }

  @Test
  void viewsOutOfOrderAreRefusedByName() throws IOException {
    byte[] pickle =
        new TestPickle()
            .op('}')
            .text("turned")
            .tensor("FloatStorage", "0", 6, 0, new long[] {3, 2}, new long[] {1, 3})
            .op('s')
            .end();
    String message = refusal(write(pickle, TestPickle.sixFloats()));
    assertTrue(message.contains("'turned'") && message.contains("contiguous()"), message);
  }

  @Test
  void viewsBeyondTheirStorageAreRefused() throws IOException {
    for (long[] wrong : new long[][] {{6, 1, 6}, {6, 7, 0}, {6, -1, 1}, {7, 0, 7}, {5, 0, 5}}) {
      byte[] pickle =
          new TestPickle()
              .op('}')
              .text("w")
              .tensor("FloatStorage", "0", wrong[0], wrong[1], new long[] {wrong[2]})
              .op('s')
              .end();
      assertTrue(refusal(write(pickle, TestPickle.sixFloats())).contains("tensor 'w'"));
    }
  }

  @Test
  void oneStorageOfTwoDtypesIsRefused() throws IOException {
    byte[] pickle =
        new TestPickle()
            .op('}')
            .text("a")
            .tensor("FloatStorage", "0", 6, 0, new long[] {6})
            .op('s')
            .text("b")
            .tensor("HalfStorage", "0", 12, 0, new long[] {12})
            .op('s')
            .end();
    assertTrue(refusal(write(pickle, TestPickle.sixFloats())).contains("found two"));
  }

  @Test
  void oldFormatsAndOtherFilesAreTold() throws IOException {
    Path file = folder.resolve("old.pth");
    Files.write(file, new byte[] {(byte) 0x80, 2, (byte) 0x8a, 10, 'l', '.'});
    assertTrue(refusal(file).contains("before 1.6"));
    byte[] tar = new byte[1024];
    System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
    Files.write(file, tar);
    assertTrue(refusal(file).contains("before 1.6"));
    Files.write(file, new byte[] {1, 2, 3});
    assertTrue(refusal(file).contains("a zip archive, found something else"));
    Files.write(file, new TestZip().add("a/other", new byte[1]).bytes());
    assertTrue(refusal(file).contains("NAME/data.pkl"));
    assertTrue(refusal(Files.createDirectory(folder.resolve("d.pth"))).contains("a folder"));
  }

  @Test
  void bigEndianNumbersAreRefused() throws IOException {
    TestZip zip =
        new TestZip()
            .add("a/data.pkl", TestPickle.small())
            .add("a/byteorder", "big".getBytes(StandardCharsets.US_ASCII))
            .add("a/data/0", TestPickle.sixFloats());
    assertTrue(refusal(write(zip)).contains("expected little, found 'big'"));
  }
}
