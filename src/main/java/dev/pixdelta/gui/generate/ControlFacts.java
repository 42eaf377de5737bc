package dev.pixdelta.gui.generate;

import dev.pixdelta.gui.shell.KnownControls;
import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.pipeline.PipelineOptions;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.FailureSentence;
import dev.pixdelta.studio.control.ControlMap;
import dev.pixdelta.studio.control.ControlProblem;
import dev.pixdelta.studio.control.ControlSettings;
import dev.pixdelta.studio.control.SoftEdgeDrawer;
import dev.pixdelta.text.Sentence;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a control after looking at the disk.
 *
 * @param control as it steers: with weights that fit, where those it had were for another model
 * @param map what will be used, or null if it cannot be made
 * @param problem why it cannot steer, or null
 * @param unreadable why its picture cannot be read, or null
 */
record ControlFacts(
    ControlSettings control,
    @Nullable ControlMap map,
    @Nullable ControlProblem problem,
    @Nullable Sentence unreadable) {

  /**
   * A question about a control, asked in the background.
   *
   * @param known weights that may steer it instead
   * @param adopt whether it may have other weights than it had
   */
  record Question(
      ControlSettings control,
      String model,
      Size size,
      KnownControls known,
      ModelLocator models,
      PipelineOptions options,
      boolean adopt) {

    /**
     * Looks at the disk, and makes the map.
     *
     * @param drawing the drawing, for a control by it
     */
    ControlFacts answer(ControlMap.@Nullable Source drawing) {
      ControlSettings fit = control;
      Optional<ControlProblem> problem = ControlProblem.of(control, models, model);
      if (adopt && problem.filter(ControlFacts::isOfTheModel).isPresent()) {
        ControlSettings other = known.preferred(models, model, control);
        Optional<ControlProblem> left = ControlProblem.of(other, models, model);
        if (left.filter(ControlFacts::isOfTheModel).isEmpty()) {
          fit = other;
          problem = left;
        }
      }
      try (SoftEdgeDrawer softEdges = new SoftEdgeDrawer(models, options)) {
        ControlMap.Source source = drawing == null ? fit.read() : drawing;
        return new ControlFacts(fit, source.of(size, softEdges), problem.orElse(null), null);
      } catch (RuntimeException e) {
        return new ControlFacts(fit, null, problem.orElse(null), FailureSentence.sentence(e));
      }
    }
  }

  private static boolean isOfTheModel(ControlProblem problem) {
    return problem instanceof ControlProblem.NoWeights
        || problem instanceof ControlProblem.WeightsUnfit;
  }
}
