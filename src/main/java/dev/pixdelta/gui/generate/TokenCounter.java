package dev.pixdelta.gui.generate;

import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.pipeline.PromptTokens;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Counts tokens with the tokenizer of the chosen model, which stays open. Safe for any thread. */
final class TokenCounter implements AutoCloseable {
  private final ModelLocator models;
  private final Path cacheFolder;
  private @Nullable Path model;
  private @Nullable PromptTokens open;
  private boolean closed;

  TokenCounter(ModelLocator models, Path cacheFolder) {
    this.models = models;
    this.cacheFolder = cacheFolder;
  }

  /**
   * What a model sees of a prompt; null once this is closed.
   *
   * @throws dev.pixdelta.weights.ModelFileException if the model's tokenizer is damaged
   */
  synchronized PromptFacts.@Nullable Tokens count(ModelChoice choice, String prompt) {
    if (closed) {
      return null;
    }
    Path folder = choice.summary().folder();
    if (open == null || !folder.equals(model)) {
      if (open != null) {
        open.close();
        open = null;
      }
      open = PromptTokens.open(folder, models, cacheFolder);
      model = folder;
    }
    PromptTokens.Count count = open.count(prompt);
    return new PromptFacts.Tokens(
        count.tokens(), count.limit(), prompt.substring(count.cutAt()).strip());
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (open != null) {
      open.close();
      open = null;
    }
  }
}
