package dev.pixdelta.gui.generate;

import atlantafx.base.theme.Styles;
import dev.pixdelta.diffusion.SamplerKind;
import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.ChoiceBoxes;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.pipeline.ModelSummary;
import dev.pixdelta.studio.GenerationRequest;
import dev.pixdelta.torch.DeviceChoice;
import dev.pixdelta.torch.PrecisionChoice;
import dev.pixdelta.torch.Torch;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.beans.property.DoubleProperty;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Everything below the prompt that decides what a press of the button draws. */
final class SettingsPane extends VBox {
  /** The actions whose buttons stand among the settings. */
  record Buttons(Action models, Action turn, Action lock, Action dice) {}

  private final GenerateModel model;
  private final Messages messages;
  private final Label modelLine = hint();
  private final Label samplerLine = hint();
  private final IntegerField steps;
  private final Slider stepsSlider = new Slider();
  private final Node guidance;
  private final ComboBox<ModelChoice> models;
  private boolean showingModels;

  SettingsPane(GenerateModel model, Messages messages, Buttons buttons) {
    this.model = model;
    this.messages = messages;
    getStyleClass().add("settings-pane");
    models = ChoiceBoxes.empty("model", ModelChoice::name);
    models.setPromptText(messages.get("model.looking"));
    modelLine.setId("model-line");
    samplerLine.setId("sampler-line");
    VBox modelBox =
        new VBox(
            4, new Row(messages.get("model"), models, buttons.models().iconButton()), modelLine);
    steps = new IntegerField(model.steps, model.limits().fewest(), model.limits().most());
    steps.setId("steps");
    steps.setPrefWidth(88);
    steps.setMinWidth(88);
    HBox.setHgrow(stepsSlider, Priority.ALWAYS);
    stepsSlider.setBlockIncrement(1);
    Row stepsRow = new Row(messages.get("steps"), stepsSlider, steps);
    steps.setAccessibleText(messages.get("steps"));
    guidance = guidance();
    getChildren()
        .addAll(
            modelBox,
            new SizeRow(model, messages, buttons.turn()),
            stepsRow,
            guidance,
            SeedRow.of(model, messages, buttons.lock(), buttons.dice()),
            more());
    connectModels();
    connectSteps();
    model.sampler.subscribe(now -> samplerChanged());
    model.model.subscribe(now -> samplerChanged());
    model.device.subscribe(now -> describe());
    model.precision.subscribe(now -> describe());
  }

  private static Label hint() {
    Label label = new Label();
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    label.getStyleClass().addAll(Styles.TEXT_SMALL, "hint");
    return label;
  }

  /** What is set once and then left alone. */
  private Node more() {
    ComboBox<SamplerKind> samplers =
        ChoiceBoxes.of("sampler", model.sampler, List.of(SamplerKind.values()), SamplerKind::label);
    ComboBox<DeviceChoice> devices =
        ChoiceBoxes.of(
            "device",
            model.device,
            List.of(DeviceChoice.values()),
            d -> messages.get("device." + d.name().toLowerCase(Locale.ROOT)));
    ComboBox<PrecisionChoice> precisions =
        ChoiceBoxes.of(
            "precision",
            model.precision,
            List.of(PrecisionChoice.values()),
            p -> messages.get("precision." + p.name().toLowerCase(Locale.ROOT)));
    IntegerField batch = new IntegerField(model.batch, 1, GenerationRequest.MAX_BATCH);
    batch.setId("batch");
    Label batchLine = hint();
    batchLine.setText(messages.get("batch.hint"));
    VBox content =
        new VBox(
            16,
            new VBox(4, new Row(messages.get("sampler"), samplers), samplerLine),
            new Row(messages.get("device"), devices),
            new Row(messages.get("precision"), precisions),
            new VBox(4, new Row(messages.get("batch"), batch), batchLine));
    content.getStyleClass().add("more-settings");
    TitledPane more = new TitledPane(messages.get("more"), content);
    more.setId("more");
    more.setExpanded(false);
    more.setAnimated(false);
    more.getStyleClass().add(Styles.DENSE);
    return more;
  }

  private void connectModels() {
    model
        .models()
        .subscribe(
            () -> {
              showingModels = true;
              models.getItems().setAll(model.models());
              models.setValue(model.model.get());
              showingModels = false;
            });
    model.model.subscribe(now -> models.setValue(now));
    models
        .valueProperty()
        .subscribe(
            (before, now) -> {
              if (now != null && !showingModels) {
                model.model.set(now);
              }
            });
  }

  private void connectSteps() {
    model.steps.subscribe(n -> stepsSlider.setValue(n.intValue()));
    stepsSlider.valueProperty().subscribe(v -> model.steps.set((int) Math.round(v.doubleValue())));
  }

  private void samplerChanged() {
    Limits limits = model.limits();
    // From here on the value is inside: bounds in an order that never cuts it off.
    int now = model.steps.get();
    stepsSlider.setMax(limits.most());
    stepsSlider.setMin(limits.fewest());
    steps.setRange(limits.fewest(), limits.most());
    model.steps.set(limits.clamp(now));
    Row.present(guidance, model.usesGuidance());
    describe();
  }

  private void describe() {
    ModelChoice choice = model.model.get();
    if (choice == null) {
      modelLine.setText("");
      return;
    }
    ModelSummary facts = choice.summary();
    String missing = model.missingModel();
    String line =
        messages.get(
            "model.line", SizeRow.pixels(facts.nativeSize()), facts.sampler().label(), where());
    modelLine.setText(
        missing == null
            ? line
            : messages.get("model.missing", missing, choice.name()) + "\n" + line);
    boolean own = facts.scheduler().is(facts.sampler());
    String made = own ? facts.sampler().label() : facts.scheduler().name();
    samplerLine.setText(
        facts.sampler() != model.sampler.get()
            ? messages.get("sampler.other", choice.name(), made)
            : own
                ? messages.get("sampler.own", choice.name())
                : messages.get("sampler.nearest", choice.name(), made));
  }

  /** Where and in which numbers it computes, in few words. */
  private String where() {
    DeviceChoice device = model.device.get();
    PrecisionChoice precision = model.precision.get();
    if (device == DeviceChoice.AUTO && precision == PrecisionChoice.AUTO) {
      return messages.get("where.auto");
    }
    String on =
        device == DeviceChoice.AUTO
            ? messages.get("where.any")
            : messages.get("where." + device.name().toLowerCase(Locale.ROOT));
    if (precision != PrecisionChoice.AUTO) {
      return on + ", " + precision.name().toLowerCase(Locale.ROOT);
    }
    return device == DeviceChoice.CPU ? on + ", " + Torch.cpuPrecision().label() : on;
  }

  private Node guidance() {
    Slider slider = new Slider(1, 12, model.guidance.get());
    slider.setId("guidance");
    slider.setBlockIncrement(0.5);
    Label value = new Label();
    value.setMinWidth(40);
    DoubleProperty property = model.guidance;
    property.subscribe(
        v -> {
          slider.setValue(v.doubleValue());
          value.setText(String.format(Locale.ROOT, "%.1f", v.doubleValue()));
        });
    slider.valueProperty().subscribe(v -> typed(property, v.doubleValue()));
    return new Row(messages.get("guidance"), slider, Objects.requireNonNull(value));
  }

  /** To tenths: what a slider gives has more digits than anybody asked for. */
  private static void typed(DoubleProperty property, double value) {
    double rounded = Math.rint(value * 10) / 10;
    if (Math.abs(rounded - property.get()) >= 0.05) {
      property.set(rounded);
    }
  }
}
