package dev.pixdelta.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pixdelta.testing.Golden;
import dev.pixdelta.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against what Python's sentencepiece 0.2.3 gives for strings that are easily got wrong. */
final class UnigramTokenizerTest {
  private static final JsonNode GOLDEN = Golden.json("unigram.json");
  private static final Path T5 = TinyModel.folder("tiny-lcm").tokenizerFile();
  private static final Path NANO = Path.of("models", "nano", "tokenizer", "spiece.model");

  private final Path folder;

  UnigramTokenizerTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static void assertGolden(JsonNode cases, UnigramTokenizer tokenizer) {
    for (JsonNode text : cases) {
      int[] expected = new int[text.get(1).size()];
      Arrays.setAll(expected, i -> text.get(1).get(i).intValue());
      assertArrayEquals(
          expected, tokenizer.encode(text.get(0).textValue()), () -> text.get(0).toString());
    }
  }

  private UnigramTokenizer json(ObjectNode tokenizer) throws IOException {
    return UnigramTokenizer.read(SavedTokenizer.write(tokenizer, folder));
  }

  @Test
  void tokenizesAsSentencePieceWithEitherFile() throws IOException {
    assertGolden(GOLDEN.get("t5"), UnigramTokenizer.read(T5));
    assertGolden(GOLDEN.get("t5"), json(SavedTokenizer.of(T5)));
    assertGolden(GOLDEN.get("nano"), UnigramTokenizer.read(NANO));
    assertGolden(GOLDEN.get("nano"), UnigramTokenizer.read(NANO.resolveSibling("tokenizer.json")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes and user-defined pieces",
        "spaces behind words",
        "spaces as they are",
        "user-defined pieces without bytes"
      })
  void tokenizesAsSentencePieceWithOtherSettings(String name) throws IOException {
    JsonNode golden = GOLDEN.get(name);
    Path file = Files.write(folder.resolve("a.model"), golden.get("model").binaryValue());
    assertGolden(golden.get("cases"), UnigramTokenizer.read(file));
  }

  /** Which the format has no word for, but for the type of an added token. */
  @Test
  void aJsonFileKeepsBytesAndUserDefinedPieces() throws IOException {
    JsonNode golden = GOLDEN.get("bytes and user-defined pieces");
    ObjectNode tokenizer = SavedTokenizer.of(golden.get("model").binaryValue(), 100);
    assertGolden(golden.get("cases"), json(tokenizer));
    ((ObjectNode) tokenizer.get("model")).put("byte_fallback", true);
    assertGolden(golden.get("cases"), json(tokenizer));
  }

  /** As they were written by several versions of transformers, from the same model. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        """
        {"type":"Sequence","normalizers":[MAP,{"type":"Strip","strip_left":false,"strip_right":true},\
        {"type":"Replace","pattern":{"Regex":" {2,}"},"content":"▁"}]} | \
        {"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true}""",
        """
        {"type":"Sequence","normalizers":[{"type":"Sequence","normalizers":[MAP]},\
        {"type":"Replace","pattern":{"Regex":" {2,}"},"content":" "}]} | \
        {"type":"Metaspace","replacement":"▁","str_rep":"▁","add_prefix_space":true}""",
        """
        MAP | {"type":"Sequence","pretokenizers":[{"type":"WhitespaceSplit"},\
        {"type":"Metaspace","replacement":"▁","add_prefix_space":true}]}""",
        """
        MAP | {"type":"Metaspace","replacement":"▁","prepend_scheme":"first","split":false}""",
        """
        {"type":"Sequence","normalizers":[MAP,{"type":"Prepend","prepend":"▁"},\
        {"type":"Replace","pattern":{"String":" "},"content":"▁"}]} | null"""
      })
  void spacesAreSentencePiecesHoweverTheyAreImitated(String normalizer, String preTokenizer)
      throws IOException {
    ObjectNode tokenizer = SavedTokenizer.of(T5);
    String map = tokenizer.get("normalizer").toString();
    var mapper = new JsonMapper();
    tokenizer.set("normalizer", mapper.readTree(normalizer.replace("MAP", map)));
    tokenizer.set("pre_tokenizer", mapper.readTree(preTokenizer));
    assertGolden(GOLDEN.get("t5"), json(tokenizer));
  }

  @Test
  void aPrefixCanBeLeftOut() throws IOException {
    ObjectNode tokenizer = SavedTokenizer.of(T5);
    tokenizer
        .putObject("pre_tokenizer")
        .put("type", "Metaspace")
        .put("replacement", "▁")
        .put("prepend_scheme", "never");
    int[] prefixed = UnigramTokenizer.read(T5).encode("fox");
    assertEquals(2, prefixed.length);
    assertArrayEquals(new int[] {prefixed[1]}, json(tokenizer).encode("fox"));
  }

  /** Upper case that normalizing made, such as in ™, is lowered by a step behind it only. */
  @Test
  void stepsBeforeAndBehindTheCharacterMapAreDone() throws IOException {
    UnigramTokenizer plain = UnigramTokenizer.read(T5);
    ObjectNode tokenizer = SavedTokenizer.of(T5);
    ObjectNode normalizer = tokenizer.putObject("normalizer").put("type", "Sequence");
    var steps = normalizer.putArray("normalizers");
    steps.addObject().put("type", "Lowercase");
    steps.add(SavedTokenizer.of(T5).get("normalizer"));
    assertArrayEquals(plain.encode("fox™  x"), json(tokenizer).encode("FOX™  X"));
    steps.addObject().put("type", "Lowercase");
    assertArrayEquals(plain.encode("foxtm x"), json(tokenizer).encode("FOX™  X"));
    steps.removeAll().addObject().put("type", "NFKD");
    steps.addObject().put("type", "StripAccents");
    steps
        .addObject()
        .put("type", "Replace")
        .put("content", "dog")
        .putObject("pattern")
        .put("String", "fox");
    assertArrayEquals(plain.encode("uber dog 1"), json(tokenizer).encode("über fox ①"));
  }

  @Test
  void sentinelsBehindThePiecesAreTextAndNeedNoEmbedding() throws IOException {
    UnigramTokenizer saved = json(SavedTokenizer.of(T5));
    assertEquals(32_000, saved.idLimit());
    assertEquals(32_000, UnigramTokenizer.read(T5).idLimit());
    String spelled = "<extra_id_0></s><pad>";
    assertArrayEquals(UnigramTokenizer.read(T5).encode(spelled), saved.encode(spelled));
  }

  @Test
  void halfASurrogatePairIsAReplacementCharacter() {
    UnigramTokenizer tokenizer = UnigramTokenizer.read(T5);
    assertArrayEquals(tokenizer.encode("a\ufffdb"), tokenizer.encode("a\ud83db"));
    assertArrayEquals(tokenizer.encode("a\ufffdb"), tokenizer.encode("a\udc27b"));
    assertArrayEquals(tokenizer.encode("\ufffd🐧"), tokenizer.encode("\ud83d🐧"));
  }

  /** Sums of scores lose their precision there, unless they are begun anew. */
  @Test
  void aVeryLongTextIsCutAsAShortOne() {
    UnigramTokenizer tokenizer = UnigramTokenizer.read(T5);
    String word = " photorealistisch";
    int[] once = tokenizer.encode(word);
    int times = 130_000;
    int[] all = tokenizer.encode(word.repeat(times));
    assertEquals(once.length * times, all.length);
    for (int i = 0; i < all.length; i++) {
      assertEquals(once[i % once.length], all[i], "token " + i);
    }
  }
}
