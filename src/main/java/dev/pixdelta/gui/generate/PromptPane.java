package dev.pixdelta.gui.generate;

import atlantafx.base.theme.Styles;
import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.Messages;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Prompt and negative prompt, with what is known of them below: tokens, combinations, errors. */
final class PromptPane extends VBox {
  /** Characters of a prompt that a line below the field quotes. */
  private static final int SHOWN = 200;

  private final GenerateModel model;
  private final Messages messages;
  private final PromptArea prompt;
  private final PromptArea negative;
  private final Label tokens = line();
  private final Label beyond = line();
  private final Label choices = line();
  private final Label problem = line();
  private final VBox negativeRow;
  private final Label noNegative = line();

  /**
   * @param keys actions that work while one of the fields has the focus
   */
  PromptPane(GenerateModel model, PromptInspector inspector, Messages messages, List<Action> keys) {
    this.model = model;
    this.messages = messages;
    getStyleClass().add("prompt-pane");
    prompt = new PromptArea(model.promptProperty(), 5, keys);
    prompt.setId("prompt");
    prompt.setPromptText(messages.get("prompt.empty"));
    Label name = name(messages.get("prompt"), prompt);
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    tokens.setMinWidth(Region.USE_PREF_SIZE);
    HBox head = new HBox(8, name, space, tokens);
    head.setAlignment(javafx.geometry.Pos.BASELINE_LEFT);
    negative = new PromptArea(model.negativeProperty(), 2, keys);
    negative.setId("negative");
    negative.setPromptText(messages.get("negative.empty"));
    negativeRow = new VBox(4, name(messages.get("negative"), negative), negative);
    noNegative.setText(messages.get("negative.none"));
    noNegative.setId("no-negative");
    beyond.getStyleClass().add(Styles.DANGER);
    beyond.setId("beyond");
    problem.getStyleClass().add(Styles.DANGER);
    problem.setId("prompt-problem");
    choices.setId("choices");
    getChildren().addAll(head, prompt, problem, beyond, choices, negativeRow, noNegative);
    inspector.factsProperty().subscribe(this::show);
    model.samplerProperty().subscribe(now -> showNegative());
  }

  private static Label line() {
    Label label = new Label();
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    label.getStyleClass().addAll(Styles.TEXT_SMALL, "hint");
    return label;
  }

  private static Label name(String text, Node of) {
    Label label = new Label(text);
    label.getStyleClass().add("setting-name");
    label.setLabelFor(of);
    of.setAccessibleText(text);
    return label;
  }

  private void showNegative() {
    boolean used = model.usesGuidance();
    Row.present(negativeRow, used);
    Row.present(noNegative, !used);
  }

  private void show(PromptFacts facts) {
    PromptFacts.Tokens counted = facts.tokens();
    Row.present(tokens, counted != null && !facts.drawn().isBlank());
    boolean cut = counted != null && !counted.beyond().isEmpty();
    Row.present(beyond, cut);
    if (counted != null) {
      tokens.setText(messages.get("tokens", counted.used(), counted.limit()));
      tokens.getStyleClass().remove(Styles.DANGER);
      if (cut) {
        tokens.getStyleClass().add(Styles.DANGER);
        put(beyond, "tokens.beyond", counted.beyond());
      }
    }
    Row.present(problem, facts.problem() != null);
    problem.setText(facts.problem() == null ? "" : facts.problem());
    boolean interesting =
        facts.problem() == null
            && (facts.combinations() != null || model.styleProperty().get() != null);
    Row.present(choices, interesting);
    if (facts.combinations() == null) {
      put(choices, "drawn", facts.drawn());
    } else {
      put(choices, "drawn.one", facts.drawn(), facts.combinations());
    }
  }

  /**
   * A sentence with a text in it, which is shortened where it is long; the tooltip has it whole.
   */
  private void put(Label line, String key, String text, Object... more) {
    int half = SHOWN / 2;
    String shown =
        text.length() <= SHOWN
            ? text
            : text.substring(0, half).strip()
                + " … "
                + text.substring(text.length() - half).strip();
    line.setText(more.length == 0 ? messages.get(key, shown) : messages.get(key, shown, more[0]));
    Tooltip whole = new Tooltip(text);
    whole.setWrapText(true);
    whole.setMaxWidth(560);
    line.setTooltip(whole);
  }

  PromptArea prompt() {
    return prompt;
  }

  /** The field that is typed in. */
  PromptArea focused() {
    return negative.isFocused() ? negative : prompt;
  }
}
