package dev.pixdelta.gui.generate;

import atlantafx.base.theme.Styles;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.studio.prompt.KnownWords;
import dev.pixdelta.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the prompt, in two lines that are always there, so that nothing below them moves
 * while somebody types. Of more than two hints the most important are shown; each is whole in its
 * tooltip.
 */
final class PromptHints extends VBox {
  private static final double HEIGHT = 36;

  /** Words that a hint quotes. */
  private static final int MOST_WORDS = 5;

  private final Messages messages;
  private final Label problem = line("prompt-problem");
  private final Label foreign = line("foreign");
  private final Label beyond = line("beyond");
  private final Label unknown = line("unknown-words");
  private final Label misplaced = line("misplaced-colours");
  private final Label style = line("style-hint");
  private final Label choices = line("choices");
  private final Label noNegative = line("no-negative");

  PromptHints(Messages messages) {
    this.messages = messages;
    setMinHeight(HEIGHT);
    setPrefHeight(HEIGHT);
    setMaxHeight(HEIGHT);
    problem.getStyleClass().add(Styles.DANGER);
    beyond.getStyleClass().add(Styles.DANGER);
    getChildren().addAll(inOrder());
    getChildren().forEach(l -> Row.present(l, false));
  }

  private List<Label> inOrder() {
    return List.of(problem, foreign, beyond, unknown, misplaced, style, choices, noNegative);
  }

  private static Label line(String id) {
    Label label = new Label();
    label.setId(id);
    label.setMaxWidth(Double.MAX_VALUE);
    label.getStyleClass().addAll(Styles.TEXT_SMALL, "hint");
    return label;
  }

  /**
   * Shows what is known.
   *
   * @param model that is chosen, or null
   * @param styled whether a style is put around the prompt
   * @param guided whether a negative prompt does anything
   */
  void show(PromptFacts facts, @Nullable ModelChoice model, boolean styled, boolean guided) {
    inOrder().forEach(l -> l.setText(""));
    Sentence wrong = facts.problem();
    boolean good = wrong == null;
    PromptFacts.Tokens tokens = facts.tokens();
    if (wrong != null) {
      problem.setText(wrong.in(messages.locale()));
    }
    if (facts.foreign()) {
      foreign.setText(messages.get("prompt.foreign"));
    }
    if (tokens != null && !tokens.beyond().isEmpty()) {
      beyond.setText(messages.get("tokens.beyond", tokens.beyond()));
    }
    if (model != null && model.vocabulary() != null) {
      compare(facts.gaps(), model.name(), model.vocabulary(), styled);
    }
    if (good && facts.combinations() != null) {
      choices.setText(messages.get("drawn.one", facts.drawn(), facts.combinations()));
    } else if (good && styled) {
      choices.setText(messages.get("drawn", facts.drawn()));
    }
    if (!guided) {
      noNegative.setText(messages.get("negative.none"));
    }
    arrange();
  }

  private void compare(KnownWords.Gaps gaps, String model, KnownWords vocabulary, boolean styled) {
    List<String> words = gaps.unknown();
    if (!words.isEmpty()) {
      unknown.setText(
          messages.get(
              words.size() == 1 ? "vocabulary.unknown" : "vocabulary.unknown.more",
              model,
              vocabulary.things().size(),
              vocabulary.colours().size(),
              quoted(words)));
    }
    if (!gaps.misplaced().isEmpty()) {
      misplaced.setText(messages.get("vocabulary.colour", gaps.misplaced().getFirst()));
    }
    if (styled) {
      style.setText(messages.get("vocabulary.style", model));
    }
  }

  private void arrange() {
    List<Label> shown = inOrder().stream().filter(l -> !l.getText().isEmpty()).limit(2).toList();
    for (Label label : inOrder()) {
      Row.present(label, shown.contains(label));
    }
    for (Label label : shown) {
      label.setWrapText(shown.size() == 1);
      Tooltip whole = new Tooltip(label.getText());
      whole.setWrapText(true);
      whole.setMaxWidth(560);
      label.setTooltip(whole);
    }
  }

  private String quoted(List<String> words) {
    List<String> out = new ArrayList<>();
    words.stream().limit(MOST_WORDS).forEach(w -> out.add(messages.get("quoted", w)));
    if (words.size() > MOST_WORDS) {
      out.add("…");
    }
    return String.join(", ", out);
  }
}
