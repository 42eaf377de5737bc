package dev.pixdelta.gui.welcome;

import dev.pixdelta.gui.shell.Background;
import dev.pixdelta.gui.shell.BackgroundQuery;
import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.pipeline.FullModel;
import dev.pixdelta.pipeline.ModelSummary;
import dev.pixdelta.text.Sentence;
import dev.pixdelta.torch.Precision;
import dev.pixdelta.weights.ModelFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** The models that are here and what the full one needs. One thread, the JavaFX thread. */
final class ModelsModel {
  /** The share of the memory that one program can have beside the system. */
  private static final double USABLE = 0.9;

  private final ModelLocator locator;
  private final Supplier<Machine> machine;
  private final Precision precision;
  private final ObservableList<Here> models = FXCollections.observableArrayList();
  private final ObjectProperty<@Nullable Needs> needs = new SimpleObjectProperty<>(this, "needs");
  private final BackgroundQuery<Look> query;
  private final List<Runnable> waiting = new ArrayList<>();

  /**
   * A model that is here.
   *
   * @param summary or null if it is broken
   * @param problem what is wrong with it, or null
   */
  record Here(
      ModelLocator.Found found, @Nullable ModelSummary summary, @Nullable Sentence problem) {}

  /** Whether memory is enough: with what runs now, without it, or not at all. */
  enum Fit {
    NOW,
    WHEN_FREED,
    NEVER
  }

  /** What the full model needs and this machine has, in bytes. */
  record Needs(long disk, long memory, Machine machine) {
    /** Whether it fits on the disk; unknown counts as yes. */
    boolean fitsOnDisk() {
      return machine.freeDiskBytes() < 0 || machine.freeDiskBytes() >= disk;
    }

    /** Whether the memory is enough. */
    Fit fitInMemory() {
      if (memory > USABLE * machine.memoryBytes()) {
        return Fit.NEVER;
      }
      boolean now = machine.availableBytes() < 0 || machine.availableBytes() >= memory;
      return now ? Fit.NOW : Fit.WHEN_FREED;
    }
  }

  private record Look(List<Here> models, Needs needs) {}

  /**
   * @param machine looked at in the background
   * @param precision that this machine's processor computes in
   */
  ModelsModel(
      ModelLocator locator, Supplier<Machine> machine, Precision precision, Background background) {
    this.locator = locator;
    this.machine = machine;
    this.precision = precision;
    this.query = new BackgroundQuery<>(background, () -> this::read, this::show);
  }

  ObservableList<Here> models() {
    return models;
  }

  ObjectProperty<@Nullable Needs> needsProperty() {
    return needs;
  }

  /** Looks at the disk anew. */
  void look() {
    look(() -> {});
  }

  /**
   * As {@link #look()}.
   *
   * @param then runs when the models are those that are there
   */
  void look(Runnable then) {
    waiting.add(then);
    query.ask();
  }

  private Look read() {
    FullModel full = FullModel.LCM_1024;
    return new Look(
        locator.list().stream().map(this::here).toList(),
        new Needs(full.fileBytes(), full.memoryBytes(precision), machine.get()));
  }

  private void show(Look seen) {
    models.setAll(seen.models());
    needs.set(seen.needs());
    List<Runnable> now = List.copyOf(waiting);
    waiting.clear();
    now.forEach(Runnable::run);
  }

  private Here here(ModelLocator.Found found) {
    try {
      return new Here(found, ModelSummary.read(found.path(), locator), null);
    } catch (ModelFileException e) {
      return new Here(found, null, e.sentence());
    }
  }
}
