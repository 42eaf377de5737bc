package dev.pixdelta.gui.settings;

import atlantafx.base.controls.ToggleSwitch;
import atlantafx.base.theme.Styles;
import dev.pixdelta.gui.shell.Appearance;
import dev.pixdelta.gui.shell.ChoiceBoxes;
import dev.pixdelta.gui.shell.JobEndChoice;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.Session;
import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.gui.shell.View;
import dev.pixdelta.studio.Version;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.HorizontalDirection;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;

/** The page of what is set once: what is changed counts at once and is kept. */
public final class SettingsView implements View {
  private final ScrollPane root;
  private final Messages messages;
  private final Session session;

  public SettingsView(Shell shell) {
    this.messages = shell.messages(SettingsView.class);
    this.session = shell.session();
    VBox page =
        new VBox(
            32,
            heading(),
            section("output", new OutputFields(shell, messages).nodes()),
            section("appearance", theme(), language()),
            section("jobEnd", jobEnd()),
            section("about", about(shell)));
    page.getStyleClass().add("settings-page");
    page.setPadding(new Insets(24));
    page.setMaxWidth(720);
    root = new ScrollPane(page);
    root.setFitToWidth(true);
  }

  private Node heading() {
    Label title = new Label(messages.get("title"));
    title.getStyleClass().add(Styles.TITLE_3);
    return title;
  }

  private VBox section(String key, Node... content) {
    Label title = new Label(messages.get("section." + key));
    title.getStyleClass().add(Styles.TITLE_4);
    VBox box = new VBox(12, title);
    box.getChildren().addAll(content);
    return box;
  }

  private Appearance appearance() {
    return Appearance.of(session);
  }

  private Node theme() {
    return choice(
        "theme",
        Appearance.Theme.values(),
        appearance().theme(),
        t -> keep(Appearance.SECTION, new Appearance(t, appearance().language())));
  }

  private Node language() {
    return choice(
        "language",
        Appearance.Language.values(),
        appearance().language(),
        l -> keep(Appearance.SECTION, new Appearance(appearance().theme(), l)));
  }

  private <E extends Enum<E>> Node choice(String key, E[] values, E now, Consumer<E> keep) {
    ComboBox<E> box = new ComboBox<>();
    box.getItems().setAll(Arrays.asList(values));
    box.setConverter(
        ChoiceBoxes.text(v -> messages.get(key + "." + v.name().toLowerCase(Locale.ROOT))));
    box.setValue(now);
    box.setPrefWidth(240);
    box.setId(key);
    box.valueProperty().addListener((o, before, value) -> keep.accept(value));
    return Field.of(messages.get(key), null, box);
  }

  private JobEndChoice jobEndChoice() {
    return session.get(JobEndChoice.SECTION, JobEndChoice.class, JobEndChoice.USUAL);
  }

  private Node[] jobEnd() {
    JobEndChoice now = jobEndChoice();
    return new Node[] {
      toggle(
          "sound",
          now.sound(),
          on -> {
            JobEndChoice c = jobEndChoice();
            keep(JobEndChoice.SECTION, new JobEndChoice(on, c.notification(), c.stayAwake()));
          }),
      toggle(
          "notification",
          now.notification(),
          on -> {
            JobEndChoice c = jobEndChoice();
            keep(JobEndChoice.SECTION, new JobEndChoice(c.sound(), on, c.stayAwake()));
          }),
      toggle(
          "stayAwake",
          now.stayAwake(),
          on -> {
            JobEndChoice c = jobEndChoice();
            keep(JobEndChoice.SECTION, new JobEndChoice(c.sound(), c.notification(), on));
          })
    };
  }

  private Node toggle(String key, boolean now, Consumer<Boolean> keep) {
    ToggleSwitch toggle = new ToggleSwitch(messages.get("jobEnd." + key));
    toggle.setLabelPosition(HorizontalDirection.RIGHT);
    toggle.setId(key);
    toggle.setSelected(now);
    toggle.setAccessibleText(messages.get("jobEnd." + key));
    toggle.selectedProperty().addListener((o, before, on) -> keep.accept(on));
    return toggle;
  }

  private Node about(Shell shell) {
    Label text =
        new Label(
            messages.get(
                "about.text", Version.current(), shell.folders().data(), shell.folders().cache()));
    text.setWrapText(true);
    text.getStyleClass().add(Styles.TEXT_MUTED);
    return text;
  }

  private void keep(String section, Object value) {
    session.put(section, value);
    session.save();
  }

  @Override
  public Parent root() {
    return root;
  }

  @Override
  public void shown() {
    root.requestFocus(); // its keys scroll
  }
}
