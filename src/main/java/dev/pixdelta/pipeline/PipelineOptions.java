package dev.pixdelta.pipeline;

import dev.pixdelta.torch.DeviceChoice;
import dev.pixdelta.torch.PrecisionChoice;
import java.nio.file.Path;

/**
 * How a model is opened.
 *
 * @param device where to compute
 * @param precision in which numbers
 * @param threads CPU threads, 0 for as many as there are cores
 * @param cacheFolder the root of what is kept between runs: the unpacked engine, prompt embeddings,
 *     file hashes
 */
public record PipelineOptions(
    DeviceChoice device, PrecisionChoice precision, int threads, Path cacheFolder) {}
