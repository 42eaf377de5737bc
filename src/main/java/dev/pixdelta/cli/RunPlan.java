package dev.pixdelta.cli;

import dev.pixdelta.hub.ControlWeights;
import dev.pixdelta.pipeline.Binning;
import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.pipeline.PipelineOptions;
import dev.pixdelta.studio.GenerationRequest;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.PictureRequest;
import dev.pixdelta.studio.control.ControlSettings;
import dev.pixdelta.studio.picture.Origin;
import dev.pixdelta.studio.prompt.Style;
import dev.pixdelta.studio.prompt.Styles;
import dev.pixdelta.weights.ModelFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The runs that one command makes: neighbours that differ in prompt and seed only are one. */
final class RunPlan {
  /**
   * @param common of all its pictures, but for prompt, seed and count
   * @param style put around each prompt, or null
   */
  private record Run(
      GenerationSettings common, @Nullable Style style, List<PictureRequest> pictures) {}

  private final List<Run> runs = new ArrayList<>();
  private int pictures;

  private RunPlan() {}

  /**
   * Plans what is asked for, with the checks that need no model.
   *
   * @param jobs in the order in which they are drawn
   * @param latents whether they are to be saved
   * @throws InvalidRequestException if a number is out of its range, there is no such style, or one
   *     file cannot hold the latents
   */
  static RunPlan of(List<GenerationSettings> jobs, Styles styles, boolean latents) {
    long total = jobs.stream().mapToLong(GenerationSettings::count).sum();
    int batch = jobs.isEmpty() ? 1 : jobs.getFirst().batch();
    GenerationRequest.checkRun((int) Math.min(total, Integer.MAX_VALUE), batch, null, latents);
    RunPlan plan = new RunPlan();
    for (GenerationSettings job : jobs) {
      plan.add(job, styles);
    }
    if (latents && plan.runs.size() > 1) {
      throw new InvalidRequestException(
          "--save-latents saves those of one run, and the table's columns ask for "
              + plan.runs.size()
              + "; leave it out, or the columns but prompt, seed and count");
    }
    return plan;
  }

  private void add(GenerationSettings job, Styles styles) {
    GenerationSettings common = job.withPrompt("").withSeries(0, 1);
    if (runs.isEmpty() || !runs.getLast().common().equals(common)) {
      Style style = job.style() == null ? null : styles.find(job.style());
      runs.add(new Run(common, style, new ArrayList<>()));
    }
    Run run = runs.getLast();
    Style style = run.style();
    String prompt = style == null ? job.prompt() : style.applyTo(job.prompt());
    String template = prompt.equals(job.prompt()) ? null : job.prompt();
    Origin origin = style == null ? Origin.NONE : new Origin(null, template, style.name());
    for (PictureRequest p : PictureRequest.series(List.of(prompt), job.count(), job.seed())) {
      run.pictures().add(p.at(pictures++, origin));
    }
  }

  /** The seed of the first picture. */
  long firstSeed() {
    return runs.getFirst().pictures().getFirst().seed();
  }

  /**
   * The requests, in order.
   *
   * @param models finds the folder of a model by what is asked for
   * @param latents the file for the latents, or null
   * @throws ModelFileException if a control names no weights and its model has none
   */
  List<GenerationRequest> requests(
      Function<String, Path> models,
      PipelineOptions options,
      Binning binning,
      @Nullable Path latents) {
    List<GenerationRequest> requests = new ArrayList<>();
    Map<String, Path> folders = new HashMap<>();
    for (Run run : runs) {
      GenerationSettings s = run.common();
      Style style = run.style();
      Path folder = folders.computeIfAbsent(s.model(), models);
      checkControls(folder, s.controls());
      requests.add(
          new GenerationRequest(
              folder,
              options,
              run.pictures(),
              style == null ? s.negativePrompt() : style.applyToNegative(s.negativePrompt()),
              s.size(),
              binning,
              s.sampler(),
              s.steps(),
              s.guidance(),
              s.batch(),
              s.output(),
              latents,
              s.controls()));
    }
    return requests;
  }

  /** What lacks its weights is refused before anything is computed. */
  private static void checkControls(Path model, List<ControlSettings> controls) {
    for (ControlSettings control : controls) {
      if (control.weights() == null) {
        ControlWeights.ofModel(model, control.type().label());
      }
    }
  }
}
