package dev.pixdelta.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.pipeline.WeightedPrompt.Span;
import java.time.Duration;
import java.util.List;
import java.util.Random;
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
        "\\\\(x:1.1) | \\x | 1 | 2 | 1.1",
        "(x\\\\:1.1) | x\\\\ | 0 | 3 | 1.1",
        "(x:1.1)\\\\\\) | x\\) | 0 | 1 | 1.1",
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
  void aWeightThatIsTooLargeIsTextAndKnown() {
    WeightedPrompt parsed =
        WeightedPrompt.parse("a (fox:3) or ((key:0.5) and lemon: 2.01) at (7:30)");
    assertEquals("a (fox:3) or (key and lemon: 2.01) at (7:30)", parsed.text());
    assertEquals(List.of("(fox:3)", "((key:0.5) and lemon: 2.01)"), parsed.tooLarge());
  }

  /** Whatever is typed: characters stay in order and in place, and spans stand in the text. */
  @Test
  void everyTextIsAPrompt() {
    Random random = new Random(5);
    String[] parts = {"(", ")", "\\", ":", "1.2", ":0.5)", "a", " ", "빨", "🦊", "2", "(b:1)"};
    for (int k = 0; k < 20_000; k++) {
      StringBuilder typed = new StringBuilder();
      for (int i = random.nextInt(12); i >= 0; i--) {
        typed.append(parts[random.nextInt(parts.length)]);
      }
      String prompt = typed.toString();
      WeightedPrompt parsed = WeightedPrompt.parse(prompt);
      int length = parsed.text().length();
      assertEquals(prompt.length(), parsed.sourceOf(length), prompt);
      for (int i = 0; i < length; i++) {
        assertEquals(prompt.charAt(parsed.sourceOf(i)), parsed.text().charAt(i), prompt);
        assertTrue(parsed.sourceOf(i) < parsed.sourceOf(i + 1), prompt);
      }
      for (Span span : parsed.spans()) {
        assertTrue(0 <= span.begin() && span.begin() < span.end() && span.end() <= length, prompt);
        // words in parentheses in the prompt, too
        assertEquals('(', prompt.charAt(before(prompt, parsed.sourceOf(span.begin()))), prompt);
      }
    }
  }

  /** The place before another, without backslashes, which are dropped. */
  private static int before(String prompt, int place) {
    int at = place - 1;
    while (at > 0 && prompt.charAt(at) == '\\') {
      at--;
    }
    return at;
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
