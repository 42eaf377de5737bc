package dev.pixdelta.gui.generate;

import dev.pixdelta.gui.shell.Background;
import dev.pixdelta.gui.shell.BackgroundQuery;
import dev.pixdelta.hub.Folders;
import dev.pixdelta.studio.FailureSentence;
import dev.pixdelta.studio.prompt.KnownWords;
import dev.pixdelta.studio.prompt.PromptTemplate;
import dev.pixdelta.studio.prompt.Styles;
import dev.pixdelta.studio.prompt.WordLists;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/**
 * Keeps {@link PromptFacts} of what is being typed: asks in the background, one question at a time,
 * always for the newest text. One thread, the JavaFX thread in the window.
 */
final class PromptInspector {
  private final GenerateModel model;
  private final Folders folders;
  private final BiFunction<ModelChoice, String, PromptFacts.@Nullable Tokens> counter;
  private final ObjectProperty<PromptFacts> facts =
      new SimpleObjectProperty<>(this, "facts", PromptFacts.NONE);
  private final BackgroundQuery<PromptFacts> query;

  /**
   * @param counter counts the tokens of a prompt for a model, in the background
   */
  PromptInspector(
      GenerateModel model,
      Folders folders,
      Background background,
      BiFunction<ModelChoice, String, PromptFacts.@Nullable Tokens> counter) {
    this.model = model;
    this.folders = folders;
    this.query = new BackgroundQuery<>(background, this::question, facts::set);
    this.counter = counter;
    model.prompt.subscribe((before, now) -> inspect());
    model.style.subscribe((before, now) -> inspect());
    model.model.subscribe((before, now) -> inspect());
    model.seed.subscribe((before, now) -> inspect());
    inspect();
  }

  ObjectProperty<PromptFacts> factsProperty() {
    return facts;
  }

  /** Asks anew; files may have changed. */
  void inspect() {
    query.ask();
  }

  /** What is known of what is typed now; a prompt that cannot be drawn is a fact too. */
  private Callable<PromptFacts> question() {
    String prompt = model.prompt.get();
    String style = model.style.get();
    ModelChoice choice = model.model.get();
    long seed = model.seed.get();
    return () -> {
      try {
        return facts(prompt, style, choice, seed);
      } catch (RuntimeException | Error e) {
        return PromptFacts.problem(prompt, FailureSentence.sentence(e));
      }
    };
  }

  private PromptFacts facts(
      String prompt, @Nullable String style, @Nullable ModelChoice choice, long seed) {
    PromptTemplate template = PromptTemplate.parse(prompt);
    WordLists lists = WordLists.of(folders);
    String chosen = template.expand(seed, lists);
    String drawn = style == null ? chosen : Styles.of(folders).find(style).applyTo(chosen);
    boolean foreign = chosen.codePoints().anyMatch(PromptInspector::isForeign);
    KnownWords vocabulary = choice == null || foreign ? null : choice.vocabulary();
    return new PromptFacts(
        template.hasChoices() ? template.combinations(lists) : null,
        drawn,
        lists.problem(),
        choice == null ? null : counter.apply(choice, drawn),
        vocabulary == null ? PromptFacts.NO_GAPS : vocabulary.gaps(chosen),
        foreign);
  }

  /** The text encoders were trained on English. */
  private static boolean isForeign(int character) {
    return Character.isLetter(character)
        && Character.UnicodeScript.of(character) != Character.UnicodeScript.LATIN
        && Character.UnicodeScript.of(character) != Character.UnicodeScript.COMMON;
  }
}
