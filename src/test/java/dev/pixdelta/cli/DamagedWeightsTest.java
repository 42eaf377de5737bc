package dev.pixdelta.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.pixdelta.testing.ModelDamage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Weight files whose headers or indexes lie. */
final class DamagedWeightsTest {
  private static final String FILE = "transformer/diffusion_pytorch_model.safetensors";
  private static final String TENSOR = "adaln_single.linear.weight"; // F32 [288, 48]
  private static final String INDEX = "text_encoder/model.safetensors.index.json";

  static Stream<Refusal> headers() {
    return Stream.of(
        length("huge length", Long.MAX_VALUE),
        length("negative length", -1),
        length("length beyond the file", 50_000_000),
        length("length a byte short", -2),
        length("no length", 0),
        Refusal.of("header of brackets", "tiny-lcm", garbage("[".repeat(5000)), FILE, "JSON"),
        Refusal.of("header of nested objects", "tiny-lcm", garbage("{\"a\":".repeat(5000)), FILE),
        Refusal.of("header a list", "tiny-lcm", garbage("[]"), FILE, "object"),
        Refusal.of("header of nulls", "tiny-lcm", garbage("\0\0\0\0"), FILE),
        Refusal.of("header empty", "tiny-lcm", garbage("{}"), FILE),
        tensor("half the dtype", t -> t.put("dtype", "F16"), "27648 bytes"),
        tensor("integers", t -> t.put("dtype", "I32"), "floating-point", "I32"),
        tensor("an unknown dtype", t -> t.put("dtype", "F31"), "F31"),
        tensor("dtype a number", t -> t.put("dtype", 7), "7"),
        tensor("no dtype", t -> t.remove("dtype"), "dtype"),
        shape("transposed", "[48, 288]", "[288, 48]", "[48, 288]"),
        shape("flat", "[13824]", "[288, 48]"),
        shape("one more axis", "[1, 288, 48]", "[288, 48]"),
        shape("zero", "[0, 48]"),
        shape("negative", "[-288, 48]", "-288"),
        shape("twice negative", "[-288, -48]", "-288"),
        shape("overflowing", "[4294967296, 4294967296, 48]"),
        shape("huge", "[99999999999999999999, 48]"),
        shape("fractions", "[288.5, 48]", "288.5"),
        shape("text", "\"288\""),
        shape("null", "null"),
        shape("40 axes", "[" + "1, ".repeat(39) + "13824]"),
        offsets("backwards", "[55296, 0]"),
        offsets("negative", "[-55296, 0]"),
        offsets("beyond the end", "[99900000, 99955296]"),
        offsets("overflowing", "[9223372036854720000, 9223372036854775296]"),
        offsets("overlapping", "[4, 55300]"),
        offsets("one number", "[0]"),
        Refusal.of(
            "tensor missing", "tiny-lcm", ModelDamage.header(FILE, h -> h.remove(TENSOR)), FILE),
        Refusal.of(
            "tensor renamed",
            "tiny-lcm",
            ModelDamage.header(FILE, h -> h.set("adaln.weight", h.remove(TENSOR))),
            FILE,
            TENSOR,
            "missing"),
        Refusal.of(
            "tensor too many",
            "tiny-lcm",
            ModelDamage.header(FILE, h -> h.set("pos_embed.pos_embed", empty(h))),
            FILE,
            "pos_embed.pos_embed"),
        Refusal.of(
            "a name with a line break",
            "tiny-lcm",
            ModelDamage.header(FILE, h -> h.set("a\n\tat \u001b[31mb", empty(h))),
            FILE,
            "[31mb"),
        Refusal.of(
            "metadata a list",
            "tiny-lcm",
            ModelDamage.key("model_index.json", "x", "1")
                .then(ModelDamage.header(FILE, h -> h.putArray("__metadata__"))),
            FILE,
            "__metadata__"),
        Refusal.of(
            "bytes behind the data",
            "tiny-lcm",
            ModelDamage.bytes(FILE, b -> java.util.Arrays.copyOf(b, b.length + 1)),
            FILE));
  }

  static Stream<Refusal> indexes() {
    String key = "encoder.final_layer_norm.weight";
    return Stream.of(
        index("a shard that is missing", key, "model-00003-of-00002.safetensors", "00003"),
        index("a shard above", key, "../transformer/x.safetensors", INDEX, key),
        index("an absolute shard", key, "/etc/passwd", INDEX, key),
        index("another shard", key, "model-00001-of-00002.safetensors", key),
        index(
            "a tensor too many",
            "encoder.more",
            "model-00001-of-00002.safetensors",
            "encoder.more"),
        index("itself", key, "model.safetensors.index.json", INDEX, key),
        Refusal.of(
            "weight_map a list",
            "tiny-alpha",
            ModelDamage.key(INDEX, "weight_map", "[]"),
            INDEX,
            "weight_map"),
        Refusal.of(
            "weight_map empty",
            "tiny-alpha",
            ModelDamage.key(INDEX, "weight_map", "{}"),
            INDEX,
            "weight_map"),
        Refusal.of(
            "no weight_map",
            "tiny-alpha",
            ModelDamage.withoutKey(INDEX, "weight_map"),
            INDEX,
            "weight_map"));
  }

  private static Refusal length(String name, long length) {
    return Refusal.of(
        name,
        "tiny-lcm",
        ModelDamage.bytes(
            FILE,
            b -> {
              ByteBuffer buffer = ByteBuffer.wrap(b).order(ByteOrder.LITTLE_ENDIAN);
              buffer.putLong(0, length == -2 ? buffer.getLong(0) - 1 : length);
              return b;
            }),
        FILE);
  }

  private static ModelDamage garbage(String header) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ModelDamage.bytes(
        FILE,
        b ->
            ByteBuffer.allocate(8 + json.length + b.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .put(b)
                .array());
  }

  private static Refusal tensor(
      String name, java.util.function.Consumer<ObjectNode> change, String... words) {
    String[] all = java.util.Arrays.copyOf(words, words.length + 2);
    all[words.length] = FILE;
    all[words.length + 1] = TENSOR;
    return Refusal.of(name, "tiny-lcm", ModelDamage.tensor(FILE, TENSOR, change), all);
  }

  private static Refusal shape(String name, String shape, String... words) {
    return tensor("shape " + name, t -> t.putRawValue("shape", new RawValue(shape)), words);
  }

  private static Refusal offsets(String name, String offsets) {
    return Refusal.of(
        "offsets " + name,
        "tiny-lcm",
        ModelDamage.tensor(FILE, TENSOR, t -> t.putRawValue("data_offsets", new RawValue(offsets))),
        FILE,
        "tensor");
  }

  private static Refusal index(String name, String tensor, String file, String... words) {
    return Refusal.of(
        "index names " + name,
        "tiny-alpha",
        ModelDamage.json(INDEX, j -> ((ObjectNode) j.required("weight_map")).put(tensor, file)),
        words);
  }

  /** A tensor without numbers right at the beginning of the data. */
  private static ObjectNode empty(ObjectNode header) {
    ObjectNode tensor = header.objectNode().put("dtype", "F32");
    tensor.putArray("shape").add(0);
    tensor.putArray("data_offsets").add(0).add(0);
    return tensor;
  }

  @ParameterizedTest
  @MethodSource({"headers", "indexes"})
  void isRefused(Refusal damaged, @TempDir Path folder) throws IOException {
    damaged.check(folder);
  }
}
