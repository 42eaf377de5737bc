package dev.pixdelta.studio.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.studio.prompt.PromptWeights.Edit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A selection is written between [ and ], a caret as ^. */
final class PromptWeightsTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "a [red] fox | a ([red]:1.1) fox",
        "a r^ed fox | a ([red]:1.1) fox",
        "a red^ fox | a ([red]:1.1) fox",
        "^a red fox | ([a]:1.1) red fox",
        "[a red fox] | ([a red fox]:1.1)",
        "a[ red ]fox | a ([red]:1.1) fox",
        "a[ red fox, ]b | a ([red fox]:1.1), b",
        "a ([red]:1.1) fox | a ([red]:1.2) fox",
        "a (r^ed:1.2) fox | a ([red]:1.3) fox",
        "a (red:1.^2) fox | a ([red]:1.3) fox",
        "a [(red:1.2)] fox | a ([red]:1.3) fox",
        "(a [red] fox:1.5) | ([a red fox]:1.6)",
        "((a:1.2) b^:0.5) | ([(a:1.2) b]:0.6)",
        "((^a:1.2) b:0.5) | (([a]:1.3) b:0.5)",
        "a ([red]:0.9) fox | a [red] fox",
        "a ([red]:2) fox | a ([red]:2) fox",
        "a ([red]:1.95) fox | a ([red]:2) fox",
        "a ([red]:7) fox | a (([red]:1.1):7) fox",
        "a wallpaper (1^6:9) | a wallpaper (1^6:9)",
        "at (noon 12:^30) | at (noon 12:^30)",
        "\\(r^ed:1.2) | \\(([red]:1.1):1.2)",
        "\\\\(r^ed:1.2) | \\\\([red]:1.3)",
        "a ([red]: 1.2 ) fox | a ([red]:1.3) fox",
        "여^우 숲 | ([여우]:1.1) 숲",
        "a 🦊^ b | a 🦊^ b",
        "[a 🦊] b | ([a 🦊]:1.1) b",
        "__anim^al__ | ([__animal__]:1.1)",
        "it's old-fash^ioned | it's ([old-fashioned]:1.1)",
        "f(o^o) | f(([oo]:1.1))",
        "a ^, b | a ^, b",
        "a [, ], b | a [, ], b",
        "a [red (fox] x) | a [red (fox] x)",
        "a [red) fox] | a [red) fox]",
        "[sm\\(ile] | ([sm\\(ile]:1.1)"
      },
      delimiter = '|')
  void oneStepUp(String before, String after) {
    assertEquals(after, up(before, PromptWeights.STEP));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a [red] fox | a ([red]:0.9) fox",
        "a ([red]:1.1) fox | a [red] fox",
        "a ([red]:1.05) fox | a ([red]:0.95) fox",
        "a ([red]:0.05) fox | a ([red]:0) fox",
        "a ([red]:0) fox | a ([red]:0) fox"
      })
  void oneStepDown(String before, String after) {
    assertEquals(after, up(before, -PromptWeights.STEP));
  }

  @Test
  void everyTenthIsWrittenCleanlyUpAndDown() {
    Edit edit = new Edit("a red fox", 2, 5);
    for (String weight : "1.1 1.2 1.3 1.4 1.5 1.6 1.7 1.8 1.9 2 2".split(" ")) {
      edit = PromptWeights.adjust(edit.text(), edit.start(), edit.end(), PromptWeights.STEP);
      assertEquals("a (red:" + weight + ") fox", edit.text());
    }
    for (int i = 0; i < 10; i++) {
      edit = PromptWeights.adjust(edit.text(), edit.start(), edit.end(), -PromptWeights.STEP);
    }
    assertEquals(new Edit("a red fox", 2, 5), edit);
    for (int i = 0; i < 12; i++) {
      edit = PromptWeights.adjust(edit.text(), edit.start(), edit.end(), -PromptWeights.STEP);
    }
    assertEquals("a (red:0) fox", edit.text());
  }

  @Test
  void aSelectionMayBeTurnedRoundOrOutside() {
    assertEquals(new Edit("", 0, 0), PromptWeights.adjust("", 3, 9, 0.1));
    assertEquals(new Edit("a (red:1.1)", 3, 6), PromptWeights.adjust("a red", 5, 2, 0.1));
    assertEquals(new Edit("(a red:1.1)", 1, 6), PromptWeights.adjust("a red", -4, 99, 0.1));
  }

  @Test
  void anyTextSurvivesAnyPress() {
    Random random = new Random(1);
    String signs = "ab ,.:()\\{|}1[]🦊\n";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(14); n > 0; n--) {
        text.append(signs.charAt(random.nextInt(signs.length())));
      }
      int length = text.length();
      int start = random.nextInt(length + 1);
      int end = random.nextInt(length + 1);
      Edit up = PromptWeights.adjust(text.toString(), start, end, 0.1);
      assertTrue(0 <= up.start() && up.start() <= up.end() && up.end() <= up.text().length());
      String letters = text.toString().replaceAll("[^ab]", "");
      assertEquals(letters, up.text().replaceAll("[^ab]", ""), "from " + text);
    }
  }

  private static String up(String marked, double delta) {
    int start = marked.indexOf('[');
    int end = marked.indexOf(']') - 1;
    if (start < 0) {
      start = marked.indexOf('^');
      end = start;
    }
    Edit edit = PromptWeights.adjust(marked.replaceAll("[\\[\\]^]", ""), start, end, delta);
    String text = edit.text();
    return edit.start() == edit.end()
        ? text.substring(0, edit.start()) + '^' + text.substring(edit.end())
        : text.substring(0, edit.start())
            + '['
            + text.substring(edit.start(), edit.end())
            + ']'
            + text.substring(edit.end());
  }
}
