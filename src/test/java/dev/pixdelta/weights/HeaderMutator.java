package dev.pixdelta.weights;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes small safetensors files with up to three things wrong; the same seed, the same files. */
final class HeaderMutator {
  private static final List<String> NUMBERS =
      List.of(
          "-1",
          "-0",
          "0",
          "1",
          "2.0",
          "1e3",
          "1e999999999",
          "0.5",
          "NaN",
          "null",
          "true",
          "\"4\"",
          "2147483647",
          "2147483648",
          "4294967296",
          "4611686018427387904",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775808",
          "18446744073709551615",
          "18446744073709551616",
          "9".repeat(39),
          "9".repeat(500),
          "[]",
          "[[0]]",
          "{}",
          "01",
          "+1",
          "");
  private static final List<String> DTYPES =
      List.of(
          "\"f32\"",
          "\"F8\"",
          "\"F8_E4M3\"",
          "\"I4\"",
          "\"\"",
          "\"BOOL \"",
          "null",
          "7",
          "[]",
          "{\"dtype\":\"F32\"}",
          "\"U64\"",
          "\"F32\\u0000\"");
  private static final List<String> NAMES =
      List.of(
          "",
          "__metadata__",
          "a",
          "\\n\\r",
          "\\u0000",
          "\\ud800",
          "\\u202e",
          "../../x",
          "ü€😀",
          "\\u001b[2J",
          "n".repeat(600),
          "%s%n",
          "dtype");
  private static final List<String> METADATA =
      List.of(
          "{}",
          "{\"format\":\"pt\"}",
          "{\"a\":1}",
          "{\"a\":\"1\",\"a\":\"2\"}",
          "[]",
          "null",
          "\"x\"",
          "{\"a\":{\"b\":\"c\"}}",
          "{\"a\":null}");

  /** One entry; every field is JSON text, so that it can be anything. */
  private static final class Field {
    String name;
    String dtype;
    List<String> shape;
    List<String> offsets;
    String shapeKey = "shape";

    Field(String name, String dtype, List<String> shape, List<String> offsets) {
      this.name = name;
      this.dtype = dtype;
      this.shape = shape;
      this.offsets = offsets;
    }

    String json() {
      return "\"%s\":{\"dtype\":%s,\"%s\":[%s],\"data_offsets\":[%s]}"
          .formatted(name, dtype, shapeKey, String.join(",", shape), String.join(",", offsets));
    }
  }

  private final RandomGenerator random;

  HeaderMutator(RandomGenerator random) {
    this.random = random;
  }

  /** The bytes of the next file. */
  byte[] next() {
    List<Field> fields = new ArrayList<>();
    int end = 0;
    for (int i = random.nextInt(1, 6); i > 0; i--) {
      DType dtype = pick(List.of(DType.values()));
      int begin = end;
      List<String> shape = new ArrayList<>();
      int elements = 1;
      for (int d = random.nextInt(4); d > 0; d--) {
        int size = random.nextInt(10) == 0 ? 0 : random.nextInt(1, 4);
        shape.add(String.valueOf(size));
        elements *= size;
      }
      end += elements * dtype.bytes();
      fields.add(
          new Field(
              "t" + i,
              "\"" + dtype + "\"",
              shape,
              new ArrayList<>(List.of(String.valueOf(begin), String.valueOf(end)))));
    }
    String metadata = random.nextBoolean() ? null : pick(METADATA.subList(0, 2));
    int data = end;
    int wrongs = random.nextInt(4);
    int bytewise = random.nextInt(3) == 0 ? random.nextInt(1, 4) : 0;
    long lie = 0;
    for (int i = 0; i < wrongs; i++) {
      Field field = pick(fields);
      switch (random.nextInt(12)) {
        case 0 -> replaceOne(field.shape, pick(NUMBERS));
        case 1 -> replaceOne(field.offsets, pick(NUMBERS));
        case 2 -> field.dtype = pick(DTYPES);
        case 3 -> field.offsets = new ArrayList<>(field.offsets.reversed());
        case 4 -> fields.add(random.nextInt(fields.size() + 1), field);
        case 5 -> field.name = pick(NAMES);
        case 6 -> field.shapeKey = pick(List.of("dtype", "data_offsets", "Shape", ""));
        case 7 -> replaceOne(field.offsets, String.valueOf(random.nextInt(data + 5)));
        case 8 -> data = Math.max(0, data + random.nextInt(-5, 6));
        case 9 -> lie = pick(List.of(1L, -1L, 7L, 100L, 1L << 33, Long.MIN_VALUE, -5000L));
        case 10 -> metadata = pick(METADATA);
        default -> field.shape.add(pick(List.of("1", "2", "[1]", "1,1,1,1,1,1,1,1")));
      }
    }
    List<String> parts = new ArrayList<>(fields.stream().map(Field::json).toList());
    if (metadata != null) {
      parts.add(random.nextInt(parts.size() + 1), "\"__metadata__\":" + metadata);
    }
    byte[] json = ("{" + String.join(",", parts) + "}").getBytes(UTF_8);
    for (int i = 0; i < bytewise; i++) {
      json = damaged(json);
    }
    byte[] file = TestSafetensors.bytes(json.length + lie, json, data);
    return random.nextInt(20) == 0 ? Arrays.copyOf(file, random.nextInt(file.length)) : file;
  }

  private byte[] damaged(byte[] json) {
    if (json.length < 2) {
      return json;
    }
    int at = random.nextInt(json.length);
    int length = random.nextInt(1, Math.min(40, json.length - at) + 1);
    byte[] part = Arrays.copyOfRange(json, at, at + length);
    return switch (random.nextInt(7)) {
      case 0 -> { // a bit
        byte[] out = json.clone();
        out[at] ^= (byte) (1 << random.nextInt(8));
        yield out;
      }
      case 1 -> splice(json, at, at + length, new byte[0]);
      case 2 -> splice(json, at, at, part);
      case 3 -> Arrays.copyOf(json, at);
      case 4 -> { // any bytes
        random.nextBytes(part);
        yield splice(json, at, at, part);
      }
      case 5 -> { // any characters
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
          text.appendCodePoint(random.nextInt(0x10ffff));
        }
        yield splice(json, at, at, text.toString().getBytes(UTF_8));
      }
      default ->
          splice(
              json,
              at,
              at,
              pick(List.of("[", "{", "}", "]", "\"", ",", ":", "\\", "[[[[[[[[["))
                  .repeat(random.nextInt(1, 60))
                  .getBytes(UTF_8));
    };
  }

  private static byte[] splice(byte[] json, int from, int to, byte[] middle) {
    byte[] out = Arrays.copyOf(json, json.length - (to - from) + middle.length);
    System.arraycopy(middle, 0, out, from, middle.length);
    System.arraycopy(json, to, out, from + middle.length, json.length - to);
    return out;
  }

  private void replaceOne(List<String> list, String text) {
    if (!list.isEmpty()) {
      list.set(random.nextInt(list.size()), text);
    }
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
