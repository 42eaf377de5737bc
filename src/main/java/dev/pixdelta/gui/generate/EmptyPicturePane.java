package dev.pixdelta.gui.generate;

import atlantafx.base.theme.Styles;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.studio.prompt.KnownWords;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** What stands where the picture will be: what to do, and prompts to begin with. */
final class EmptyPicturePane extends VBox {
  // For models that know a whole language, which is English.
  private static final List<String> PICTURES =
      List.of(
          "a lighthouse on a cliff at dusk, long exposure, soft mist",
          "an old botanical plate of a dahlia, fine ink lines",
          "a small red tram in a snowy street, warm windows",
          "a ceramic teapot on linen, morning light",
          "a paper-cut landscape of blue mountains");

  private final Messages messages;
  private final Consumer<String> fill;
  private final Label text = new Label();
  private final Hyperlink more = new Hyperlink();
  private final FlowPane chips = new FlowPane(8, 8);

  /**
   * @param fill takes a prompt
   * @param about shows what there is to know of models
   */
  EmptyPicturePane(Messages messages, Consumer<String> fill, Runnable about) {
    this.messages = messages;
    this.fill = fill;
    getStyleClass().add("first-prompts");
    FontIcon icon = new FontIcon(BootstrapIcons.BRUSH);
    icon.getStyleClass().add("empty-icon");
    Label title = new Label(messages.get("empty.title"));
    title.getStyleClass().add(Styles.TITLE_3);
    text.getStyleClass().add(Styles.TEXT_MUTED);
    text.setWrapText(true);
    text.setMinHeight(Region.USE_PREF_SIZE);
    text.setTextAlignment(TextAlignment.CENTER);
    chips.setAlignment(Pos.CENTER);
    chips.setId("examples");
    more.setText(messages.get("empty.more"));
    more.setId("about-models");
    more.setOnAction(e -> about.run());
    getChildren().addAll(icon, title, text, chips, more);
  }

  /** Fits text and examples to a model. */
  void show(@Nullable ModelChoice choice) {
    if (choice == null) {
      return; // the models are being looked for
    }
    KnownWords words = choice.vocabulary();
    text.setText(
        words == null
            ? messages.get("empty.other", choice.name())
            : messages.get(
                choice.isEmbedded() ? "empty.embedded" : "empty.words",
                choice.name(),
                words.things().size(),
                words.colours().size()));
    Row.present(more, choice.isEmbedded());
    chips
        .getChildren()
        .setAll((words == null ? PICTURES : words.examples()).stream().map(this::chip).toList());
  }

  private Button chip(String prompt) {
    Button chip = new Button(prompt);
    chip.getStyleClass().addAll("chip", Styles.BUTTON_OUTLINED);
    chip.setAccessibleText(messages.get("empty.use", prompt));
    chip.setOnAction(e -> fill.accept(prompt));
    return chip;
  }
}
