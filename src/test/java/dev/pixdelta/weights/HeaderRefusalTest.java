package dev.pixdelta.weights;

import static dev.pixdelta.weights.TestSafetensors.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which a header can lie has its sentence. */
class HeaderRefusalTest {
  private final Path folder;

  HeaderRefusalTest(@TempDir Path folder) {
    this.folder = folder;
  }

  static Stream<Arguments> lies() {
    String a = entry("a", "F32", "[2]", 0, 8);
    return Stream.of(
        lie("", 8, "expected a JSON object as header, found nothing"),
        lie("   ", 8, "expected a JSON object as header, found nothing"),
        lie("[]", 0, "expected a JSON object as header, found a list"),
        lie("7", 0, "expected a JSON object as header, found 7"),
        lie("{", 0, "expected a JSON object as header, found an error near character 1"),
        lie(
            "{" + a + "}{}",
            8,
            "expected the header to end after its JSON object, found an object"),
        lie("{" + a + "," + a + "}", 8, "tensor 'a': expected once, found twice"),
        lie(
            "{\"a\":[]}",
            0,
            "tensor 'a': expected an object with dtype, shape and data_offsets, found a list"),
        lie(
            "{\"a\":null}",
            0,
            "tensor 'a': expected an object with dtype, shape and data_offsets, found null"),
        lie("{\"a\":{}}", 0, "tensor 'a': expected dtype, shape and data_offsets, found no dtype"),
        lie(
            tensor("'dtype':'F32','shape':[2]"),
            8,
            "tensor 'a': expected dtype, shape and data_offsets, found no data_offsets"),
        lie(
            tensor("'dtype':'F32','dtype':'F32'"),
            8,
            "tensor 'a': expected dtype once, found it twice"),
        lie(
            tensor("'dtype':'F31','shape':[2],'data_offsets':[0,8]"),
            8,
            "tensor 'a': expected a dtype of [F64, F32, F16, BF16, F8_E4M3, F8_E5M2, I64, I32, I16,"
                + " I8, U64, U32, U16, U8, BOOL], found 'F31'"),
        lie(
            tensor("'dtype':5"),
            8,
            "tensor 'a': expected a dtype of [F64, F32, F16, BF16, F8_E4M3, F8_E5M2, I64, I32, I16,"
                + " I8, U64, U32, U16, U8, BOOL], found 5"),
        lie(
            tensor("'shape':2"),
            8,
            "tensor 'a': expected a shape of at most 8 whole numbers, found 2"),
        lie(
            tensor("'shape':[-2]"),
            8,
            "tensor 'a': expected a shape of at most 8 whole numbers, found -2"),
        lie(
            tensor("'shape':[2.0]"),
            8,
            "tensor 'a': expected a shape of at most 8 whole numbers, found 2.0"),
        lie(
            tensor("'shape':['2']"),
            8,
            "tensor 'a': expected a shape of at most 8 whole numbers, found '2'"),
        lie(
            tensor("'shape':[[2]]"),
            8,
            "tensor 'a': expected a shape of at most 8 whole numbers, found a list"),
        lie(
            tensor("'shape':[1,1,1,1,1,1,1,1,2]"),
            8,
            "tensor 'a': expected a shape of at most 8 whole numbers, found more"),
        lie(
            tensor("'shape':[99999999999999999999]"),
            8,
            "tensor 'a': expected a shape of at most 8 whole numbers, found 99999999999999999999"),
        lie(
            tensor("'data_offsets':[8]"),
            8,
            "tensor 'a': expected data_offsets of two whole numbers, found 1"),
        lie(
            tensor("'data_offsets':[0,4,8]"),
            8,
            "tensor 'a': expected data_offsets of two whole numbers, found more"),
        lie(
            "{" + entry("a", "F32", "[2]", 8, 0) + "}",
            8,
            "tensor 'a': expected data_offsets in order, found [8, 0]"),
        lie(
            "{" + entry("a", "F32", "[3]", 0, 8) + "}",
            8,
            "tensor 'a': expected 12 bytes for F32 [3], found data_offsets [0, 8]"),
        lie(
            "{" + entry("a", "F32", "[4611686018427387904,2]", 0, 8) + "}",
            8,
            "tensor 'a': expected a shape below 2^63 bytes, found F32 [4611686018427387904, 2]"),
        lie(
            "{" + a + "}",
            7,
            "the file is cut off: only 69 of at least 70 bytes are there; download it again"),
        lie(
            "{" + entry("a", "U8", "[4611686018427387905]", 0, (1L << 62) + 1) + "}",
            8,
            "tensor 'a': expected data_offsets below 2^62, found [0, 4611686018427387905]"),
        lie("{" + a + "}", 9, "expected 8 bytes of data as the header says, found 9"),
        lie("{}", 9, "expected 0 bytes of data as the header says, found 9"),
        lie(
            "{" + a + "," + entry("b", "U8", "[4]", 4, 8) + "}",
            8,
            "tensor 'b': expected its data at byte 8 after the header, right behind 'a', found it"
                + " at 4"),
        lie(
            "{" + a + "," + entry("b", "U8", "[4]", 9, 13) + "}",
            13,
            "tensor 'b': expected its data at byte 8 after the header, right behind 'a', found it"
                + " at 9"),
        lie(
            "{" + entry("b", "U8", "[4]", 1, 5) + "}",
            5,
            "tensor 'b': expected its data at byte 0 after the header, right behind the header,"
                + " found it at 1"),
        lie(
            "{\"__metadata__\":[]}",
            0,
            "__metadata__: expected an object of strings, found a list"),
        lie("{\"__metadata__\":{\"k\":1}}", 0, "__metadata__: key 'k': expected a string, found 1"),
        lie("{\"__metadata__\":{},\"__metadata__\":{}}", 0, "__metadata__ is there twice"),
        lie(
            "{\"" + "n".repeat(513) + "\":{}}",
            0,
            "tensor '"
                + "n".repeat(97)
                + "...': expected a name of at most 512 characters, found 513"));
  }

  private static Arguments lie(String header, int dataBytes, String problem) {
    return Arguments.of(header, dataBytes, problem);
  }

  private static String tensor(String inside) {
    return "{'a':{".concat(inside).concat("}}").replace('\'', '"');
  }

  @ParameterizedTest
  @MethodSource("lies")
  void aLieIsNamed(String header, int dataBytes, String problem) throws IOException {
    Path file = TestSafetensors.write(folder.resolve("x.safetensors"), header, dataBytes);
    assertEquals(file + ": " + problem, refused(file));
  }

  @Test
  void aLengthThatLiesIsNamed() throws IOException {
    Path file = folder.resolve("x.safetensors");
    byte[] json = "{}      ".getBytes(StandardCharsets.UTF_8);
    Files.write(file, new byte[] {9, 0, 0, 0, 0, 0, 0});
    assertEquals(
        file + ": the file is cut off: only 7 of at least 9 bytes are there; download it again",
        refused(file));
    Files.write(file, TestSafetensors.bytes(9, json, 0));
    assertEquals(
        file + ": the file is cut off: only 16 of at least 18 bytes are there; download it again",
        refused(file));
    for (long length : new long[] {100_000_001, Long.MAX_VALUE, Long.MIN_VALUE, -1}) {
      Files.write(file, TestSafetensors.bytes(length, json, 0));
      assertEquals(file + ": expected a safetensors file, found something else", refused(file));
    }
  }

  @Test
  void textThatIsNotUtf8IsRefused() throws IOException {
    Path file = folder.resolve("x.safetensors");
    byte[] latin = "{\"ä\":{}}".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(file, TestSafetensors.bytes(latin.length, latin, 0));
    assertTrue(refused(file).endsWith(": expected UTF-8 text as header, found other bytes"));
    byte[] wide = "{}".getBytes(StandardCharsets.UTF_16BE);
    Files.write(file, TestSafetensors.bytes(wide.length, wide, 0));
    refused(file);
  }

  @Test
  void aNameCannotBreakTheLine() throws IOException {
    Path file =
        TestSafetensors.write(
            folder.resolve("x.safetensors"),
            "{\"a\\n\\u001b[31m\\u2028\\ud800\\u202e\\u200d\":1}",
            0);
    assertTrue(refused(file).startsWith(file + ": tensor 'a??[31m???\u200d': "), refused(file));
  }

  /** What the reference implementation reads, if only because its JSON library does. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'a':{'note':[{}],'dtype':'U8','shape':[1],'data_offsets':[0,1]}}   ",
        "\n {'a':{'dtype':'U8','shape':[1],'data_offsets':[0,1]}}",
        "{'__metadata__':null,'a':{'dtype':'U8','shape':[1],'data_offsets':[0,1]}}",
        "{'a':{'dtype':'U8','shape':[1],'data_offsets':[0,1]},'__metadata__':{'k':'1','k':'2'}}",
        "{'b':{'shape':[0],'data_offsets':[0,0],'dtype':'I64'},"
            + "'a':{'dtype':'U8','shape':[1],'data_offsets':[0,1]}}",
        "{'a':{'dtype':'U8','shape':[],'data_offsets':[0,1]},"
            + "'b':{'shape':[3,0],'data_offsets':[1,1],'dtype':'I64'}}"
      })
  void whatTheReferenceAcceptsIsFine(String header) throws IOException {
    Path file = folder.resolve("x.safetensors");
    TestSafetensors.write(file, header.replace('\'', '"'), 1);
    try (WeightFiles files = WeightFiles.openFile(file)) {
      assertEquals(DType.U8, files.entry("a").dtype());
    }
  }

  @Test
  void filesWithoutTensorsAreFine() throws IOException {
    Path file = folder.resolve("x.safetensors");
    for (String header : new String[] {"{}", "{\"__metadata__\":null}"}) {
      TestSafetensors.write(file, header, 0);
      try (WeightFiles files = WeightFiles.openFile(file)) {
        assertEquals(Set.of(), files.names());
      }
    }
  }

  static Stream<Arguments> floods() {
    int size = 40_000_000;
    return Stream.of(
        Arguments.of("nesting", "{\"a\":", "[", size),
        Arguments.of("objects", "", "{\"a\":", size / 5),
        Arguments.of("a name", "{\"", "n", size),
        Arguments.of("a value", "{\"__metadata__\":{\"a\":\"", "v", size),
        Arguments.of("digits", "{\"a\":{\"shape\":[", "9", size),
        Arguments.of("a fraction", "{\"a\":{\"shape\":[0.", "9", size),
        Arguments.of("a shape", "{\"a\":{\"shape\":[1", ",1", size / 2),
        Arguments.of("an unknown key", "{\"a\":{\"b\":[1", ",1", size / 2),
        Arguments.of("white space", "", " ", size),
        Arguments.of("tensors without end", "{\"a\":{}", ",\"a\":{}", size / 7),
        Arguments.of("nothing but zeros", "", "\0", size));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("floods")
  void aFloodIsRefusedAtOnce(String what, String start, String again, int times)
      throws IOException {
    Path file = TestSafetensors.write(folder.resolve("x"), start + again.repeat(times), 0);
    assertTimeoutPreemptively(Duration.ofSeconds(10), () -> refused(file), what);
  }

  @Test
  void tooManyTensorsOrMetadataAreRefused() throws IOException {
    Path file =
        TestSafetensors.write(
            folder.resolve("x.safetensors"),
            IntStream.rangeClosed(0, 100_000)
                .mapToObj(i -> entry("t" + i, "U8", "[0]", 0, 0))
                .collect(Collectors.joining(",", "{", "}")),
            0);
    assertEquals(file + ": expected at most 100000 tensors, found more", refused(file));
    TestSafetensors.write(
        file,
        IntStream.rangeClosed(0, 10_000)
            .mapToObj(i -> "\"k" + i + "\":\"\"")
            .collect(Collectors.joining(",", "{\"__metadata__\":{", "}}")),
        0);
    assertTrue(refused(file).contains("__metadata__: expected at most 10000 keys"));
  }

  private static String refused(Path file) {
    return assertThrows(ModelFileException.class, () -> WeightFiles.openFile(file).close())
        .getMessage();
  }
}
