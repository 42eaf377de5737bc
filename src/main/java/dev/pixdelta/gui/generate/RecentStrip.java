package dev.pixdelta.gui.generate;

import dev.pixdelta.gui.shell.Messages;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** The latest pictures as a strip, the newest at its left. Only those in sight are loaded. */
final class RecentStrip extends ListView<Recent> {
  private static final int SIDE = 72;
  private static final PseudoClass SHOWN = PseudoClass.getPseudoClass("shown");

  private static final KeyCombination ENTER = new KeyCodeCombination(KeyCode.ENTER);

  private final ShownPictureActions pictureActions;
  private final RunModel run;

  RecentStrip(
      RunModel run,
      Messages messages,
      ShownPictureActions pictureActions,
      Consumer<Recent> picked) {
    super(run.recent());
    this.run = run;
    this.pictureActions = pictureActions;
    setId("recent");
    setOrientation(javafx.geometry.Orientation.HORIZONTAL);
    getStyleClass().add("recent-strip");
    setAccessibleText(messages.get("recent"));
    setFixedCellSize(SIDE + 8);
    setMinHeight(SIDE + 24);
    setPrefHeight(SIDE + 24);
    setMaxHeight(SIDE + 24);
    setCellFactory(list -> new Thumbnail());
    getSelectionModel()
        .selectedItemProperty()
        .subscribe(
            (before, now) -> {
              if (now != null && isFocused()) {
                picked.accept(now);
              }
            });
    run.shownProperty()
        .subscribe(
            now -> {
              if (now instanceof Shown.Finished f) {
                getSelectionModel().select(f.picture());
              } else {
                getSelectionModel().clearSelection();
              }
            });
    setOnKeyPressed(
        e -> {
          if (ENTER.match(e) && getSelectionModel().getSelectedItem() != null) {
            pictureActions.open(getSelectionModel().getSelectedItem());
            e.consume();
          }
        });
  }

  private final class Thumbnail extends ListCell<Recent> {
    private final ImageView view = new ImageView();
    private final StackPane frame = new StackPane(view);
    private @Nullable String loaded;

    Thumbnail() {
      view.setFitWidth(SIDE - 8);
      view.setFitHeight(SIDE - 8);
      view.setPreserveRatio(true);
      view.setSmooth(true);
      frame.getStyleClass().add("thumbnail");
      frame.setMinSize(SIDE, SIDE);
      frame.setPrefSize(SIDE, SIDE);
      frame.setMaxSize(SIDE, SIDE);
      pictureActions.attach(this, this::getItem);
      run.shownProperty().subscribe(now -> mark());
      setOnMouseClicked(
          e -> {
            if (getItem() != null && e.getClickCount() == 2) {
              pictureActions.open(getItem());
            }
          });
    }

    @Override
    protected void updateItem(@Nullable Recent picture, boolean empty) {
      super.updateItem(picture, empty);
      if (empty || picture == null) {
        setGraphic(null);
        setTooltip(null);
        loaded = null;
        view.setImage(null);
      } else {
        if (!picture.file().equals(loaded)) {
          loaded = picture.file();
          view.setImage(
              new Image(picture.path().toUri().toString(), SIDE * 2, SIDE * 2, true, true, true));
        }
        setGraphic(frame);
        setAccessibleText(picture.prompt());
        setTooltip(new Tooltip(picture.prompt()));
      }
      mark();
    }

    private void mark() {
      pseudoClassStateChanged(
          SHOWN,
          getItem() != null
              && run.shownProperty().get() instanceof Shown.Finished f
              && f.picture().equals(getItem()));
    }
  }
}
