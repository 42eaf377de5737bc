package dev.pixdelta.gui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pixdelta.testing.FxThread;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.event.Event;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.DatePicker;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.ListView;
import javafx.scene.control.Slider;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One press of a shortcut is one action, whatever has the focus and does with the press. */
final class ActionsTest {
  private final List<String> ran = new ArrayList<>();
  private final Actions actions = new Actions();

  @SuppressWarnings("NullAway.Init") // each test opens one
  private Stage stage;

  @BeforeAll
  static void start() {
    FxThread.start();
  }

  @AfterEach
  void close() {
    FxThread.run(stage::close);
  }

  static Stream<Arguments> controls() {
    return Stream.of(
            new Spinner<Integer>(1, 9, 1),
            editable(new Spinner<>(1, 9, 1)),
            box(false),
            box(true),
            new DatePicker(),
            new TextField("text"),
            new TextArea("text"),
            new Slider(),
            new ListView<String>(),
            new ToggleButton(),
            new CheckBox(),
            new Button(),
            new Hyperlink("link"),
            new TitledPane())
        .map(c -> Arguments.of(c.getClass().getSimpleName(), (Supplier<Control>) () -> c));
  }

  private static Spinner<Integer> editable(Spinner<Integer> spinner) {
    spinner.setEditable(true);
    return spinner;
  }

  private static ComboBox<String> box(boolean editable) {
    ComboBox<String> box = new ComboBox<>();
    box.getItems().setAll("one", "two");
    box.setEditable(editable);
    return box;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("controls")
  void onePressRunsOneAction(String name, Supplier<Control> made) {
    Control control = FxThread.ask(made::get);
    List<String> keys =
        List.of("Shortcut+Enter", "Shortcut+D", "Shift+Esc", "F1", "Shortcut+K", "Alt+X");
    FxThread.run(
        () -> {
          StackPane root = new StackPane(control);
          actions.add(
              new Actions.Group(Page.GENERATE, "page", keys.stream().map(this::action).toList()));
          actions.listen(root, () -> Page.GENERATE);
          stage = new Stage();
          stage.setScene(new Scene(root, 300, 200));
          stage.show();
          control.requestFocus();
        });
    press(control, KeyCode.ENTER, false, true, false);
    press(control, KeyCode.D, false, true, false);
    press(control, KeyCode.ESCAPE, true, false, false);
    press(control, KeyCode.F1, false, false, false);
    press(control, KeyCode.K, false, true, false);
    press(control, KeyCode.K, false, true, false); // a key that is held repeats
    press(control, KeyCode.X, false, false, true);
    assertEquals(
        List.of(
            "Shortcut+Enter", "Shortcut+D", "Shift+Esc", "F1", "Shortcut+K", "Shortcut+K", "Alt+X"),
        ran);
  }

  private Action action(String keys) {
    return new Action(keys, keys, null, () -> ran.add(keys));
  }

  private static void press(
      Control control, KeyCode code, boolean shift, boolean control1, boolean alt) {
    boolean mac = System.getProperty("os.name", "").startsWith("Mac");
    FxThread.run(
        () ->
            Event.fireEvent(
                control,
                new KeyEvent(
                    KeyEvent.KEY_PRESSED,
                    "",
                    "",
                    code,
                    shift,
                    control1 && !mac,
                    alt,
                    control1 && mac)));
  }
}
