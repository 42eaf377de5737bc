package dev.pixdelta.pipeline;

import dev.pixdelta.diffusion.SamplerKind;
import java.nio.file.Path;

/**
 * What a face needs to know of an open model.
 *
 * @param name folder name
 * @param folder where it is
 * @param nativeSize the size it draws by default
 * @param sampler the sampler its folder names
 * @param multiple sides must be multiples of this when binning is off: patch size x VAE factor
 * @param device "cpu" or "cuda"
 * @param precision "fp32", "bf16", "fp16" or "w16a32"
 * @param hash first ten hex digits of SHA-256 over the transformer's files, for picture metadata
 */
public record ModelDescription(
    String name,
    Path folder,
    Size nativeSize,
    SamplerKind sampler,
    int multiple,
    String device,
    String precision,
    String hash) {}
