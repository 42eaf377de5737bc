package dev.pixdelta.studio;

import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.pipeline.Cancellation;
import dev.pixdelta.pipeline.Drawn;
import dev.pixdelta.pipeline.ModelDescription;
import dev.pixdelta.pipeline.Picture;
import dev.pixdelta.pipeline.PipelineOptions;
import dev.pixdelta.pipeline.Plan;
import dev.pixdelta.pipeline.Progress;
import dev.pixdelta.pipeline.ProgressListener;
import dev.pixdelta.pipeline.TextToImage;
import dev.pixdelta.studio.GenerationListener.GenerationProgress;
import dev.pixdelta.studio.control.ControlMap;
import dev.pixdelta.studio.control.SoftEdgeDrawer;
import dev.pixdelta.studio.picture.ControlParameters;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.studio.picture.PictureFiles;
import dev.pixdelta.studio.picture.PictureParameters;
import dev.pixdelta.text.Sentence;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Serves requests: opens the model, draws batch by batch, saves every picture as soon as its batch
 * is done. The model stays open for the next request with the same folder and options.
 *
 * <p>Blocking and silent. Not thread-safe: one thread makes all calls, closing included, since it
 * owns the model; only a {@link Cancellation} may be touched from another.
 */
public final class Studio implements AutoCloseable {
  private final ModelOpener opener;
  private final ModelLocator models;
  private final Clock clock;
  private @Nullable Open open;

  private record Open(
      Path model, PipelineOptions options, TextToImage pipeline, SoftEdgeDrawer softEdges) {}

  /**
   * @param opener opens the models asked for
   * @param models where networks that make control maps may lie
   */
  public Studio(ModelOpener opener, ModelLocator models) {
    this(opener, models, Clock.system(ZoneId.systemDefault()));
  }

  /**
   * @param clock names the pictures
   */
  Studio(ModelOpener opener, ModelLocator models, Clock clock) {
    this.opener = opener;
    this.models = models;
    this.clock = clock;
  }

  /**
   * Draws and saves all pictures of a request. Folder, latents file and every batch are checked
   * before anything is drawn. Pictures that were saved stay when a later batch fails or is
   * cancelled; latents are written only by a run that reaches its end.
   *
   * @throws dev.pixdelta.pipeline.InvalidRequestException if the model cannot serve it
   * @throws dev.pixdelta.pipeline.CancelledException if cancelled; the model stays usable
   * @throws dev.pixdelta.weights.ModelFileException if a model file is at fault
   * @throws PictureFileException if a picture or the latents cannot be written, or a control
   *     picture cannot be read
   */
  public GenerationSummary generate(
      GenerationRequest request, GenerationListener listener, Cancellation cancellation) {
    PictureFiles.prepare(request.output().folder());
    LatentsFile latents = request.latents() == null ? null : LatentsFile.prepare(request.latents());
    cancellation.check();
    TextToImage pipeline = open(request.model(), request.options());
    RunControls controls;
    try (SoftEdgeDrawer softEdges = new SoftEdgeDrawer(models, request.options())) {
      controls = RunControls.prepare(request, pipeline, softEdges);
    }
    List<Plan> plans = plan(request, controls, pipeline, listener);
    List<ControlParameters> steered = controls.parameters(request.controls());
    PictureFiles files = new PictureFiles(request.output(), LocalDateTime.now(clock));
    List<SavedPicture> saved = new ArrayList<>();
    for (Plan plan : plans) {
      cancellation.check();
      int batch = plan.request().prompts().size();
      List<PictureRequest> asked = request.pictures().subList(saved.size(), saved.size() + batch);
      Drawn drawn =
          pipeline.draw(
              plan,
              new BatchListener(
                  listener, asked.getFirst().index(), batch, request.pictures().size()),
              cancellation);
      for (int i = 0; i < batch; i++) {
        SavedPicture picture =
            save(files, asked.get(i), pipeline.description(), steered, plan, drawn, i);
        saved.add(picture);
        listener.saved(picture);
      }
      if (latents != null) {
        latents.add(drawn.latents(), request.pictures().size());
      }
    }
    if (latents != null) {
      listener.note(Sentence.of("The latents are in {0}.", latents.write()));
    }
    return new GenerationSummary(pipeline.description(), saved);
  }

  /**
   * Draws the first batch of a request and saves nothing. What makes the control maps stays open
   * with the model, since the next request mostly wants the same.
   *
   * @param sources one for each control of the request, in place of its file
   * @throws dev.pixdelta.pipeline.InvalidRequestException if the model cannot serve it
   * @throws dev.pixdelta.pipeline.CancelledException if cancelled; the model stays usable
   * @throws dev.pixdelta.weights.ModelFileException if a model file is at fault
   */
  public List<Picture> draw(
      GenerationRequest request,
      List<ControlMap.Source> sources,
      GenerationListener listener,
      Cancellation cancellation) {
    cancellation.check();
    TextToImage pipeline = open(request.model(), request.options());
    RunControls controls = RunControls.of(request, sources, pipeline, softEdges());
    Plan plan = plan(request, controls, pipeline, listener).getFirst();
    var progress = new BatchListener(listener, 0, plan.request().prompts().size(), request.batch());
    return pipeline.draw(plan, progress, cancellation).pictures();
  }

  /**
   * What a model is; opens it if it is not open, so that the next request finds it so.
   *
   * @throws dev.pixdelta.weights.ModelFileException if a model file is at fault
   */
  public ModelDescription describe(Path model, PipelineOptions options) {
    return open(model, options).description();
  }

  /** Whether the model is open with these options. */
  public boolean isOpen(Path model, PipelineOptions options) {
    return open != null && open.model().equals(model) && open.options().equals(options);
  }

  /** Closes the model; the studio can be used again. */
  @Override
  public void close() {
    if (open != null) {
      Open closing = open;
      open = null;
      closing.softEdges().close();
      closing.pipeline().close();
    }
  }

  private SoftEdgeDrawer softEdges() {
    return Objects.requireNonNull(open).softEdges();
  }

  /** Says which batch a stage belongs to. */
  private record BatchListener(GenerationListener listener, int first, int batch, int pictures)
      implements ProgressListener {
    @Override
    public void onProgress(Progress stage) {
      listener.progress(new GenerationProgress(first, batch, pictures, stage));
    }

    @Override
    public boolean wantsPreviews() {
      return listener.wantsPreviews();
    }
  }

  private TextToImage open(Path model, PipelineOptions options) {
    if (open != null && isOpen(model, options)) {
      return open.pipeline();
    }
    close(); // first: two models may not fit into memory together
    TextToImage pipeline = opener.open(model, options);
    open = new Open(model, options, pipeline, new SoftEdgeDrawer(models, options));
    return pipeline;
  }

  private static List<Plan> plan(
      GenerationRequest request,
      RunControls controls,
      TextToImage pipeline,
      GenerationListener listener) {
    List<Plan> plans = new ArrayList<>();
    Set<Sentence> notes = new LinkedHashSet<>(controls.notes());
    for (int first = 0; first < request.pictures().size(); first += request.batch()) {
      Plan plan =
          pipeline.plan(request.batchFrom(first, controls.size()).controlledBy(controls.inputs()));
      plans.add(plan);
      notes.addAll(plan.notes());
    }
    notes.forEach(listener::note);
    return plans;
  }

  private static SavedPicture save(
      PictureFiles files,
      PictureRequest asked,
      ModelDescription model,
      List<ControlParameters> steered,
      Plan plan,
      Drawn drawn,
      int i) {
    Picture picture = drawn.pictures().get(i);
    String prompt = plan.request().prompts().get(i);
    long seed = plan.request().seeds().get(i);
    PictureParameters parameters =
        new PictureParameters(
            prompt,
            plan.request().negativePrompt(),
            plan.steps(),
            plan.sampler().label(),
            plan.guidance(),
            seed,
            picture.size(),
            plan.drawn(),
            model.name(),
            model.hash(),
            model.device(),
            model.precision(),
            Version.current(),
            asked.origin(),
            steered);
    Path path = files.save(picture, parameters, asked.index() + 1).toAbsolutePath().normalize();
    int n = drawn.pictures().size();
    Drawn.Seconds s = drawn.seconds();
    return new SavedPicture(
        path,
        asked.index(),
        prompt,
        seed,
        picture.size(),
        model.name(),
        plan.steps(),
        new SavedPicture.Seconds(s.text() / n, s.denoise() / n, s.decode() / n));
  }
}
