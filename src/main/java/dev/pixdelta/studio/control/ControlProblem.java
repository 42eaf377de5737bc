package dev.pixdelta.studio.control;

import dev.pixdelta.hub.ControlWeights;
import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.pipeline.ControlFit;
import dev.pixdelta.pipeline.ControlType;
import dev.pixdelta.text.Sentence;
import dev.pixdelta.weights.ModelFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why a control cannot steer the pictures of a model. */
public sealed interface ControlProblem {
  /** The model has no control weights of its own, and none are chosen. */
  record NoWeights(String model) implements ControlProblem {}

  /** The chosen control weights are not there any more. */
  record WeightsMissing(Path weights) implements ControlProblem {}

  /**
   * The control weights are for another model, or damaged.
   *
   * @param reason names the file and says what is wrong
   */
  record WeightsUnfit(Path weights, String model, Sentence reason) implements ControlProblem {}

  /**
   * The control weights were trained on maps of another kind: on lines where depth is asked for, or
   * the other way round.
   *
   * @param trained labels of the types that they know
   */
  record WrongType(Path weights, Set<String> trained, ControlType type) implements ControlProblem {
    public WrongType {
      trained = Set.copyOf(trained);
    }
  }

  /** The control picture is not there any more. */
  record PictureMissing(Path file) implements ControlProblem {}

  /**
   * Looks at the disk, without reading weights or pictures.
   *
   * @param control a drawing's file is not looked at
   * @param model its name
   * @return empty if the control can steer, as far as can be told without drawing
   * @throws ModelFileException if there is no such model, or it is damaged
   */
  static Optional<ControlProblem> of(ControlSettings control, ModelLocator models, String model) {
    Path folder = models.find(model);
    Path chosen = weights(control, folder);
    if (chosen == null) {
      return Optional.of(new NoWeights(model));
    }
    if (!Files.exists(chosen)) {
      return Optional.of(new WeightsMissing(chosen));
    }
    ControlWeights weights;
    try {
      weights = ControlWeights.of(chosen);
      ControlFit.check(folder, weights);
    } catch (ModelFileException e) {
      return Optional.of(new WeightsUnfit(chosen, model, e.sentence()));
    }
    if (!knows(weights.mapTypes(), control.type())) {
      return Optional.of(new WrongType(chosen, weights.mapTypes(), control.type()));
    }
    return control.sketch() || Files.isRegularFile(control.file())
        ? Optional.empty()
        : Optional.of(new PictureMissing(control.file()));
  }

  private static @Nullable Path weights(ControlSettings control, Path model) {
    return control.weights() != null
        ? control.weights()
        : ControlWeights.own(model, control.type().label()).orElse(null);
  }

  /** All maps of lines are alike enough; depth is not like them. */
  private static boolean knows(Set<String> trained, ControlType type) {
    if (trained.isEmpty() || type == ControlType.MAP || trained.contains(type.label())) {
      return true;
    }
    boolean depthOnly = trained.equals(Set.of(ControlType.DEPTH.label()));
    return type != ControlType.DEPTH && !depthOnly;
  }

  /** One sentence for the user, with the way out. */
  default Sentence sentence() {
    return switch (this) {
      case NoWeights p ->
          Sentence.of(
              "The model {0} has no control weights of its own; choose some that were made for it,"
                  + " or remove the control",
              p.model());
      case WeightsMissing p ->
          Sentence.of(
              "{0}: {1}",
              p.weights(), Sentence.of("the control weights no longer exist; choose others"));
      case WeightsUnfit p ->
          Sentence.of("{0}; choose control weights that were made for this model", p.reason());
      case WrongType p ->
          Sentence.of(
              "The control weights {0} were trained on {1} maps, not on {2} maps; choose another"
                  + " type or other weights",
              ControlWeights.of(p.weights()).name(),
              String.join(", ", p.trained().stream().sorted().toList()),
              p.type().label());
      case PictureMissing p ->
          Sentence.of(
              "{0}: {1}",
              p.file(), Sentence.of("the control picture no longer exists; choose another"));
    };
  }
}
