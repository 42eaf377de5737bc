package dev.pixdelta.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.pixdelta.pipeline.WeightedPrompt.Span;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WeightedPromptTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a fox",
        "a (red) fox",
        "wallpaper (16:9)",
        "(1:1)",
        "(fox:3)",
        "(fox:-1)",
        "(fox:1e1)",
        "(fox:1.2",
        "fox:1.2)",
        "((a)",
        "a:1.2",
        "back\\\\slash \\ and \\n",
        "¯\\_(ツ)_/¯"
      })
  void withoutAWeightThePromptIsTheText(String prompt) {
    WeightedPrompt parsed = WeightedPrompt.parse(prompt);
    assertEquals(prompt, parsed.text());
    assertEquals(List.of(), parsed.spans());
    for (int i = 0; i <= prompt.length(); i++) {
      assertEquals(i, parsed.sourceOf(i));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a (red:1.2) fox | a red fox | 2 | 5 | 1.2",
        "(red fox:0.5) | red fox | 0 | 7 | 0.5",
        "(fox:0) | fox | 0 | 3 | 0",
        "(fox: 2 ) | fox | 0 | 3 | 2",
        "(fox:1.) | fox | 0 | 3 | 1",
        "(a (b) c:1.5) | a (b) c | 0 | 7 | 1.5",
        "(빨간 여우:1.3) 🦊 | 빨간 여우 🦊 | 0 | 5 | 1.3",
        "\\(x\\) (y:1.1) | (x) y | 4 | 5 | 1.1",
        "(x \\) y:1.1) | x ) y | 0 | 5 | 1.1",
      })
  void aWeightReachesItsWords(String prompt, String text, int begin, int end, double weight) {
    WeightedPrompt parsed = WeightedPrompt.parse(prompt);
    assertEquals(text, parsed.text());
    assertEquals(List.of(new Span(begin, end, weight)), parsed.spans());
    assertEquals(prompt.length(), parsed.sourceOf(text.length()));
  }

  @Test
  void nestedWeightsKeepTheirPlaces() {
    WeightedPrompt parsed = WeightedPrompt.parse("x (a (b:0.5) (c:2) d:1.5) y (z:1.1)");
    assertEquals("x a b c d y z", parsed.text());
    assertEquals(
        List.of(new Span(4, 5, 0.5), new Span(6, 7, 2), new Span(2, 9, 1.5), new Span(12, 13, 1.1)),
        parsed.spans());
    assertEquals(6, parsed.sourceOf(4), "b");
    assertEquals(29, parsed.sourceOf(12), "z");
  }

  @Test
  void weightOneChangesNothing() {
    assertFalse(WeightedPrompt.parse("a (red:1.0) fox").isWeighted());
  }

  @Test
  void deepNestingTakesNoTime() {
    String prompt = "(".repeat(10_000) + "a" + ":1.1)".repeat(10_000);
    WeightedPrompt parsed =
        assertTimeout(Duration.ofSeconds(5), () -> WeightedPrompt.parse(prompt));
    assertEquals("a", parsed.text());
    assertEquals(10_000, parsed.spans().size());
  }
}
