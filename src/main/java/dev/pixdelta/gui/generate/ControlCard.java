package dev.pixdelta.gui.generate;

import atlantafx.base.theme.Styles;
import dev.pixdelta.gui.shell.BackgroundQuery;
import dev.pixdelta.gui.shell.ChoiceBoxes;
import dev.pixdelta.gui.shell.ControlText;
import dev.pixdelta.gui.shell.KnownControls;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.Page;
import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.gui.shell.SketchBook;
import dev.pixdelta.pipeline.ControlType;
import dev.pixdelta.pipeline.PipelineOptions;
import dev.pixdelta.studio.control.ControlMap;
import dev.pixdelta.studio.control.ControlProblem;
import dev.pixdelta.studio.control.ControlSettings;
import dev.pixdelta.studio.sketch.Sketch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * One picture that steers: its map as it will be used, what it is made of, and how strongly; or why
 * it cannot steer, with what can be done about it.
 */
final class ControlCard extends VBox {
  private static final double MOST_USEFUL = 2;

  /** What the pane that holds the card does for it. */
  interface Owner {
    /** The control is another one now. */
    void changed(ControlSettings now);

    void remove();

    /** Asks the user for another picture in place of this one. */
    void choosePicture();
  }

  private final Shell shell;
  private final Messages messages;
  private final ControlText texts;
  private final GenerateModel model;
  private final Owner owner;
  private final PictureArea map = new PictureArea();
  private final Label line = hint("control-line");
  private final Label weights = hint("control-weights");
  private final Label problemLine = hint("control-problem");
  private final FlowPane remedies = new FlowPane(8, 8);
  private final Button choosePicture;
  private final Button sketchPage;
  private final ObjectProperty<ControlType> type;
  private final BackgroundQuery<ControlFacts> facts;
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
  private final List<Subscription> listening = new ArrayList<>();
  private ControlSettings control;
  private boolean adopt = true;

  ControlCard(
      GenerateModel model, Shell shell, Messages messages, ControlSettings start, Owner owner) {
    super(8);
    this.model = model;
    this.shell = shell;
    this.messages = messages;
    this.owner = owner;
    texts = new ControlText(shell.locale());
    control = start;
    getStyleClass().add("control-card");
    type = new SimpleObjectProperty<>(this, "type", start.type());
    facts = new BackgroundQuery<>(shell.background(), this::question, this::show, this::failed);
    map.setId("control-map");
    map.setPrefHeight(144);
    map.setMinHeight(144);
    problemLine.getStyleClass().add(Styles.DANGER);
    choosePicture = button("control.picture.other", owner::choosePicture);
    choosePicture.setId("choose-picture");
    sketchPage = button("control.sketch.open", () -> shell.workspace().show(Page.SKETCH));
    Button chooseWeights = button("control.weights.choose", this::chooseWeights);
    chooseWeights.setId("choose-weights");
    remedies.getChildren().addAll(chooseWeights, choosePicture, sketchPage);
    Row.present(line, false);
    Row.present(problemLine, false);
    getChildren().addAll(head(), map, line);
    if (!start.sketch()) {
      getChildren().add(kind());
    }
    getChildren().addAll(strength(), active(), weights, problemLine, remedies);
    listening.add(model.size.subscribe((before, now) -> facts.ask()));
    listening.add(model.model.subscribe((before, now) -> modelChanged()));
    if (start.sketch()) {
      listening.add(shell.sketch().seenProperty().subscribe(this::sketchChanged));
    }
    showRemedies(false, false);
    facts.ask();
  }

  private static Label hint(String id) {
    Label label = new Label();
    label.setId(id);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    label.getStyleClass().addAll(Styles.TEXT_SMALL, "hint");
    return label;
  }

  private Button button(String key, Runnable action) {
    Button button = new Button(messages.get(key));
    button.getStyleClass().add(Styles.SMALL);
    button.setOnAction(e -> action.run());
    return button;
  }

  /** Why it cannot steer, in one sentence; empty if it can. */
  ReadOnlyStringProperty problemProperty() {
    return problem.getReadOnlyProperty();
  }

  /** Looks anew: files come and go. */
  void look() {
    facts.ask();
  }

  /** The card is taken away. */
  void close() {
    listening.forEach(Subscription::unsubscribe);
  }

  /** Weights that the user chose for another model give way to some that fit. */
  private void modelChanged() {
    adopt = true;
    facts.ask();
  }

  private void sketchChanged(Sketch before, Sketch now) {
    ControlType made = SketchBook.typeOf(now);
    if (made != control.type()) {
      change(control.withType(made, false));
    }
    facts.ask();
  }

  private HBox head() {
    boolean sketch = control.sketch();
    Label name =
        new Label(
            sketch
                ? messages.get("control.drawing")
                : String.valueOf(control.file().getFileName()));
    if (!sketch) {
      name.setTooltip(new Tooltip(control.file().toString()));
    }
    HBox.setHgrow(name, Priority.ALWAYS);
    name.setMaxWidth(Double.MAX_VALUE);
    Button gone = new Button(null, new FontIcon(BootstrapIcons.X));
    gone.setId("remove-control");
    gone.getStyleClass().addAll(Styles.FLAT, "button-icon");
    gone.setTooltip(new Tooltip(messages.get("control.remove")));
    gone.setAccessibleText(messages.get("control.remove"));
    gone.setOnAction(e -> owner.remove());
    HBox head = new HBox(8, name, gone);
    head.setAlignment(Pos.CENTER_LEFT);
    return head;
  }

  private VBox kind() {
    ComboBox<ControlType> types =
        ChoiceBoxes.of(
            "control-type",
            type,
            List.of(ControlType.values()),
            t -> messages.get("control.type." + t.label()));
    CheckBox invert = new CheckBox(messages.get("control.invert"));
    invert.setId("control-invert");
    invert.setSelected(control.invert());
    Label expected = hint("control-expected");
    Runnable use =
        () -> {
          boolean asItIs = type.get() == ControlType.MAP;
          invert.setDisable(asItIs);
          expected.setText(messages.get("control.type." + type.get().label() + ".hint"));
          change(control.withType(type.get(), invert.isSelected() && !asItIs));
          facts.ask();
        };
    invert.setDisable(control.type() == ControlType.MAP);
    expected.setText(messages.get("control.type." + type.get().label() + ".hint"));
    type.subscribe((before, now) -> use.run());
    invert.selectedProperty().subscribe((before, now) -> use.run());
    return new VBox(8, new VBox(4, new Row(messages.get("control.type"), types), expected), invert);
  }

  private Row strength() {
    Slider slider = new Slider(0, Math.max(MOST_USEFUL, control.strength()), control.strength());
    slider.setId("control-strength");
    slider.setBlockIncrement(0.05);
    Label value = new Label(text(control.strength()));
    value.setMinWidth(40);
    slider
        .valueProperty()
        .subscribe(
            (before, now) -> {
              double rounded = Math.rint(now.doubleValue() * 20) / 20;
              value.setText(text(rounded));
              change(control.with(rounded, control.start(), control.end()));
            });
    return new Row(messages.get("control.strength"), slider, value);
  }

  /** In which part of the steps it steers, in percent. */
  private HBox active() {
    IntegerProperty from = new SimpleIntegerProperty(percent(control.start()));
    IntegerProperty to = new SimpleIntegerProperty(percent(control.end()));
    IntegerField first = field(from, "control.start");
    first.setId("control-start");
    IntegerField last = field(to, "control.end");
    last.setId("control-end");
    from.subscribe((before, now) -> to.set(Math.max(to.get(), now.intValue())));
    to.subscribe((before, now) -> from.set(Math.min(from.get(), now.intValue())));
    Runnable set =
        () -> change(control.with(control.strength(), from.get() / 100.0, to.get() / 100.0));
    from.subscribe((before, now) -> set.run());
    to.subscribe((before, now) -> set.run());
    HBox row =
        new HBox(
            6,
            word("control.active.from"),
            first,
            word("control.active.to"),
            last,
            word("control.active.percent"));
    row.setAlignment(Pos.CENTER_LEFT);
    return row;
  }

  private Label word(String key) {
    Label label = new Label(messages.get(key));
    label.getStyleClass().add("setting-name");
    label.setMinWidth(Region.USE_PREF_SIZE);
    return label;
  }

  private static int percent(double part) {
    return (int) Math.round(100 * part);
  }

  private IntegerField field(IntegerProperty property, String key) {
    IntegerField field = new IntegerField(property, 0, 100);
    field.setPrefWidth(80);
    field.setMinWidth(76);
    field.setAccessibleText(messages.get(key));
    return field;
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private void change(ControlSettings now) {
    control = now;
    owner.changed(now);
  }

  private Callable<ControlFacts> question() {
    Sketch sketch = shell.sketch().seen();
    ControlFacts.Question question =
        new ControlFacts.Question(
            control,
            model.draft().model(),
            model.size.get(),
            KnownControls.of(shell.session()),
            shell.models(),
            new PipelineOptions(
                model.device.get(), model.precision.get(), 0, shell.folders().cache()),
            adopt);
    return () -> question.answer(question.control().sketch() ? SketchBook.source(sketch) : null);
  }

  private void show(ControlFacts found) {
    // Weights that fit are taken, unless something else was changed meanwhile.
    if (found.control().withWeights(control.weights()).equals(control)
        && !found.control().equals(control)) {
      change(found.control());
    }
    ControlMap made = found.map();
    if (made == null) {
      map.clear();
    } else {
      map.show(made.picture(), made.picture().size());
    }
    boolean turned = made != null && made.inverted() != control.invert();
    line.setText(turned ? messages.get("control.turned") : "");
    Row.present(line, turned);
    ControlProblem why = found.problem();
    weights.setText(texts.weights(found.control(), model.draft().model()));
    Row.present(weights, !(why instanceof ControlProblem.NoWeights));
    boolean ofPicture = found.unreadable() != null || why instanceof ControlProblem.PictureMissing;
    showRemedies(ofPicture, why instanceof ControlProblem.WrongType);
    say(
        why != null
            ? texts.of(why)
            : found.unreadable() == null ? "" : found.unreadable().in(shell.locale()));
  }

  private void showRemedies(boolean ofPicture, boolean ofType) {
    Row.present(choosePicture, ofPicture && !control.sketch());
    Row.present(sketchPage, ofType && control.sketch());
  }

  private void say(String sentence) {
    problemLine.setText(sentence);
    Row.present(problemLine, !sentence.isEmpty());
    problem.set(sentence);
  }

  private void failed(Throwable failure) {
    map.clear();
    say(shell.sentence(failure));
  }

  private void chooseWeights() {
    Path chosen = KnownControls.choose(shell, messages.get("control.weights.choose"), getScene());
    if (chosen != null) {
      useWeights(chosen);
    }
  }

  /** Steers by other weights. */
  void useWeights(Path chosen) {
    adopt = false;
    change(control.withWeights(chosen));
    facts.ask();
  }
}
