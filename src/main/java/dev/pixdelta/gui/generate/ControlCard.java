package dev.pixdelta.gui.generate;

import atlantafx.base.theme.Styles;
import dev.pixdelta.gui.shell.ChoiceBoxes;
import dev.pixdelta.gui.shell.Inquiry;
import dev.pixdelta.gui.shell.KnownControls;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.gui.shell.SketchBook;
import dev.pixdelta.hub.ControlWeights;
import dev.pixdelta.pipeline.ControlType;
import dev.pixdelta.pipeline.PipelineOptions;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.control.ControlMap;
import dev.pixdelta.studio.control.ControlSettings;
import dev.pixdelta.studio.control.SoftEdgeDrawer;
import dev.pixdelta.studio.sketch.Sketch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;
import org.kordamp.ikonli.javafx.FontIcon;

/** One picture that steers: its map as it will be used, what it is made of, and how strongly. */
final class ControlCard extends VBox {
  private static final double MOST_USEFUL = 2;

  private final Shell shell;
  private final Messages messages;
  private final GenerateModel model;
  private final Consumer<ControlSettings> changed;
  private final PictureArea map = new PictureArea();
  private final Label line = new Label();
  private final Label weights = new Label();
  private final ObjectProperty<ControlType> type;
  private final Inquiry<Facts> facts;
  private final List<Subscription> listening = new ArrayList<>();
  private ControlSettings control;

  /** What is known of a control after looking at the disk. */
  private record Facts(ControlMap map, String weights) {}

  ControlCard(
      GenerateModel model,
      Shell shell,
      Messages messages,
      ControlSettings start,
      Consumer<ControlSettings> changed,
      Runnable remove) {
    super(8);
    this.model = model;
    this.shell = shell;
    this.messages = messages;
    this.changed = changed;
    control = start;
    getStyleClass().add("control-card");
    type = new SimpleObjectProperty<>(this, "type", start.type());
    facts = new Inquiry<>(shell.background(), this::question, this::show, this::failed);
    map.setId("control-map");
    map.setPrefHeight(144);
    map.setMinHeight(144);
    line.setId("control-line");
    weights.setId("control-weights");
    for (Label label : List.of(line, weights)) {
      label.setWrapText(true);
      label.setMinHeight(Region.USE_PREF_SIZE);
      label.getStyleClass().addAll(Styles.TEXT_SMALL, "hint");
    }
    Row.present(line, false);
    getChildren().addAll(head(remove), map, line);
    if (!start.sketch()) {
      getChildren().add(kind());
    }
    getChildren()
        .addAll(
            slider(
                "control.strength",
                start.strength(),
                MOST_USEFUL,
                v -> change(control.with(v, control.start(), control.end()))),
            slider(
                "control.start",
                start.start(),
                1,
                v -> change(control.with(control.strength(), v, Math.max(v, control.end())))),
            slider(
                "control.end",
                start.end(),
                1,
                v -> change(control.with(control.strength(), Math.min(v, control.start()), v))),
            weightsRow());
    listening.add(model.size.subscribe((before, now) -> facts.ask()));
    listening.add(model.model.subscribe((before, now) -> facts.ask()));
    if (start.sketch()) {
      listening.add(shell.sketch().seenProperty().subscribe((before, now) -> facts.ask()));
    }
    facts.ask();
  }

  /** The card is taken away. */
  void close() {
    listening.forEach(Subscription::unsubscribe);
  }

  private HBox head(Runnable remove) {
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
    gone.getStyleClass().addAll(Styles.FLAT, "button-icon");
    gone.setTooltip(new Tooltip(messages.get("control.remove")));
    gone.setAccessibleText(messages.get("control.remove"));
    gone.setOnAction(e -> remove.run());
    HBox head = new HBox(8, name, gone);
    head.setAlignment(javafx.geometry.Pos.CENTER_LEFT);
    return head;
  }

  private HBox weightsRow() {
    Button choose = new Button(messages.get("control.weights.choose"));
    choose.getStyleClass().add(Styles.SMALL);
    choose.setMinWidth(Region.USE_PREF_SIZE);
    choose.setOnAction(e -> chooseWeights());
    HBox.setHgrow(weights, Priority.ALWAYS);
    weights.setMaxWidth(Double.MAX_VALUE);
    return new HBox(8, weights, choose);
  }

  private VBox kind() {
    ComboBox<ControlType> types =
        ChoiceBoxes.of(
            "control-type",
            type,
            List.of(ControlType.values()),
            t -> messages.get("control.type." + t.label()));
    CheckBox invert = new CheckBox(messages.get("control.invert"));
    invert.setSelected(control.invert());
    invert.setDisable(control.type() == ControlType.MAP);
    Runnable use =
        () -> {
          boolean asItIs = type.get() == ControlType.MAP;
          invert.setDisable(asItIs);
          change(control.withType(type.get(), invert.isSelected() && !asItIs));
          facts.ask();
        };
    type.subscribe((before, now) -> use.run());
    invert.selectedProperty().subscribe((before, now) -> use.run());
    return new VBox(8, new Row(messages.get("control.type"), types), invert);
  }

  private Row slider(String key, double start, double most, Consumer<Double> set) {
    Slider slider = new Slider(0, Math.max(most, start), start);
    slider.setBlockIncrement(0.05);
    Label value = new Label(text(start));
    value.setMinWidth(40);
    slider
        .valueProperty()
        .subscribe(
            (before, now) -> {
              double rounded = Math.rint(now.doubleValue() * 20) / 20;
              value.setText(text(rounded));
              set.accept(rounded);
            });
    return new Row(messages.get(key), slider, value);
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private void change(ControlSettings now) {
    control = now;
    changed.accept(now);
  }

  private Callable<Facts> question() {
    ControlSettings now = control;
    Size size = model.size.get();
    Sketch sketch = shell.sketch().seen();
    String name = model.draft().model();
    PipelineOptions options =
        new PipelineOptions(model.device.get(), model.precision.get(), 0, shell.folders().cache());
    return () -> {
      ControlMap.Source source = now.sketch() ? SketchBook.source(sketch) : now.read();
      try (SoftEdgeDrawer softEdges = new SoftEdgeDrawer(shell.models(), options)) {
        return new Facts(source.of(size, softEdges), weightsOf(now, name));
      }
    };
  }

  private String weightsOf(ControlSettings now, String name) {
    if (now.weights() != null) {
      return messages.get("control.weights", ControlWeights.of(now.weights()).name());
    }
    return KnownControls.hasOwn(shell.models(), name, now)
        ? messages.get("control.weights.own", name)
        : messages.get("control.weights.none", name);
  }

  private void show(Facts found) {
    map.show(found.map().picture(), found.map().picture().size());
    boolean turned = found.map().inverted() != control.invert();
    line.setText(turned ? messages.get("control.turned") : "");
    Row.present(line, turned);
    weights.setText(found.weights());
  }

  private void failed(Throwable failure) {
    map.clear();
    line.setText(shell.sentence(failure));
    Row.present(line, true);
  }

  private void chooseWeights() {
    Path chosen = KnownControls.choose(shell, messages.get("control.weights.choose"), getScene());
    if (chosen != null) {
      change(control.withWeights(chosen));
      facts.ask();
    }
  }
}
