package dev.pixdelta.gui.generate;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a prompt without drawing it.
 *
 * @param combinations how many prompts its alternatives and word lists make, or null without any
 * @param drawn what is drawn with the seed shown: alternatives chosen, style put around
 * @param problem why it cannot be drawn or what of a word list is passed over, or null
 * @param tokens what of it the model sees, or null where nobody can tell
 */
record PromptFacts(
    @Nullable BigInteger combinations,
    String drawn,
    @Nullable String problem,
    @Nullable Tokens tokens) {
  static final PromptFacts NONE = new PromptFacts(null, "", null, null);

  /**
   * @param used by the prompt, the ones beyond the limit included
   * @param limit of the encoder
   * @param beyond the words that the encoder does not see; empty if it sees all
   */
  record Tokens(int used, int limit, String beyond) {}
}
