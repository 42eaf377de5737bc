package dev.pixdelta.gui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atlantafx.base.theme.PrimerLight;
import dev.pixdelta.gui.shell.Toasts.Message;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.testing.FxThread;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.application.Application;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ToastsTest {
  @BeforeAll
  static void start() {
    FxThread.start();
    FxThread.run(
        () -> Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet()));
  }

  /** A window with messages over a page and above it. */
  private static Stage show(Node page, Node layer, Node above) {
    return FxThread.ask(
        () -> {
          BorderPane root = new BorderPane(new StackPane(page, layer));
          root.setTop(above);
          Stage stage = new Stage();
          stage.setScene(new Scene(root, 600, 400));
          stage.show();
          return stage;
        });
  }

  private static Bounds inWindow(Node node) {
    return FxThread.ask(() -> node.localToScene(node.getLayoutBounds()));
  }

  private static Node toast(Stage stage) {
    FxThread.run(
        () -> {
          stage.getScene().getRoot().applyCss();
          stage.getScene().getRoot().layout();
        });
    return FxThread.ask(() -> stage.getScene().getRoot().lookup(".toast"));
  }

  @Test
  void aMessageCoversNoControl() {
    Button low = new Button("at the right, below");
    Button high = new Button("at the left, above");
    StackPane page = new StackPane(low, high, new Label("words may be covered"));
    StackPane.setAlignment(low, Pos.BOTTOM_RIGHT);
    StackPane.setAlignment(high, Pos.TOP_LEFT);
    Toasts toasts = FxThread.ask(() -> new Toasts(Locale.ENGLISH));
    Stage stage = show(page, toasts.layer(), toasts.errors());
    FxThread.run(() -> toasts.info("Something went well."));
    Bounds message = inWindow(toast(stage));
    assertTrue(message.getWidth() > 100 && message.getHeight() > 20, message.toString());
    for (Button button : List.of(low, high)) {
      assertFalse(message.intersects(inWindow(button)), message + " " + button);
    }
    FxThread.run(stage::close);
  }

  @Test
  void aMessageGoesWhenItHasBeenRead() {
    ToastLayer layer = FxThread.ask(() -> new ToastLayer(Duration.millis(40)));
    Stage stage = show(new Button(), layer, new Label());
    FxThread.run(() -> layer.add(new Message(false, "gone soon", null)));
    FxThread.waitFor("it to go", () -> layer.messages().isEmpty());
    FxThread.run(stage::close);
  }

  @Test
  void aMessageThatHasTheFocusStays() {
    ToastLayer layer = FxThread.ask(() -> new ToastLayer(Duration.millis(40)));
    Stage stage = show(new Button(), layer, new Label());
    Message kept = new Message(false, "kept", null);
    Message next = new Message(false, "gone", null);
    FxThread.run(
        () -> {
          layer.add(kept);
          layer.focus(kept);
          layer.add(next);
        });
    FxThread.waitFor("the other to go", () -> !layer.shows(next));
    assertTrue(FxThread.ask(() -> layer.shows(kept)));
    FxThread.run(() -> stage.getScene().getRoot().requestFocus());
    FxThread.waitFor("it to go without the focus", () -> layer.messages().isEmpty());
    FxThread.run(stage::close);
  }

  @Test
  void anErrorMakesRoomForItselfAndStaysUntilItIsDismissed() {
    Button top = new Button("at the top");
    StackPane page = new StackPane(top);
    page.setAlignment(Pos.TOP_LEFT);
    Toasts toasts = FxThread.ask(() -> new Toasts(Locale.KOREAN));
    Stage stage = show(page, toasts.layer(), toasts.errors());
    FxThread.run(
        () -> {
          toasts.error(new PictureFileException(Path.of("a.png"), "is a folder, not a picture"));
          stage.getScene().getRoot().applyCss();
          stage.getScene().getRoot().layout();
        });
    Parent errors = (Parent) toasts.errors();
    Node row = FxThread.ask(() -> errors.lookup(".error-row"));
    assertEquals(
        "오류: a.png: 그림이 아니라 폴더입니다", FxThread.ask(row::getAccessibleText), "for a screen reader");
    assertTrue(
        inWindow(row).getMaxY() <= inWindow(top).getMinY(), inWindow(row) + " " + inWindow(top));
    FxThread.run(toasts::focusLast);
    assertEquals(row, FxThread.ask(() -> stage.getScene().getFocusOwner()));
    press(row, KeyCode.ESCAPE);
    assertFalse(FxThread.ask(() -> errors.isManaged()), "it takes no room any more");
    FxThread.run(stage::close);
  }

  @Test
  void ofManyErrorsNoneIsLost() {
    Toasts toasts = FxThread.ask(() -> new Toasts(Locale.ENGLISH));
    Stage stage = show(new StackPane(), toasts.layer(), toasts.errors());
    Parent errors = (Parent) toasts.errors();
    FxThread.run(() -> List.of("1", "2", "3", "4", "2").forEach(toasts::error));
    FxThread.run(() -> errors.applyCss());
    for (String next : List.of("2", "4", "3", "1")) {
      Node row = FxThread.ask(() -> errors.lookup(".error-row"));
      assertEquals("Error: " + next, FxThread.ask(row::getAccessibleText));
      press(row, KeyCode.DELETE);
      FxThread.run(errors::applyCss);
    }
    assertFalse(FxThread.ask(errors::isManaged));
    FxThread.run(stage::close);
  }

  private static void press(Node node, KeyCode code) {
    FxThread.run(
        () ->
            node.fireEvent(
                new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false)));
  }
}
