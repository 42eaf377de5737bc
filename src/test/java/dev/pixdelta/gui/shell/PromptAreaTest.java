package dev.pixdelta.gui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.studio.prompt.KnownWords;
import dev.pixdelta.testing.FxThread;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Words are completed for who types, and nobody else notices. */
final class PromptAreaTest {
  private final StringProperty prompt = new SimpleStringProperty("");
  private final SimpleObjectProperty<@Nullable KnownWords> vocabulary =
      new SimpleObjectProperty<>(KnownWords.read(Path.of("models", "nano")).orElseThrow());
  private final List<String> ran = new ArrayList<>();

  @SuppressWarnings("NullAway.Init") // made on the JavaFX thread
  private PromptArea area;

  @SuppressWarnings("NullAway.Init")
  private Stage stage;

  @BeforeEach
  void open() {
    FxThread.start();
    FxThread.run(
        () -> {
          Action generate = new Action("generate", "Shortcut+Enter", null, () -> ran.add("drawn"));
          area = new PromptArea(prompt, 3, List.of(generate), vocabulary);
          stage = new Stage();
          stage.setScene(new Scene(new VBox(area, new Button("next")), 400, 300));
          stage.show();
          area.requestFocus();
        });
  }

  @AfterEach
  void close() {
    FxThread.run(stage::close);
  }

  private void type(String text) {
    for (String c : text.split("")) {
      press(KeyCode.UNDEFINED, false);
      FxThread.run(
          () ->
              Event.fireEvent(
                  area,
                  new KeyEvent(
                      KeyEvent.KEY_TYPED, c, "", KeyCode.UNDEFINED, false, false, false, false)));
    }
  }

  private void press(KeyCode code, boolean control) {
    boolean mac = System.getProperty("os.name", "").startsWith("Mac");
    FxThread.run(
        () -> {
          Node owner = stage.getScene().getFocusOwner();
          Event.fireEvent(
              owner,
              new KeyEvent(
                  KeyEvent.KEY_PRESSED,
                  "",
                  "",
                  code,
                  false,
                  control && !mac,
                  false,
                  control && mac));
        });
  }

  @SuppressWarnings("unchecked")
  private @Nullable ListView<KnownWords.Completion> list() {
    return FxThread.<@Nullable ListView<KnownWords.Completion>>ask(
        () ->
            Window.getWindows().stream()
                .filter(w -> w != stage && w.isShowing())
                .map(w -> (ListView<KnownWords.Completion>) w.getScene().lookup("#completions"))
                .filter(l -> l != null)
                .findFirst()
                .orElse(null));
  }

  private List<String> offered() {
    ListView<KnownWords.Completion> list = list();
    return list == null
        ? List.of()
        : FxThread.ask(() -> list.getItems().stream().map(KnownWords.Completion::entry).toList());
  }

  private String text() {
    return FxThread.ask(area::getText);
  }

  @Test
  void tabTakesTheFirstWordAndTheNextTabLeaves() {
    type("a fo");
    assertEquals(List.of("fox"), offered());
    press(KeyCode.TAB, false);
    assertEquals("a fox", text());
    assertEquals("a fox", FxThread.ask(prompt::get));
    assertEquals(List.of(), offered());
    press(KeyCode.TAB, false);
    assertFalse(FxThread.ask(area::isFocused));
  }

  @Test
  void arrowsChooseAndEnterTakes() {
    type("on a te");
    assertEquals(List.of("teal", "teddy bear"), offered());
    press(KeyCode.DOWN, false);
    press(KeyCode.ENTER, false);
    assertEquals("on a teddy bear", text());
    type(" and te");
    press(KeyCode.UP, false); // from the first to the last
    press(KeyCode.ENTER, false);
    assertEquals("on a teddy bear and teddy bear", text());
  }

  @Test
  void aClickTakesAWord() {
    type("a pen");
    ListView<KnownWords.Completion> list = java.util.Objects.requireNonNull(list());
    FxThread.run(
        () -> {
          list.getScene().getRoot().applyCss();
          list.layout();
          Node cell =
              list.lookupAll(".list-cell").stream()
                  .filter(c -> "penguin".equals(((ListCell<?>) c).getText()))
                  .findFirst()
                  .orElseThrow();
          Event.fireEvent(
              cell,
              new MouseEvent(
                  MouseEvent.MOUSE_CLICKED,
                  5,
                  5,
                  5,
                  5,
                  MouseButton.PRIMARY,
                  1,
                  false,
                  false,
                  false,
                  false,
                  true,
                  false,
                  false,
                  true,
                  false,
                  false,
                  null));
        });
    assertEquals("a penguin", text());
  }

  @Test
  void escapeClosesTheListAndLeavesTheText() {
    type("a fo");
    press(KeyCode.ESCAPE, false);
    assertEquals(List.of(), offered());
    assertEquals("a fo", text());
    type("x");
    assertEquals(List.of(), offered(), "the word is whole");
  }

  @Test
  void controlEnterDrawsWhateverIsOffered() {
    type("a fo");
    press(KeyCode.ENTER, true);
    assertEquals(List.of("drawn"), ran);
    assertEquals("a fo", text());
    assertEquals(List.of(), offered());
  }

  @Test
  void aWholeWordIsOfferedMoreButKeepsEnterAndTab() {
    type("a sun");
    assertEquals(List.of("sunflower"), offered());
    press(KeyCode.ENTER, false);
    assertEquals("a sun\n", text());
  }

  @Test
  void completingCanBeUndone() {
    type("a fo");
    press(KeyCode.TAB, false);
    FxThread.run(area::undo);
    assertEquals("a fo", text());
    assertEquals(List.of(), offered());
  }

  @Test
  void nothingIsOfferedForWhatTheProgramWrites() {
    FxThread.run(() -> prompt.set("a fo"));
    assertEquals("a fo", text());
    assertEquals(List.of(), offered());
  }

  @Test
  void aModelThatKnowsAWholeLanguageOffersNothing() {
    type("a fo");
    FxThread.run(() -> vocabulary.set(null));
    assertEquals(List.of(), offered(), "the list closes with the model");
    type(" fo");
    assertEquals(List.of(), offered());
    assertTrue(text().endsWith("fo"));
  }
}
