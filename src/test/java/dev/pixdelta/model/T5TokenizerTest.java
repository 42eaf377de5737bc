package dev.pixdelta.model;

import static java.lang.Integer.parseInt;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pixdelta.testing.Golden;
import dev.pixdelta.testing.TinyModel;
import dev.pixdelta.tokenizer.SavedTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class T5TokenizerTest {
  private static final T5Tokenizer SENTENCE_PIECE =
      T5Tokenizer.read(TinyModel.folder("tiny-lcm").tokenizerFile());

  private static T5Tokenizer json;

  /** What transformers 5 saves of the same tokenizer. */
  @BeforeAll
  static void save(@TempDir Path folder) throws IOException {
    json =
        T5Tokenizer.read(
            SavedTokenizer.write(
                SavedTokenizer.of(TinyModel.folder("tiny-lcm").tokenizerFile()), folder));
  }

  static List<JsonNode> prompts() {
    List<JsonNode> prompts = new ArrayList<>();
    Golden.json("tokenizer.json").forEach(prompts::add);
    return prompts;
  }

  private static int[] ids(JsonNode list) {
    int[] ids = new int[list.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = list.get(i).intValue();
    }
    return ids;
  }

  @ParameterizedTest
  @MethodSource("prompts")
  void tokenizesAsSentencePieceDoes(JsonNode golden) {
    String text = T5Tokenizer.normalize(golden.get("prompt").textValue());
    assertEquals(golden.get("lowered").textValue(), text);
    for (T5Tokenizer tokenizer : List.of(SENTENCE_PIECE, json)) {
      assertArrayEquals(ids(golden.get("input_ids")), tokenizer.encode(text, 120));
      assertArrayEquals(ids(golden.get("input_ids_max_16")), tokenizer.encode(text, 16));
    }
  }

  @Test
  void theEmptyPromptIsOneToken() {
    for (String file : List.of("spiece.model", "tokenizer.json")) {
      var tokenizer = T5Tokenizer.read(Path.of("models/nano/tokenizer", file));
      assertArrayEquals(new int[] {1}, tokenizer.encode("", 120));
      assertEquals(2048, tokenizer.pieces());
    }
  }

  /** Expected ids are those of Python's sentencepiece, with the end added. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'a<1D51E>b' | '3 9 9 115 1'",
        "'<1FBF5> 7' | '3 2 489 1'",
        "'<1CCD6>' | '3 2 1'",
        "'<1E030>' | '3 2 1'",
        "'<1F16C>' | '3 2 1'",
        "'x <1F427> y' | '3 226 3 2 3 63 1'",
        "'<1F468><200D><1F469><200D><1F467>' | '3 2 3 2 3 2 1'",
        "'a<0>b' | '3 9 2 115 1'",
        "'<1F1E9><1F1EA>' | '3 2 1'",
        "'<1F100>' | '4097 1'",
        "'<2F80A>' | '3 2 1'",
        "'<1F200> neon' | '3 2 22432 1'",
        "'<2764><FE0F>' | '3 2 1'",
        "'<FDFA>' | '3 2 3 2 3 2 3 2 1'",
        "'<BD><200D><6570>' | '209 2 357 3 2 1'",
        "'<10FFFF>' | '3 2 1'"
      })
  void tokenizesCharactersOfEveryPlane(String text, String ids) {
    String found =
        Arrays.stream(SENTENCE_PIECE.encode(unescaped(text), 120))
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(" "));
    assertEquals(ids, found);
  }

  /** Python's {@code lower().strip()}. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'  A B ' | 'a b'",
        "'<391><3A3>' | '<3B1><3C2>'",
        "'<3A3>' | '<3C3>'",
        "'<391><3A3><27><391>' | '<3B1><3C3><27><3B1>'",
        "'<391><3A3>.' | '<3B1><3C2>.'",
        "'<39F><394><39F><3A3><149>' | '<3BF><3B4><3BF><3C3><149>'",
        "'<37A><3A3> ' | '<37A><3C3>'",
        "'<130>x' | 'i<307>x'",
        "'<39F><394><39F><3A3><113F>' | '<3BF><3B4><3BF><3C2><113F>'",
        "'<A0><2007><202F><85>a<3000>' | 'a'",
        "'<200B>a<FEFF>' | '<200B>a<FEFF>'",
        "'<1D44A><3A3>' | '<1D44A><3C2>'",
        "'<1C>a<1F>' | 'a'"
      })
  void normalizesAsPythonDoes(String text, String expected) {
    assertEquals(unescaped(expected), T5Tokenizer.normalize(unescaped(text)));
  }

  private static String unescaped(String text) {
    return Pattern.compile("<([0-9A-F]+)>")
        .matcher(text)
        .replaceAll(m -> Matcher.quoteReplacement(Character.toString(parseInt(m.group(1), 16))));
  }
}
