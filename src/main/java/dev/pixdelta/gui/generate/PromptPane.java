package dev.pixdelta.gui.generate;

import atlantafx.base.theme.Styles;
import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.PromptArea;
import java.util.List;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Prompt and negative prompt, with what is known of them below: tokens, unknown words, errors. */
final class PromptPane extends VBox {
  private final GenerateModel model;
  private final Messages messages;
  private final PromptInspector inspector;
  private final PromptArea prompt;
  private final PromptArea negative;
  private final Label tokens = new Label();
  private final PromptHints hints;
  private final VBox negativeRow;

  /**
   * @param keys actions that work while one of the fields has the focus
   */
  PromptPane(GenerateModel model, PromptInspector inspector, Messages messages, List<Action> keys) {
    this.model = model;
    this.messages = messages;
    this.inspector = inspector;
    getStyleClass().add("prompt-pane");
    prompt = new PromptArea(model.prompt, 4, keys, model.vocabulary());
    prompt.setId("prompt");
    prompt.setPromptText(messages.get("prompt.empty"));
    Label name = name(messages.get("prompt"), prompt);
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    tokens.setId("tokens");
    tokens.setMinWidth(Region.USE_PREF_SIZE);
    tokens.getStyleClass().addAll(Styles.TEXT_SMALL, "hint");
    HBox head = new HBox(8, name, space, tokens);
    head.setAlignment(Pos.BASELINE_LEFT);
    hints = new PromptHints(messages);
    negative = new PromptArea(model.negative, 2, keys, new SimpleObjectProperty<>());
    negative.setId("negative");
    negative.setPromptText(messages.get("negative.empty"));
    negativeRow = new VBox(4, name(messages.get("negative"), negative), negative);
    getChildren().addAll(head, prompt, hints, negativeRow);
    inspector.factsProperty().subscribe(now -> show());
    model.sampler.subscribe(now -> show());
  }

  private static Label name(String text, Node of) {
    Label label = new Label(text);
    label.getStyleClass().add("setting-name");
    label.setLabelFor(of);
    of.setAccessibleText(text);
    return label;
  }

  private void show() {
    PromptFacts facts = inspector.factsProperty().get();
    Row.present(negativeRow, model.usesGuidance());
    PromptFacts.Tokens counted = facts.tokens();
    // Its room is kept: the field below must not move.
    tokens.setVisible(counted != null && !facts.drawn().isBlank());
    tokens.getStyleClass().remove(Styles.DANGER);
    if (counted != null) {
      tokens.setText(messages.get("tokens", counted.used(), counted.limit()));
      if (!counted.beyond().isEmpty()) {
        tokens.getStyleClass().add(Styles.DANGER);
      }
    }
    hints.show(facts, model.model.get(), model.style.get() != null, model.usesGuidance());
  }

  PromptArea prompt() {
    return prompt;
  }

  /** The field that is typed in. */
  PromptArea focused() {
    return negative.isFocused() ? negative : prompt;
  }
}
