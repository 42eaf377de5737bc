package dev.pixdelta.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pixdelta.testing.Golden;
import dev.pixdelta.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class T5TokenizerTest {
  static List<JsonNode> prompts() throws IOException {
    List<JsonNode> prompts = new ArrayList<>();
    new JsonMapper().readTree(Golden.ROOT.resolve("tokenizer.json").toFile()).forEach(prompts::add);
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
    try (var tokenizer = T5Tokenizer.read(TinyModel.folder("tiny-lcm").tokenizerFile())) {
      assertArrayEquals(ids(golden.get("input_ids")), tokenizer.encode(text, 120));
      assertArrayEquals(ids(golden.get("input_ids_max_16")), tokenizer.encode(text, 16));
    }
  }

  @Test
  void theEmptyPromptIsOneToken() {
    try (var tokenizer = T5Tokenizer.read(Path.of("models/nano/tokenizer/spiece.model"))) {
      assertArrayEquals(new int[] {1}, tokenizer.encode("", 120));
      assertEquals(2048, tokenizer.pieces());
    }
  }
}
