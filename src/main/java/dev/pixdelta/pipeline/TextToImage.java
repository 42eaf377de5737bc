package dev.pixdelta.pipeline;

/**
 * An open model that draws. Not thread-safe: one thread calls it from opening to closing; only a
 * {@link Cancellation} may be touched from another.
 */
public interface TextToImage extends AutoCloseable {
  /** What this model is. */
  ModelDescription description();

  /**
   * Fills in defaults and checks a request, without drawing.
   *
   * @throws InvalidRequestException if the model cannot serve it
   */
  Plan plan(PipelineRequest request);

  /**
   * Draws one batch. Networks that are not loaded yet are loaded first and stay loaded.
   *
   * @throws CancelledException if cancelled; the model stays usable
   * @throws dev.pixdelta.weights.ModelFileException if a model file is at fault
   * @throws NonFiniteException if a network gives NaN or infinity; the model stays usable
   */
  Drawn draw(Plan plan, ProgressListener progress, Cancellation cancellation);

  @Override
  void close();
}
