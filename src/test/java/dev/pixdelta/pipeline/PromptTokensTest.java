package dev.pixdelta.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.pipeline.PromptTokens.Count;
import dev.pixdelta.testing.TinyModel;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PromptTokensTest {
  private static final PromptTokens TOKENS =
      PromptTokens.open(TinyModel.folder("tiny-lcm").path(), new ModelLocator(List.of()));

  @Test
  void theEndIsOneOfThem() {
    assertEquals(new Count(1, 120, 0), TOKENS.count(""));
    assertEquals(new Count(4, 120, 6), TOKENS.count("a cat "));
  }

  @Test
  void weightsCountNothing() {
    assertEquals(
        TOKENS.count("a red cat").tokens(), TOKENS.count("a (red:1.25) (cat:0.3)").tokens());
  }

  @Test
  void theFirstWordThatIsNotSeenIsFound() {
    String seen = "cat ".repeat(119);
    Count all = TOKENS.count(seen.strip());
    assertEquals(new Count(120, 120, seen.strip().length()), all);
    assertEquals(seen.length(), TOKENS.count(seen + "dog and more").cutAt());
    String weighted = "(cat:1.1) ".repeat(119);
    assertEquals(weighted.length() + 1, TOKENS.count(weighted + "(dog:1.2) more").cutAt());
  }

  @Test
  void aWordThatIsCutInTheMiddleCountsAsNotSeen() {
    String seen = "cat ".repeat(118);
    Count count = TOKENS.count(seen + "antidisestablishmentarianism");
    assertTrue(count.tokens() > 120);
    assertEquals(seen.length(), count.cutAt());
  }

  @Test
  void aWallWithoutSpacesIsCutSomewhere() {
    Count count = TOKENS.count("ab12".repeat(400));
    assertTrue(count.tokens() > 120);
    assertEquals(0, count.cutAt());
  }
}
