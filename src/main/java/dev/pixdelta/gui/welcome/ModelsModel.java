package dev.pixdelta.gui.welcome;

import dev.pixdelta.gui.shell.Background;
import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.pipeline.FullModel;
import dev.pixdelta.pipeline.ModelSummary;
import dev.pixdelta.studio.FailureSentence;
import dev.pixdelta.torch.Precision;
import dev.pixdelta.weights.ModelFileException;
import java.util.List;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** The models that are here and what the full one needs. One thread, the JavaFX thread. */
final class ModelsModel {
  private final ModelLocator locator;
  private final Supplier<Machine> machine;
  private final Precision precision;
  private final Background background;
  private final ObservableList<Here> models = FXCollections.observableArrayList();
  private final ObjectProperty<@Nullable Needs> needs = new SimpleObjectProperty<>(this, "needs");
  private boolean looking;

  /**
   * A model that is here.
   *
   * @param summary or null if it is broken
   * @param problem what is wrong with it, or null
   */
  record Here(ModelLocator.Found found, @Nullable ModelSummary summary, @Nullable String problem) {}

  /** What the full model needs and this machine has, in bytes. */
  record Needs(long disk, long memory, Machine machine) {
    /** Whether it fits on the disk; unknown counts as yes. */
    boolean fitsOnDisk() {
      return machine.freeDiskBytes() < 0 || machine.freeDiskBytes() >= disk;
    }

    boolean fitsInMemory() {
      return machine.memoryBytes() >= memory;
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
    this.background = background;
  }

  ObservableList<Here> models() {
    return models;
  }

  ObjectProperty<@Nullable Needs> needsProperty() {
    return needs;
  }

  /** Looks at the disk anew. */
  void look() {
    if (looking) {
      return;
    }
    looking = true;
    background.ask(
        () -> {
          FullModel full = FullModel.LCM_1024;
          return new Look(
              locator.list().stream().map(this::here).toList(),
              new Needs(full.fileBytes(), full.memoryBytes(precision), machine.get()));
        },
        seen -> {
          looking = false;
          models.setAll(seen.models());
          needs.set(seen.needs());
        });
  }

  private Here here(ModelLocator.Found found) {
    try {
      return new Here(found, ModelSummary.read(found.path(), locator), null);
    } catch (ModelFileException e) {
      return new Here(found, null, FailureSentence.of(e));
    }
  }
}
