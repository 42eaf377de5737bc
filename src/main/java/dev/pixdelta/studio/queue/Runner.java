package dev.pixdelta.studio.queue;

import dev.pixdelta.pipeline.Binning;
import dev.pixdelta.pipeline.CancelledException;
import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.pipeline.PipelineOptions;
import dev.pixdelta.pipeline.Progress;
import dev.pixdelta.studio.DataFileException;
import dev.pixdelta.studio.FailureSentence;
import dev.pixdelta.studio.GenerationListener;
import dev.pixdelta.studio.GenerationRequest;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.PictureRequest;
import dev.pixdelta.studio.SavedPicture;
import dev.pixdelta.studio.Studio;
import dev.pixdelta.studio.picture.Origin;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.text.Sentence;
import dev.pixdelta.torch.EngineException;
import dev.pixdelta.weights.ModelFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Draws what waits, pass by pass, on the one thread that owns the studio. Nothing that happens in a
 * pass ends the thread.
 *
 * <p>What is promised stays promised by the order of four operations: a picture is marked as being
 * drawn; it is drawn; its file appears, with the picture's id in it; it is marked as done. Whatever
 * is found marked as being drawn at the start is looked up among the files.
 */
final class Runner implements Runnable {
  private final QueueState state;
  private final PassStore passes;
  private final Sheets sheets;
  private final StageTimes times;
  private final JobQueue.Setup setup;
  private final Duration idle;
  private final QueueListener listener;
  private final Studio studio;
  private final LiveDrawing live;
  private final Set<Sentence> told = new HashSet<>();
  private long lastJob;
  private boolean settled;
  private boolean worked;

  /**
   * @param idle time after which the model is closed
   */
  Runner(
      QueueState state,
      PassStore passes,
      Sheets sheets,
      StageTimes times,
      JobQueue.Setup setup,
      Duration idle,
      QueueListener listener) {
    this.state = state;
    this.passes = passes;
    this.sheets = sheets;
    this.times = times;
    this.setup = setup;
    this.idle = idle;
    this.listener = listener;
    this.studio = new Studio(setup.opener(), setup.models());
    this.live = new LiveDrawing(state, setup, studio, listener);
  }

  @Override
  public void run() {
    while (!state.isClosing()) {
      try {
        turn();
      } catch (Throwable e) {
        // The database failed, or this class is wrong: going on could spin, or draw twice.
        settled = false;
        state.halt();
        tell(FailureSentence.sentence(e));
      }
    }
    closeModel();
  }

  private void tell(Sentence sentence) {
    try {
      listener.note(lastJob, sentence);
      listener.changed();
    } catch (RuntimeException e) {
      // a listener that cannot even hear of failures must not end the thread
    }
  }

  /** One live picture, one pass, one sheet, or a rest. */
  private void turn() {
    QueueState.LiveWork live = state.takeLive();
    if (live != null) {
      recover(this.live.draw(live));
      return;
    }
    if (!settled && !state.isPaused()) {
      if (new Recovery(state, passes).settle()) {
        listener.changed();
      }
      settled = true;
    }
    Sheets.Due due = state.isPaused() ? null : state.locked(sheets::next);
    if (due != null) {
      draw(due);
      return;
    }
    QueueState.Work work = state.take(() -> passes.begin(lastJob));
    if (work != null) {
      worked = true;
      draw(work);
      return;
    }
    if (worked && !state.isPaused()) {
      worked = false;
      listener.idle();
    }
    if (!state.awaitChange(idle)) {
      closeModel();
    }
  }

  private void begins(long job) {
    if (job != lastJob) {
      lastJob = job;
      told.clear();
    }
  }

  private void draw(QueueState.Work work) {
    Pass pass = work.pass();
    begins(pass.job());
    listener.changed();
    try {
      GenerationRequest request = request(pass);
      boolean opens = !studio.isOpen(request.model(), request.options());
      Forecast forecast =
          state.locked(() -> new Forecast(pass, passes.groups(pass.job()), times, opens));
      PassClock clock = new PassClock();
      var unused =
          studio.generate(request, new PassListener(pass, forecast, clock), work.cancellation());
      String timing = pass.recipe().timing();
      state.locked(() -> times.add(clock.times(timing, pass.pictures().size(), opens)));
    } catch (CancelledException e) {
      state.locked(() -> passes.end(pass.job(), work.afterStop(), null));
    } catch (DataFileException e) {
      throw e; // pictures may be saved and not marked: they are looked up before anything goes on
    } catch (Throwable e) {
      fail(pass, e);
    } finally {
      state.done();
    }
    listener.changed();
  }

  private void draw(Sheets.Due due) {
    begins(due.job());
    try {
      Path sheet = Sheets.draw(due);
      state.locked(() -> sheets.drawn(due.job(), sheet));
    } catch (DataFileException e) {
      throw e;
    } catch (Throwable e) {
      Sentence sentence = FailureSentence.sentence(e);
      state.locked(() -> sheets.failed(due.job(), sentence));
    }
    listener.changed();
  }

  private GenerationRequest request(Pass pass) {
    GenerationSettings s = pass.settings();
    List<PictureRequest> pictures =
        pass.pictures().stream()
            .map(p -> new PictureRequest(p.index(), p.prompt(), p.seed(), origin(pass, p)))
            .toList();
    return new GenerationRequest(
        setup.models().find(s.model()),
        new PipelineOptions(s.device(), s.precision(), 0, setup.cacheFolder()),
        pictures,
        pass.pictures().getFirst().negative(),
        s.size(),
        Binning.AUTO,
        s.sampler(),
        s.steps(),
        s.guidance(),
        pictures.size(),
        s.output(),
        null,
        s.controls());
  }

  private static Origin origin(Pass pass, PromisedPicture picture) {
    GenerationSettings s = pass.settingsOf(picture);
    String template = s.prompt().equals(picture.prompt()) ? null : s.prompt();
    return new Origin(pass.id(picture), template, s.style());
  }

  /** Fails the pass, and with it what would fail in the same way. */
  private void fail(Pass pass, Throwable failure) {
    recover(failure);
    Sentence sentence = FailureSentence.sentence(failure);
    Recipe recipe = pass.recipe();
    PassStore.RecipeFilter others =
        switch (failure) {
          case PictureFileException e -> other -> true;
          case ModelFileException e -> other -> other.model().equals(recipe.model());
          case EngineException e -> other -> other.model().equals(recipe.model());
          case InvalidRequestException e -> recipe::equals;
          default -> FailureSentence.isOutOfMemory(failure) ? recipe::equals : other -> false;
        };
    state.locked(
        () -> {
          passes.end(pass.job(), PictureState.FAILED, sentence);
          passes.failWaiting(pass.job(), sentence, others);
        });
  }

  private void recover(@Nullable Throwable failure) {
    if (failure != null
        && (!FailureSentence.isForeseen(failure) || FailureSentence.isOutOfMemory(failure))) {
      closeModel(); // who knows in what state it is, and how much it holds
    }
  }

  private void closeModel() {
    try {
      studio.close();
    } catch (RuntimeException e) {
      tell(FailureSentence.sentence(e));
    }
  }

  /** Hears of one pass, on the runner's thread. */
  private final class PassListener implements GenerationListener {
    private final Pass pass;
    private final Forecast forecast;
    private final PassClock clock;

    PassListener(Pass pass, Forecast forecast, PassClock clock) {
      this.pass = pass;
      this.forecast = forecast;
      this.clock = clock;
    }

    @Override
    public void note(Sentence sentence) {
      if (told.add(sentence)) {
        listener.note(pass.job(), sentence);
      }
    }

    @Override
    public void progress(GenerationProgress p) {
      clock.begins(p.stage());
      listener.progress(forecast.at(p.first(), p.stage()));
      if (p.stage() instanceof Progress.Denoised step) {
        for (int i = 0; i < step.previews().size(); i++) {
          int picture = pass.pictures().get(i).index();
          listener.preview(pass.job(), picture, step.step(), step.steps(), step.previews().get(i));
        }
      }
    }

    @Override
    public boolean wantsPreviews() {
      return listener.wantsPreviews();
    }

    @Override
    public void saved(SavedPicture picture) {
      clock.saved();
      state.locked(() -> passes.saved(pass.job(), picture.index(), picture.path()));
      listener.saved(pass.job(), picture);
      listener.changed();
    }
  }
}
