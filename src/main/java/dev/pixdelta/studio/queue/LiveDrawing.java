package dev.pixdelta.studio.queue;

import dev.pixdelta.pipeline.Binning;
import dev.pixdelta.pipeline.CancelledException;
import dev.pixdelta.pipeline.Picture;
import dev.pixdelta.pipeline.PipelineOptions;
import dev.pixdelta.studio.FailureSentence;
import dev.pixdelta.studio.GenerationListener;
import dev.pixdelta.studio.GenerationRequest;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.PictureRequest;
import dev.pixdelta.studio.Studio;
import dev.pixdelta.studio.picture.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Draws live pictures with the runner's studio, so that jobs and live pictures share one model in
 * memory. Confined to the runner's thread.
 */
final class LiveDrawing {
  private final QueueState state;
  private final JobQueue.Setup setup;
  private final Studio studio;
  private final QueueListener listener;

  LiveDrawing(QueueState state, JobQueue.Setup setup, Studio studio, QueueListener listener) {
    this.state = state;
    this.setup = setup;
    this.studio = studio;
    this.listener = listener;
  }

  /**
   * Draws the live picture that waits, if any.
   *
   * @return what went wrong and may have left the model in an unknown state, else null
   */
  @Nullable Throwable draw(QueueState.LiveWork work) {
    LiveRequest live = work.request();
    try {
      List<Picture> pictures =
          studio.draw(
              request(live), live.sources(), new DrawingListener(live.id()), work.cancellation());
      listener.liveDrawn(live.id(), pictures.getFirst());
      return null;
    } catch (CancelledException e) {
      return null; // whoever stopped it knows
    } catch (Throwable e) {
      listener.liveFailed(live.id(), FailureSentence.sentence(e));
      return e;
    } finally {
      state.liveDone();
    }
  }

  /** Passes on how far it is. */
  private final class DrawingListener implements GenerationListener {
    private final long id;

    DrawingListener(long id) {
      this.id = id;
    }

    @Override
    public void progress(GenerationProgress progress) {
      listener.liveProgress(id, progress.stage());
    }
  }

  private GenerationRequest request(LiveRequest live) {
    GenerationSettings s = live.settings().withSeries(live.settings().seed(), 1);
    PromisedPicture picture = PicturePlanner.of(setup).of(s).getFirst();
    return new GenerationRequest(
        setup.models().find(s.model()),
        new PipelineOptions(s.device(), s.precision(), 0, setup.cacheFolder()),
        List.of(new PictureRequest(0, picture.prompt(), picture.seed(), Origin.NONE)),
        picture.negative(),
        s.size(),
        Binning.AUTO,
        s.sampler(),
        s.steps(),
        s.guidance(),
        1,
        s.output(),
        null,
        s.controls());
  }
}
