package dev.pixdelta.gui.generate;

import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.pipeline.PromptTokens;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Counts tokens with the tokenizer of the chosen model, which is kept. Safe for any thread. */
final class TokenCounter {
  private final ModelLocator models;
  private @Nullable Path model;
  private @Nullable PromptTokens tokens;

  TokenCounter(ModelLocator models) {
    this.models = models;
  }

  /**
   * What a model sees of a prompt.
   *
   * @throws dev.pixdelta.weights.ModelFileException if the model's tokenizer is damaged
   */
  synchronized PromptFacts.Tokens count(ModelChoice choice, String prompt) {
    Path folder = choice.summary().folder();
    if (tokens == null || !folder.equals(model)) {
      tokens = PromptTokens.open(folder, models);
      model = folder;
    }
    PromptTokens.Count count = tokens.count(prompt);
    return new PromptFacts.Tokens(
        count.tokens(), count.limit(), prompt.substring(count.cutAt()).strip());
  }
}
