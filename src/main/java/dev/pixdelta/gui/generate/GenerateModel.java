package dev.pixdelta.gui.generate;

import dev.pixdelta.diffusion.SamplerKind;
import dev.pixdelta.gui.shell.OutputChoice;
import dev.pixdelta.gui.shell.Session;
import dev.pixdelta.hub.Folders;
import dev.pixdelta.pipeline.PipelineRequest;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.GenerationRequest;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.control.ControlSettings;
import dev.pixdelta.studio.prompt.KnownWords;
import dev.pixdelta.torch.DeviceChoice;
import dev.pixdelta.torch.PrecisionChoice;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.LongProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * What the page asks for: every setting as a property, kept in the session at each change. What a
 * model cannot do is put right when the model changes. One thread, the JavaFX thread in the window.
 */
final class GenerateModel {
  final StringProperty prompt = new SimpleStringProperty(this, "prompt", "");
  final StringProperty negative = new SimpleStringProperty(this, "negative", "");
  final ObjectProperty<@Nullable String> style = new SimpleObjectProperty<>(this, "style");
  final ObjectProperty<@Nullable ModelChoice> model = new SimpleObjectProperty<>(this, "model");
  final ObjectProperty<DeviceChoice> device =
      new SimpleObjectProperty<>(this, "device", DeviceChoice.AUTO);
  final ObjectProperty<PrecisionChoice> precision =
      new SimpleObjectProperty<>(this, "precision", PrecisionChoice.AUTO);
  final ObjectProperty<Size> size = new SimpleObjectProperty<>(this, "size", new Size(1024, 1024));
  final ObjectProperty<SamplerKind> sampler =
      new SimpleObjectProperty<>(this, "sampler", SamplerKind.LCM);
  final IntegerProperty steps =
      new SimpleIntegerProperty(this, "steps", SamplerKind.LCM.defaultSteps());
  final DoubleProperty guidance =
      new SimpleDoubleProperty(this, "guidance", SamplerKind.DPM_SOLVER_PP.defaultGuidance());
  final LongProperty seed = new SimpleLongProperty(this, "seed");
  final BooleanProperty seedLocked = new SimpleBooleanProperty(this, "seedLocked");
  final IntegerProperty count = new SimpleIntegerProperty(this, "count", 1);
  final IntegerProperty batch = new SimpleIntegerProperty(this, "batch", 1);
  final ObservableList<ControlSettings> controls = FXCollections.observableArrayList();

  /** Why one of the controls cannot steer; empty if all can. */
  final StringProperty controlProblem = new SimpleStringProperty(this, "controlProblem", "");

  private final ObservableValue<@Nullable KnownWords> vocabulary =
      model.map(ModelChoice::vocabulary);
  private final ObservableList<ModelChoice> models = FXCollections.observableArrayList();

  private final Session session;
  private final Folders folders;
  private String wantedModel = ModelChoice.EMBEDDED;
  private boolean restoring;
  private boolean fresh;

  GenerateModel(Session session, Folders folders) {
    this.session = session;
    this.folders = folders;
    seed.set(GenerationRequest.randomSeed(1, 1));
    restoring = true;
    restore(session.get(Draft.SECTION, Draft.class, Draft.NONE));
    restoring = false;
    for (ObservableValue<?> value :
        List.of(
            prompt,
            negative,
            style,
            model,
            device,
            precision,
            size,
            sampler,
            steps,
            guidance,
            seed,
            seedLocked,
            count,
            batch)) {
      value.subscribe((before, now) -> keep());
    }
    controls.subscribe(this::keep);
    sampler.subscribe((before, now) -> samplerChanged());
    model.subscribe(this::modelChanged);
  }

  private void restore(Draft draft) {
    fresh = draft.size() == null;
    wantedModel = Objects.requireNonNullElse(draft.model(), ModelChoice.EMBEDDED);
    prompt.set(Objects.requireNonNullElse(draft.prompt(), ""));
    negative.set(Objects.requireNonNullElse(draft.negative(), ""));
    style.set(draft.style());
    set(device, draft.device());
    set(precision, draft.precision());
    set(size, draft.size());
    set(sampler, draft.sampler());
    steps.set(limits().clamp(orElse(draft.steps(), sampler.get().defaultSteps())));
    if (draft.guidance() != null && Double.isFinite(draft.guidance())) {
      guidance.set(draft.guidance());
    }
    if (draft.seed() != null && isSeed(draft.seed())) {
      seed.set(draft.seed());
    }
    seedLocked.set(draft.seedLocked());
    count.set(Math.clamp(orElse(draft.count(), 1), 1, GenerationRequest.MAX_COUNT));
    controls.setAll(Objects.requireNonNullElse(draft.controls(), List.of()));
    batch.set(Math.clamp(orElse(draft.batch(), 1), 1, GenerationRequest.MAX_BATCH));
  }

  private static <T> void set(ObjectProperty<T> property, @Nullable T value) {
    if (value != null) {
      property.set(value);
    }
  }

  private static int orElse(@Nullable Integer value, int otherwise) {
    return value == null ? otherwise : value;
  }

  private static boolean isSeed(long value) {
    return value >= 0 && value <= PipelineRequest.MAX_SEED;
  }

  private void keep() {
    if (!restoring) {
      session.put(Draft.SECTION, Draft.of(this, wantedModel));
    }
  }

  /**
   * The models that are here, found anew; the one that was wanted is chosen if it is among them.
   */
  void setModels(List<ModelChoice> found) {
    models.setAll(found);
    chooseWanted();
  }

  private void chooseWanted() {
    ModelChoice chosen =
        named(wantedModel)
            .or(() -> named(ModelChoice.EMBEDDED))
            .or(() -> models.stream().findFirst())
            .orElse(null);
    String wanted = wantedModel;
    model.set(chosen);
    // A model on a disk that is not there today is wanted again tomorrow.
    wantedModel = wanted;
    keep();
  }

  private Optional<ModelChoice> named(String name) {
    return models.stream().filter(m -> m.name().equals(name)).findFirst();
  }

  /** The model that should be used and is not here, or null. */
  @Nullable String missingModel() {
    ModelChoice chosen = model.get();
    return chosen == null || chosen.name().equals(wantedModel) ? null : wantedModel;
  }

  private void modelChanged(@Nullable ModelChoice before, @Nullable ModelChoice now) {
    if (now == null) {
      return;
    }
    // What the session kept was set for the model that it names, and stays for that one.
    if (before != null || fresh || !now.name().equals(wantedModel)) {
      Size nativeSize = now.summary().nativeSize();
      sampler.set(now.summary().sampler());
      if (fresh) {
        size.set(nativeSize);
      } else if (before == null || !nativeSize.equals(before.summary().nativeSize())) {
        size.set(now.ofShape(size.get()));
      }
    }
    steps.set(limits().clamp(steps.get()));
    fresh = false;
    wantedModel = now.name();
  }

  private void samplerChanged() {
    steps.set(sampler.get().defaultSteps());
    if (usesGuidance()) {
      guidance.set(sampler.get().defaultGuidance());
    }
  }

  /** Steps that can be asked for now. */
  Limits limits() {
    ModelChoice chosen = model.get();
    return chosen == null ? Limits.of(sampler.get()) : chosen.limits(sampler.get());
  }

  /** Whether guidance and the negative prompt do anything. */
  boolean usesGuidance() {
    return sampler.get().defaultGuidance() > 1;
  }

  /** Width and height change places. */
  void turn() {
    Size now = size.get();
    int width = now.height();
    size.set(new Size(width, now.width()));
  }

  /** A new seed. */
  void throwDice() {
    seed.set(GenerationRequest.randomSeed(1, count.get()));
  }

  /** Chooses a model by name, now or when it is found. */
  void useModel(String name) {
    wantedModel = name;
    named(name).ifPresent(model::set);
    keep();
  }

  /** Takes a seed and keeps it. */
  void useSeed(long value) {
    if (isSeed(value)) {
      seed.set(value);
      seedLocked.set(true);
    }
  }

  /** The draft of a press of the button: unless it is locked, with a new seed. */
  GenerationSettings next() {
    if (!seedLocked.get()) {
      throwDice();
    }
    return draft();
  }

  /** What is shown now; a drawing has no file yet, see {@code SketchBook.kept}. */
  GenerationSettings draft() {
    boolean guided = usesGuidance();
    return shown(guided ? negative.get() : "", guided ? (Double) guidance.get() : null);
  }

  /** As {@link #draft}, with what is typed and set even where the sampler does not use it. */
  GenerationSettings everything() {
    return shown(negative.get(), guidance.get());
  }

  private GenerationSettings shown(String negativePrompt, @Nullable Double scale) {
    ModelChoice chosen = model.get();
    return new GenerationSettings(
        chosen == null ? wantedModel : chosen.name(),
        device.get(),
        precision.get(),
        prompt.get(),
        negativePrompt,
        style.get(),
        size.get(),
        sampler.get(),
        steps.get(),
        scale,
        seed.get(),
        count.get(),
        batch.get(),
        OutputChoice.of(session).output(folders),
        controls);
  }

  /** All that the page shows, to be shown again. */
  Draft page() {
    return Draft.of(this, wantedModel);
  }

  /** Shows what was on the page before. */
  void show(Draft page) {
    wantedModel = Objects.requireNonNullElse(page.model(), ModelChoice.EMBEDDED);
    chooseWanted();
    restore(page);
  }

  /**
   * Shows settings.
   *
   * @param lockSeed whether their seed is to be used again, so that the same picture comes
   */
  void use(GenerationSettings settings, boolean lockSeed) {
    named(settings.model()).ifPresent(model::set);
    prompt.set(settings.prompt());
    negative.set(settings.negativePrompt());
    style.set(settings.style());
    device.set(settings.device());
    precision.set(settings.precision());
    ModelChoice chosen = model.get();
    if (settings.sampler() != null) {
      sampler.set(settings.sampler());
    } else if (chosen != null) {
      sampler.set(chosen.summary().sampler());
    }
    steps.set(limits().clamp(orElse(settings.steps(), sampler.get().defaultSteps())));
    if (settings.guidance() != null && usesGuidance()) {
      guidance.set(settings.guidance());
    }
    if (settings.size() != null) {
      size.set(settings.size());
    } else if (chosen != null) {
      size.set(chosen.summary().nativeSize());
    }
    count.set(settings.count());
    batch.set(settings.batch());
    controls.setAll(settings.controls());
    if (lockSeed) {
      useSeed(settings.seed());
    }
  }

  /** The nearest size that the model can draw when it cannot draw the one that is set, or null. */
  @Nullable Size betterSize() {
    ModelChoice chosen = model.get();
    if (chosen == null) {
      return null;
    }
    Size nearest = chosen.nearest(size.get());
    return nearest.equals(size.get()) ? null : nearest;
  }

  /** The size of the same shape that the model was trained on, when it is far from it, or null. */
  @Nullable Size trainedSize() {
    ModelChoice chosen = model.get();
    return chosen == null || !chosen.isFar(size.get()) ? null : chosen.ofShape(size.get());
  }

  /** The words that the chosen model knows; null where it knows a whole language. */
  ObservableValue<@Nullable KnownWords> vocabulary() {
    return vocabulary;
  }

  ObservableList<ModelChoice> models() {
    return models;
  }
}
