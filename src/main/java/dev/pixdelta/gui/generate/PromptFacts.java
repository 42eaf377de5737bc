package dev.pixdelta.gui.generate;

import dev.pixdelta.studio.prompt.KnownWords;
import dev.pixdelta.text.Sentence;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a prompt without drawing it.
 *
 * @param combinations how many prompts its alternatives and word lists make, or null without any
 * @param drawn what is drawn with the seed shown: alternatives chosen, style put around
 * @param problem why it cannot be drawn or what of a word list is passed over, or null
 * @param tokens what of it the model sees, or null where nobody can tell
 * @param gaps what of it the model was not trained on
 * @param foreign whether it has letters that no model reads: all are prompted in English
 */
record PromptFacts(
    @Nullable BigInteger combinations,
    String drawn,
    @Nullable Sentence problem,
    @Nullable Tokens tokens,
    KnownWords.Gaps gaps,
    boolean foreign) {
  static final KnownWords.Gaps NO_GAPS = new KnownWords.Gaps(List.of(), List.of());
  static final PromptFacts NONE = new PromptFacts(null, "", null, null, NO_GAPS, false);

  /** Of a prompt that cannot be drawn. */
  static PromptFacts problem(String prompt, Sentence sentence) {
    return new PromptFacts(null, prompt, sentence, null, NO_GAPS, false);
  }

  /**
   * @param used by the prompt, the ones beyond the limit included
   * @param limit of the encoder
   * @param beyond the words that the encoder does not see; empty if it sees all
   */
  record Tokens(int used, int limit, String beyond) {}
}
