package dev.pixdelta.gui.gallery;

import atlantafx.base.controls.RingProgressIndicator;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.studio.FailureSentence;
import java.nio.file.Path;
import javafx.animation.PauseTransition;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * Where a picture of the viewer appears: a ring while it loads, a sentence if it cannot be shown.
 */
final class PictureStage extends StackPane {
  private final ZoomView view;
  private final Messages messages;
  private final RingProgressIndicator waiting = new RingProgressIndicator();
  private final Label sentence = new Label();
  private final Label reduced = new Label();
  private final FontIcon star = new FontIcon(BootstrapIcons.STAR_FILL);
  private final PauseTransition patience = new PauseTransition(Duration.millis(150));
  private @Nullable Path wanted;

  PictureStage(ZoomView view, Messages messages) {
    this.view = view;
    this.messages = messages;
    getStyleClass().add("picture-stage");
    waiting.setMaxSize(48, 48);
    waiting.setVisible(false);
    waiting.setAccessibleText(messages.get("loading"));
    sentence.setWrapText(true);
    sentence.setMaxWidth(460);
    sentence.getStyleClass().add("stage-sentence");
    reduced.getStyleClass().add("stage-note");
    reduced.setVisible(false);
    star.getStyleClass().add("stage-star");
    StackPane.setAlignment(star, Pos.TOP_LEFT);
    StackPane.setMargin(star, new Insets(14));
    StackPane.setMargin(reduced, new Insets(14));
    StackPane.setAlignment(reduced, Pos.BOTTOM_CENTER);
    for (Region over : new Region[] {waiting, sentence, reduced}) {
      over.setMouseTransparent(true);
    }
    star.setMouseTransparent(true);
    getChildren().addAll(view, waiting, sentence, reduced, star);
    patience.setOnFinished(
        e -> {
          view.pyramidProperty().set(null);
          waiting.setVisible(true);
        });
    setMinSize(0, 0);
    new ZoomInput(this, view);
  }

  void setStarred(boolean starred) {
    star.setVisible(starred);
  }

  /** Shows a picture as soon as it is there; the one before stays for a moment. */
  void load(PictureLoader loader, Path file) {
    wanted = file;
    sentence.setText("");
    patience.playFromStart();
    loader.load(
        file,
        pyramid -> {
          if (file.equals(wanted)) {
            arrived(pyramid);
          }
        },
        failure -> {
          if (file.equals(wanted)) {
            arrived(null);
            sentence.setText(FailureSentence.of(failure, messages.locale()));
          }
        });
  }

  private void arrived(@Nullable Pyramid pyramid) {
    patience.stop();
    waiting.setVisible(false);
    view.pyramidProperty().set(pyramid);
    boolean isReduced = pyramid != null && pyramid.reduction() > 1;
    reduced.setVisible(isReduced);
    if (pyramid != null && isReduced) {
      reduced.setText(
          messages.get(
              "reduced",
              String.valueOf(pyramid.width()),
              String.valueOf(pyramid.height()),
              pyramid.reduction()));
    }
  }

  /** Holds no picture any more. */
  void clear() {
    wanted = null;
    arrived(null);
  }
}
