package dev.pixdelta.gui.generate;

import dev.pixdelta.gui.shell.ChoiceBoxes;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.studio.FailureSentence;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.studio.prompt.Style;
import dev.pixdelta.studio.prompt.Styles;
import dev.pixdelta.text.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.scene.control.ComboBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * The style presets; they are read anew each time the page is shown, since the user may edit them.
 */
final class StyleRow extends VBox {
  /** A preset to choose; the first one is none. */
  private record Offer(@Nullable String name, String text) {}

  private final GenerateModel model;
  private final Shell shell;
  private final Messages messages;
  private final ComboBox<Offer> box = ChoiceBoxes.empty("style", Offer::text);
  private boolean showing;
  private @Nullable Sentence told;

  StyleRow(GenerateModel model, Shell shell, Messages messages) {
    this.model = model;
    this.shell = shell;
    this.messages = messages;
    getChildren().add(new Row(messages.get("style"), box));
    box.setVisibleRowCount(14);
    box.valueProperty()
        .subscribe(
            (before, now) -> {
              if (now != null && !showing) {
                model.style.set(now.name());
              }
            });
    model.style.subscribe(now -> select());
  }

  /** Reads the presets. */
  void read() {
    Styles styles = Styles.of(shell.folders());
    shell
        .background()
        .ask(
            () -> read(styles),
            found -> {
              offer(found.styles());
              tell(found.problem());
            });
  }

  /** The presets, and what is wrong with the user's file; null if nothing is. */
  private record Presets(List<Style> styles, @Nullable Sentence problem) {}

  private static Presets read(Styles styles) {
    try {
      return new Presets(styles.all(), styles.problem());
    } catch (PictureFileException e) {
      return new Presets(Styles.builtIn(), FailureSentence.sentence(e));
    }
  }

  /** Once: the file is read each time the page is shown. */
  private void tell(@Nullable Sentence problem) {
    if (problem != null && !problem.equals(told)) {
      shell.toasts().error(problem);
    }
    told = problem;
  }

  private void offer(List<Style> styles) {
    List<Offer> offers = new ArrayList<>();
    offers.add(new Offer(null, messages.get("style.none")));
    for (Style style : styles) {
      offers.add(new Offer(style.name(), title(style)));
    }
    showing = true;
    box.getItems().setAll(offers);
    showing = false;
    select();
  }

  private String title(Style style) {
    boolean korean = shell.locale().getLanguage().equals(Locale.KOREAN.getLanguage());
    return korean ? Objects.requireNonNullElse(style.korean(), style.name()) : style.name();
  }

  private void select() {
    String name = model.style.get();
    showing = true;
    box.setValue(
        box.getItems().stream()
            .filter(o -> Objects.equals(o.name(), name))
            .findFirst()
            .orElseGet(() -> new Offer(name, name == null ? messages.get("style.none") : name)));
    showing = false;
  }
}
