package dev.pixdelta.weights;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files made to do harm: each is refused in one sentence, and does nothing. */
class PthRefusalTest {
  private final Path folder;

  PthRefusalTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private String refusal(byte[] archive) throws IOException {
    Path file = Files.write(folder.resolve("hostile.pth"), archive);
    String message =
        assertThrows(ModelFileException.class, () -> WeightFiles.openFile(file).close())
            .getMessage();
    assertTrue(message.startsWith(file + ": "), message);
    assertTrue(message.length() < file.toString().length() + 300, message);
    assertTrue(message.chars().noneMatch(c -> c < ' '), message);
    return message;
  }

  private static TestZip archive(byte[] pickle) {
    return new TestZip().add("a/data.pkl", pickle).add("a/data/0", TestPickle.sixFloats());
  }

  private static TestPickle pickle() {
    return new TestPickle();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Calls something with one text, as an attacker would. */
  private static TestPickle run(String module, String name) {
    return pickle().global(module, name).text("touch pwned").op(0x85, 'R', '.');
  }

  /**
   * A pickle, and a word that its refusal must have.
   *
   * @param program so far as it gets
   */
  record Hostile(String word, TestPickle program) {
    @Override
    public String toString() {
      return word;
    }
  }

  static Stream<Hostile> programs() {
    return Stream.of(
        new Hostile("'os.system'", run("os", "system")),
        new Hostile("'posix.system'", run("posix", "system")),
        new Hostile("'builtins.eval'", run("builtins", "eval")),
        new Hostile("'__builtin__.eval'", run("__builtin__", "eval")),
        new Hostile("'builtins.getattr'", run("builtins", "getattr")),
        new Hostile("'subprocess.Popen'", run("subprocess", "Popen")),
        new Hostile("'torch.load'", run("torch", "load")),
        new Hostile("'torch._utils._rebuild_tensor'", run("torch._utils", "_rebuild_tensor")),
        new Hostile("'collections.OrderedDict.get'", run("collections", "OrderedDict.get")),
        new Hostile("'os.popen'", pickle().text("os").text("popen").op(0x93)),
        new Hostile("other values", pickle().op('K', 1, 'K', 2, 0x93)),
        new Hostile("'nt.system'", pickle().op('(', 'i').bytes(ascii("nt\nsystem\n"))),
        new Hostile("INST", pickle().op('(', 'i').bytes(ascii("collections\nOrderedDict\n"))),
        new Hostile("OBJ", pickle().op('(').global("collections", "OrderedDict").op('o')),
        new Hostile("NEWOBJ", pickle().global("torch", "FloatStorage").op(')', 0x81)),
        new Hostile("NEWOBJ_EX", pickle().global("torch", "FloatStorage").op(')', '}', 0x92)),
        new Hostile("EXT1", pickle().op(0x82, 1)),
        new Hostile("EXT2", pickle().op(0x83, 1, 0)),
        new Hostile("EXT4", pickle().op(0x84, 1, 0, 0, 0)),
        new Hostile("PERSID", pickle().op('P').bytes(ascii("x\n"))),
        new Hostile("LONG4", pickle().op(0x8b).int32(Integer.MAX_VALUE)),
        new Hostile("8 bytes", pickle().op(0x8a, 255)),
        new Hostile("BINUNICODE8", pickle().op(0x8d).int32(-1).int32(-1)),
        new Hostile("BYTEARRAY8", pickle().op(0x96).int32(-1).int32(0)),
        new Hostile("NEXT_BUFFER", pickle().op(0x97)),
        new Hostile("BUILD of 1", pickle().op('K', 1, '}', 'b')),
        new Hostile("BUILD of a name", pickle().global("torch", "FloatStorage").op('}', 'b')),
        new Hostile("calls a name", pickle().global("torch", "FloatStorage").op(')', 'R')),
        new Hostile("calls a dictionary", pickle().op('}', ')', 'R')),
        new Hostile(
            "calls a name", pickle().global("collections", "OrderedDict").op('K', 1, 0x85, 'R')),
        new Hostile("found 'storage'", pickle().text("storage").op('Q')),
        new Hostile("a storage of numbers", pickle().text("storage").op(0x85, 'Q')),
        new Hostile("2 GiB", pickle().op('X').int32(-2)),
        new Hostile("UTF-8", pickle().op('X').int32(1).op(0xff)),
        new Hostile("found 255", pickle().op(0xff)),
        new Hostile("the end of the pickle", pickle().op('}')),
        new Hostile("the end of the pickle", pickle().op('c').bytes(ascii("os"))),
        new Hostile("found more", pickle().op('}', '.', '}')),
        new Hostile("found more", pickle().op('}', '}', '.')),
        new Hostile("found more", pickle().op('(', '}', '.')),
        new Hostile("a dictionary of tensors, found 1", pickle().op('K', 1, '.')),
        new Hostile("an empty one", pickle().op('}', '.')),
        new Hostile("found a list", pickle().op('}').text("x").op(']', 's', '.')),
        new Hostile("as key", pickle().op('}', ')', 'K', 1, 's', '.')),
        new Hostile("and pairs", pickle().op('}', '(', 'K', 1, 'u', '.')),
        new Hostile("found twice", pickle().op('}', 'K', 1, 'N', 's', 'K', 1, 'N', 's')),
        new Hostile("a list to add to", pickle().op('K', 1, 'K', 1, 'a')),
        new Hostile("expected 1 values", pickle().op('.')),
        new Hostile("expected 1 values", pickle().op('}', '(', '.')),
        new Hostile("expected a mark", pickle().op('t')),
        new Hostile("remembered as 7", pickle().op('h', 7)),
        new Hostile("remembered as 4294967295", pickle().op('j').int32(-1)));
  }

  @ParameterizedTest
  @MethodSource("programs")
  void pickleThatAsksForMoreThanTensorsIsRefusedByName(Hostile hostile) throws IOException {
    String message = refusal(archive(hostile.program().soFar()).bytes());
    assertTrue(message.contains(hostile.word()), message);
    assertFalse(Files.exists(Path.of("pwned")));
  }

  @Test
  void otherProtocolsAreRefused() throws IOException {
    for (int protocol : new int[] {0, 1, 6, 255}) {
      byte[] small = TestPickle.small();
      small[1] = (byte) protocol;
      assertTrue(refusal(archive(small).bytes()).contains("protocol 2 to 5"));
    }
    assertTrue(refusal(archive(ascii("cos\nsystem\n(S'x'\ntR.")).bytes()).contains("protocol"));
  }

  /** Repeats instructions until the pickle is some megabytes long. */
  private static TestPickle repeated(TestPickle begin, int... codes) {
    for (int i = 0; i < 3_000_000 / codes.length; i++) {
      begin.op(codes);
    }
    return begin;
  }

  static Stream<Hostile> bombs() {
    TestPickle memo = pickle().op('N');
    for (int i = 0; i < 3_000_000 / 5; i++) {
      memo.op('r').int32(i * 2_654_435_761L);
    }
    TestPickle laughs = pickle().op(')');
    for (int i = 0; i < 200; i++) {
      // each a tuple of two times the one before: 2^200 leaves for whoever walks through
      laughs.op('q', 0, 'h', 0, 0x86);
    }
    TestPickle itself = pickle().op('}', 'q', 0, 'K', 1, 'h', 0, 's').text("state_dict");
    return Stream.of(
        new Hostile("more values", repeated(pickle(), 'N')),
        new Hostile("more values", repeated(pickle(), '(')),
        new Hostile("more values", repeated(pickle(), ']')),
        new Hostile("more values", repeated(pickle().op('N'), 0x94)),
        new Hostile("more values", repeated(pickle().op(']'), 'N', 'a')),
        new Hostile("more values", repeated(pickle().op(']'), '(', 'N', 'N', 'N', 'e')),
        new Hostile("more values", repeated(pickle().op(')'), 0x85)),
        new Hostile("more values", memo),
        new Hostile("found a list", laughs.op('.')),
        new Hostile("found a dictionary", itself.op('h', 0, 's', '.')));
  }

  @ParameterizedTest
  @MethodSource("bombs")
  void bombsCostNeitherDepthNorMemory(Hostile bomb) throws IOException {
    byte[] archive = archive(bomb.program().soFar()).bytes();
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    String message = refusal(archive);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(message.contains(bomb.word()), message);
    assertTrue(allocated < 400L << 20, allocated + " bytes");
  }

  /** A change of an archive, and a word that its refusal must have. */
  record Lie(String word, Consumer<TestZip.Entry> change) {
    @Override
    public String toString() {
      return word;
    }
  }

  static Stream<Lie> lies() {
    return Stream.of(
        new Lie("encrypted", e -> e.flags = e.localFlags = 1),
        new Lie("encrypted", e -> e.flags = 1 << 13),
        new Lie("compression method 12", e -> e.method = 12),
        new Lie("found another", e -> e.localFlags = 1),
        new Lie("found another", e -> e.localName = "a/data/1"),
        new Lie("found another", e -> e.header = 3),
        new Lie("before the zip directory", e -> e.header = 1 << 20),
        new Lie("two equal sizes", e -> e.length = 28),
        new Lie("24 bytes as the directory says", e -> e.localLength = 28),
        new Lie(
            "found the directory there",
            e -> e.length = e.packed = e.localLength = e.localPacked = 1 << 20),
        new Lie("20 bytes", e -> e.length = e.packed = e.localLength = e.localPacked = 20),
        new Lie("whole extra fields", e -> e.extra = new byte[] {9, 9, 9}),
        new Lie("inside the archive", e -> e.name = e.localName = "a/../../etc/passwd"),
        new Lie("inside the archive", e -> e.name = e.localName = "/etc/passwd"),
        new Lie("inside the archive", e -> e.name = e.localName = "a\\..\\b"),
        new Lie("inside the archive", e -> e.name = e.localName = "C:x"),
        new Lie("inside the archive", e -> e.name = e.localName = "a\n"),
        new Lie("found twice", e -> e.name = e.localName = "a/data.pkl"),
        new Lie("found 2", e -> e.name = e.localName = "b/data.pkl"),
        new Lie("'data/0'", e -> e.name = e.localName = "a/data/00"));
  }

  @ParameterizedTest
  @MethodSource("lies")
  void archiveThatContradictsItselfIsRefused(Lie lie) throws IOException {
    String message = refusal(archive(TestPickle.small()).but(lie.change()).bytes());
    assertTrue(message.contains(lie.word()), message);
  }

  @Test
  void recordsThatShareBytesAreRefused() throws IOException {
    // The first record now ends inside the second.
    TestZip longer =
        new TestZip()
            .add("a/data.pkl", TestPickle.small())
            .but(e -> e.length = e.packed = e.localLength = e.localPacked = e.data.length + 4L)
            .add("a/data/0", TestPickle.sixFloats());
    assertTrue(refusal(longer.bytes()).contains("overlapping"));
  }

  @Test
  void zipBombsAreRefused() throws IOException {
    TestZip zip = archive(TestPickle.small()).deflated("a/data/1", new byte[4 << 20]);
    assertTrue(refusal(zip.bytes()).contains("a zip bomb"));
    TestZip lying =
        archive(TestPickle.small()).deflated("a/data/1", new byte[8]).but(e -> e.length = -1);
    assertTrue(refusal(lying.bytes()).contains("found 8"));
    TestZip huge =
        archive(TestPickle.small())
            .deflated("a/data/1", new byte[8])
            .but(e -> e.localLength = e.length = 0x7fff_ffffL);
    assertTrue(refusal(huge.bytes()).contains("a zip bomb"));
  }

  @Test
  void hugePicklesAreRefused() throws IOException {
    byte[] archive = new TestZip().add("a/data.pkl", new byte[(16 << 20) + 1]).bytes();
    assertTrue(refusal(archive).contains("at most 16777216 bytes"));
  }

  @Test
  void archivesInPartsAreRefused() throws IOException {
    byte[] whole = archive(TestPickle.small()).bytes();
    whole[whole.length - 22 + 4] = 1;
    assertTrue(refusal(whole).contains("in one piece"));
  }

  @Test
  void everyCutOfAnArchiveIsRefused() throws IOException {
    byte[] whole = archive(TestPickle.small()).comment("a comment").bytes();
    Path file = folder.resolve("whole.pth");
    WeightFiles.openFile(Files.write(file, whole)).close();
    for (int length = 0; length < whole.length; length++) {
      refusal(Arrays.copyOf(whole, length));
    }
  }
}
