package dev.pixdelta.pipeline;

import dev.pixdelta.torch.DeviceChoice;
import dev.pixdelta.torch.PrecisionChoice;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a model is opened.
 *
 * @param device where to compute
 * @param precision in which numbers
 * @param threads CPU threads, 0 for as many as there are cores
 * @param cacheFolder the root of what is kept between runs: the unpacked engine, prompt embeddings,
 *     file hashes
 * @param textEncoder a model or the folder of a text encoder that is used instead of the model's
 *     own, or null
 */
public record PipelineOptions(
    DeviceChoice device,
    PrecisionChoice precision,
    int threads,
    Path cacheFolder,
    @Nullable Path textEncoder) {
  /** With the model's own text encoder. */
  public PipelineOptions(
      DeviceChoice device, PrecisionChoice precision, int threads, Path cacheFolder) {
    this(device, precision, threads, cacheFolder, null);
  }
}
