package dev.pixdelta.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pixdelta.weights.ModelFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class TokenizerJsonTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Path FILE = Path.of("tokenizer.json");

  /** Three special pieces, "▁", "a" and "b". */
  private static ObjectNode small() {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode added = root.putArray("added_tokens");
    ObjectNode model = root.putObject("model").put("type", "Unigram").put("unk_id", 2);
    ArrayNode vocabulary = model.putArray("vocab");
    for (String piece : new String[] {"<pad>", "</s>", "<unk>"}) {
      added.addObject().put("id", vocabulary.size()).put("content", piece).put("special", true);
      vocabulary.addArray().add(piece).add(0);
    }
    for (String piece : new String[] {"▁", "a", "b"}) {
      vocabulary.addArray().add(piece).add(-1.5);
    }
    return root;
  }

  private static UnigramTokenizer read(String json) {
    return TokenizerJson.read(FILE, json.getBytes(StandardCharsets.UTF_8));
  }

  private static ArrayNode vocabulary(ObjectNode root) {
    return (ArrayNode) root.get("model").get("vocab");
  }

  private static ObjectNode model(ObjectNode root) {
    return (ObjectNode) root.get("model");
  }

  @Test
  void whatIsNotThereHasTheUsualValue() {
    ObjectNode root = small();
    assertArrayEquals(new int[] {3, 4, 3, 2}, read(root.toString()).encode(" a  </s>é"));
    model(root).remove("type");
    root.remove("added_tokens");
    root.putNull("normalizer").putNull("pre_tokenizer").putNull("post_processor");
    assertArrayEquals(new int[] {3, 4, 3, 2}, read(root.toString()).encode(" a  </s>é"));
    assertEquals(1, read(root.toString()).endId());
  }

  /** As "added_tokens" of text that was added after training; SentencePiece does not know it. */
  @Test
  void whatWasAddedBehindThePiecesIsText() {
    ObjectNode root = small();
    root.withArray("added_tokens")
        .addObject()
        .put("id", 6)
        .put("content", "ab")
        .put("special", false);
    assertArrayEquals(new int[] {3, 4, 5}, read(root.toString()).encode("ab"));
  }

  private static Arguments refused(String name, Consumer<ObjectNode> damage, String said) {
    return Arguments.of(name, damage, said);
  }

  static Stream<Arguments> damages() {
    return Stream.of(
        refused("BPE", r -> model(r).put("type", "BPE").putObject("vocab").put("a", 0), "\"BPE\""),
        refused("WordPiece", r -> model(r).put("type", "WordPiece").putObject("vocab"), "Unigram"),
        refused("type a number", r -> model(r).put("type", 7), "Unigram, as T5 has, found 7"),
        refused("pieces in an object", r -> model(r).putObject("vocab"), "model.vocab"),
        refused("no pieces", r -> model(r).putArray("vocab"), "model.vocab"),
        refused("no vocabulary", r -> model(r).remove("vocab"), "model.vocab"),
        refused("no model", r -> r.remove("model"), "model.vocab"),
        refused("no unk_id", r -> model(r).remove("unk_id"), "unk_id' from 0 to 5, found nothing"),
        refused("null as unk_id", r -> model(r).putNull("unk_id"), "unk_id"),
        refused("unk_id too large", r -> model(r).put("unk_id", 6), "found 6"),
        refused("unk_id negative", r -> model(r).put("unk_id", -1), "found -1"),
        refused("unk_id the end", r -> model(r).put("unk_id", 1), "</s>"),
        refused("no end", r -> vocabulary(r).insertArray(1).removeAll().add("x").add(0), "piece 1"),
        refused("a piece twice", r -> vocabulary(r).addArray().add("a").add(0), "\"a\" twice"),
        refused("an empty piece", r -> vocabulary(r).addArray().add("").add(0), "piece 6 of 1 to"),
        refused(
            "a long piece", r -> vocabulary(r).addArray().add("x".repeat(513)).add(0), "found 513"),
        refused("a large score", r -> vocabulary(r).addArray().add("c").add(1e7), "score"),
        refused("an infinite score", r -> vocabulary(r).addArray().add("c").add(1e300), "Infinity"),
        refused("a score in quotes", r -> vocabulary(r).addArray().add("c").add("0"), "near byte"),
        refused("no score", r -> vocabulary(r).addArray().add("c"), "near byte"),
        refused("a piece alone", r -> vocabulary(r).add("c"), "near byte"),
        refused("a number as piece", r -> vocabulary(r).addArray().add(1).add(0), "near byte"),
        refused("added tokens a number", r -> r.put("added_tokens", 1), "added_tokens"),
        refused("a token a number", r -> r.withArray("added_tokens").add(1), "added token"),
        refused(
            "another token",
            r ->
                r.withArray("added_tokens")
                    .addObject()
                    .put("id", 4)
                    .put("content", "x")
                    .put("special", true),
            "piece 4 as the added token"),
        refused(
            "some bytes",
            r -> {
              vocabulary(r).addArray().add("<0x41>").add(0);
              model(r).put("byte_fallback", true);
            },
            "<0x00>"),
        refused("another normalizer", r -> normalizer(r, "BertNormalizer"), "\"BertNormalizer\""),
        refused("a normalizer without type", r -> r.putObject("normalizer"), "with a type"),
        refused("an empty sequence", r -> normalizer(r, "Sequence"), "'normalizers' as a list"),
        refused("no map", r -> normalizer(r, "Precompiled"), "precompiled_charsmap"),
        refused("a map that is no Base64", r -> map(r, "%%%"), "Base64"),
        refused("a map cut short", r -> map(r, "AAAA"), "character map"),
        refused(
            "a map beyond itself",
            r -> map(r, Base64.getEncoder().encodeToString(new byte[] {0, 4, 0, 0, 1})),
            "character map"),
        refused(
            "a regular expression",
            r -> normalizer(r, "Replace").put("content", "").putObject("pattern").put("Regex", "."),
            "replaces one text"),
        refused("another pre-tokenizer", r -> pre(r, "ByteLevel"), "found \"ByteLevel\""),
        refused("spaces as _", r -> pre(r, "Metaspace").put("replacement", "_"), "found \"_\""),
        refused(
            "a large normalizer",
            r -> normalizer(r, "Strip").put("x", "y".repeat(3 << 20)),
            "at most 2097152 bytes"));
  }

  private static ObjectNode normalizer(ObjectNode root, String type) {
    return root.putObject("normalizer").put("type", type);
  }

  private static void map(ObjectNode root, String base64) {
    normalizer(root, "Precompiled").put("precompiled_charsmap", base64);
  }

  private static ObjectNode pre(ObjectNode root, String type) {
    return root.putObject("pre_tokenizer").put("type", type);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damages")
  void aTokenizerThatIsNoneOfOursIsRefused(String name, Consumer<ObjectNode> damage, String said) {
    ObjectNode root = small();
    damage.accept(root);
    assertRefused(root.toString(), said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | near byte 0",
        "` ` | near byte 1",
        "`[]` | near byte 0",
        "`null` | near byte 0",
        "`{}` | model.vocab",
        "`{\"model\":null}` | near byte 9",
        "`{\"model\":{}} x` | near byte 13",
        "`{\"normalizer\":{},\"normalizer\":{}}` | found twice",
        "`{\"normalizer\":{\"a\" 1}}` | key 'normalizer': expected JSON",
        "`version https://git-lfs.github.com/spec/v1` | near byte 0",
        "`{\"model\":{\"vocab\":[[\"a\",NaN]]}}` | score",
        "`{\"model\":{\"vocab\":[[\"a\",0],]}}` | near byte",
        "`{\"model\":{\"vocab\":[[\"\\ud800\",0],[\"?\",0]]}}` | twice",
      })
  void whatIsNoTokenizerIsRefused(String json, String said) {
    assertRefused(json, said);
  }

  @Test
  void deepNestingIsRefusedOrPassedOver() {
    String deep = "[".repeat(500_000);
    assertRefused(deep, "near byte 0");
    assertRefused("{\"model\":" + deep, "near byte 9");
    assertRefused("{\"decoder\":" + deep, "near byte");
    assertRefused("{\"normalizer\":" + deep + "]".repeat(500_000) + "}", "'normalizer'");
    ObjectNode root = small();
    String closed = "{\"decoder\":" + deep + "]".repeat(500_000) + ",";
    read(root.toString().replaceFirst("\\{", closed));
  }

  private static void assertRefused(String json, String said) {
    var e = assertThrows(ModelFileException.class, () -> read(json));
    assertTrue(e.getMessage().startsWith("tokenizer.json: "), e.getMessage());
    assertTrue(e.getMessage().contains(said), e.getMessage());
    assertTrue(e.getMessage().length() < 300, e.getMessage());
  }

  /** Each byte by which a file may be cut short is missed. */
  @Test
  void noBeginningOfAFileIsATokenizer() throws IOException {
    String json = small().toString();
    for (int end = 0; end < json.length(); end++) {
      assertRefused(json.substring(0, end), "");
    }
    byte[] nano = Files.readAllBytes(Path.of("models", "nano", "tokenizer", "tokenizer.json"));
    assertRefused(new String(nano, 0, nano.length - 1, StandardCharsets.UTF_8), "near byte");
  }
}
