package dev.pixdelta.gui;

import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.studio.FailureSentence;
import javafx.scene.Node;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.stage.Window;

/** Asks whether to quit although something could not be saved. JavaFX thread only. */
final class LossQuestion {
  private final Messages messages;

  LossQuestion(Messages messages) {
    this.messages = messages;
  }

  /** Waits for the answer. */
  boolean isAccepted(Window owner, Throwable failure) {
    ButtonType quit = new ButtonType(messages.get("unsaved.quit"), ButtonBar.ButtonData.LEFT);
    ButtonType stay =
        new ButtonType(messages.get("unsaved.stay"), ButtonBar.ButtonData.CANCEL_CLOSE);
    Alert alert =
        new Alert(
            Alert.AlertType.WARNING,
            messages.get("unsaved.question", FailureSentence.of(failure, messages.locale())),
            quit,
            stay);
    alert.initOwner(owner);
    alert.setTitle(messages.get("title"));
    alert.setHeaderText(null);
    Node harmless = alert.getDialogPane().lookupButton(stay);
    alert.setOnShown(e -> harmless.requestFocus());
    return alert.showAndWait().filter(quit::equals).isPresent();
  }
}
