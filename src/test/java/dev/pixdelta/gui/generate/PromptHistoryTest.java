package dev.pixdelta.gui.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PromptHistoryTest {
  private final PromptHistory history =
      new PromptHistory(new PromptHistory.Kept(List.of("a", "b")));

  @Test
  void walksBackAndForthToTheDraft() {
    assertEquals("b", history.older("draft"));
    assertEquals("a", history.older("b"));
    assertEquals("a", history.older("a"), "there is nothing older");
    assertEquals("b", history.newer("a"));
    assertEquals("draft", history.newer("b"));
    assertEquals("draft", history.newer("draft"));
  }

  @Test
  void whatIsTypedWhileLookingBackIsNotLost() {
    assertEquals("b", history.older("draft"));
    assertEquals("a", history.older("b, changed"));
    assertEquals("b, changed", history.newer("a"));
    assertEquals("draft", history.newer("b, changed"));
  }

  @Test
  void aPromptUsedAgainMovesToTheEnd() {
    history.sent("a");
    assertEquals(List.of("b", "a"), history.kept().prompts());
    assertEquals("b", history.older("a"), "what was just sent is passed over");
  }

  @Test
  void blankPromptsAreNotKept() {
    history.sent("  ");
    assertEquals(List.of("a", "b"), history.kept().prompts());
    assertEquals("b", history.older("  "));
  }

  @Test
  void keepsTheLastTwoHundred() {
    IntStream.range(0, 500).forEach(i -> history.sent("prompt " + i));
    assertEquals(200, history.kept().prompts().size());
    assertEquals("prompt 300", history.kept().prompts().getFirst());
    assertEquals("prompt 499", history.kept().prompts().getLast());
  }
}
