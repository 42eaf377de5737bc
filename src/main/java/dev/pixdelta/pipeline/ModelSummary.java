package dev.pixdelta.pipeline;

import dev.pixdelta.diffusion.Sampler;
import dev.pixdelta.diffusion.SamplerKind;
import dev.pixdelta.diffusion.SchedulerClass;
import dev.pixdelta.diffusion.SchedulerConfig;
import dev.pixdelta.hub.ConfigFile;
import dev.pixdelta.hub.ModelFolder;
import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.model.T5Encoder;
import dev.pixdelta.torch.Precision;
import dev.pixdelta.torch.Torch;
import dev.pixdelta.weights.TensorEntry;
import dev.pixdelta.weights.WeightFiles;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a face must know of a model before it is opened: from its configuration and the headers of
 * its files alone, in milliseconds and without the engine.
 *
 * @param name as pictures keep it
 * @param folder where it is
 * @param nativeSize the size it draws by default
 * @param scheduler the scheduler that it names
 * @param steps what each sampler allows with this model, of those that can use its scheduler file
 * @param multiple sides must be multiples of this when binning is off
 * @param anySize whether it has a table of sizes: then any size can be had, drawn at the nearest of
 *     the table and resized
 * @param sizes those with a name, from tall to wide
 * @param fileBytes of all its weights on the disk
 * @param linearNumbers how many weights the transformer and the text encoder hold in memory
 * @param decoderNumbers how many weights the picture decoder holds in memory
 * @param decoderChannels of the picture decoder at full resolution
 * @param borrowed parts (text_encoder, tokenizer, vae) that it lacks, and the names of the models
 *     whose parts it uses
 */
public record ModelSummary(
    String name,
    Path folder,
    Size nativeSize,
    SchedulerClass scheduler,
    Map<SamplerKind, Steps> steps,
    int multiple,
    boolean anySize,
    List<NamedSize> sizes,
    long fileBytes,
    long linearNumbers,
    long decoderNumbers,
    int decoderChannels,
    Map<String, String> borrowed) {
  // Fitted to the peaks in docs/performance.md: engine and JVM; buffers beside the weights; bytes
  // per pixel and channel of a decoder's widest stage, in fp32 and in half of it.
  private static final long BASE_BYTES = 320L << 20;
  private static final double BESIDE_WEIGHTS = 0.08;
  private static final int DECODER_FP32 = 12;
  private static final int DECODER_HALF = 9;

  /** Bounds and default of the denoising steps. */
  public record Steps(int min, int max, int usual) {}

  public ModelSummary {
    steps = Map.copyOf(steps);
    sizes = List.copyOf(sizes);
    borrowed = Map.copyOf(borrowed);
  }

  /**
   * Reads a model folder.
   *
   * @throws dev.pixdelta.weights.ModelFileException if a file is missing or damaged as far as can
   *     be seen without reading weights
   */
  public static ModelSummary read(Path path) {
    return read(path, new ModelLocator(List.of()));
  }

  /**
   * As {@link #read(Path)}.
   *
   * @param models have the parts that the folder lacks
   */
  public static ModelSummary read(Path path, ModelLocator models) {
    ModelFolder folder = SharedParts.open(path, models, null);
    ModelConfigs configs = ModelConfigs.read(folder);
    folder.tokenizerFile();
    SizePlanner planner = configs.sizes();
    Size nativeSize = planner.nativeSize();
    ConfigFile scheduler = folder.config("scheduler");
    SchedulerConfig.read(scheduler); // its own sampler must be able to use it
    Map<SamplerKind, Steps> steps = new EnumMap<>(SamplerKind.class);
    SchedulerConfig.readAll(scheduler)
        .forEach(
            (kind, config) -> {
              int max = Sampler.maxSteps(config);
              steps.put(kind, new Steps(kind.minSteps(), max, Math.min(kind.defaultSteps(), max)));
            });
    long bytes = 0;
    Map<String, Long> numbers = new HashMap<>();
    for (String part : List.of("transformer", "text_encoder", "vae")) {
      try (WeightFiles files = folder.weights(part)) {
        bytes += files.bytes();
        numbers.put(
            part,
            files.names().stream()
                .filter(n -> staysInMemory(part, n))
                .map(files::entry)
                .mapToLong(TensorEntry::elements)
                .sum());
      }
    }
    return new ModelSummary(
        folder.name(),
        path,
        nativeSize,
        SchedulerClass.of(scheduler),
        steps,
        planner.multiple(),
        planner.hasTable(),
        NamedSize.of(nativeSize, planner.multiple()),
        bytes,
        numbers.get("transformer") + numbers.get("text_encoder"),
        numbers.get("vae"),
        configs.vae().channels().getFirst(),
        SharedParts.borrowed(folder));
  }

  /** The sampler that is the model's own, or nearest to what it names. */
  public SamplerKind sampler() {
    return scheduler.nearest();
  }

  private static boolean staysInMemory(String part, String tensor) {
    return switch (part) {
      // the embedding table stays in its file
      case "text_encoder" -> T5Encoder.isOfEncoder(tensor) && !tensor.endsWith("shared.weight");
      case "vae" -> !tensor.startsWith("encoder."); // read for control pictures and previews alone
      default -> true;
    };
  }

  /**
   * About how much memory drawing one picture takes at its peak, everything included.
   *
   * @param size of the picture
   */
  public long memoryBytes(Size size, Precision precision) {
    return memoryBytes(linearNumbers, decoderNumbers, decoderChannels, size, precision);
  }

  static long memoryBytes(
      long linearNumbers,
      long decoderNumbers,
      int decoderChannels,
      Size size,
      Precision precision) {
    boolean fp32 = precision == Precision.FP32 || precision == Precision.W16A32;
    long weights =
        linearNumbers * (precision == Precision.FP32 ? 4 : 2) + decoderNumbers * (fp32 ? 4 : 2);
    long pixels = (long) size.width() * size.height();
    return BASE_BYTES
        + Math.round(weights * (1 + BESIDE_WEIGHTS))
        + pixels * decoderChannels * (fp32 ? DECODER_FP32 : DECODER_HALF);
  }

  /** As {@link #memoryBytes(Size, Precision)}, at the native size, as a CPU computes by default. */
  public long memoryBytes() {
    return memoryBytes(nativeSize, Torch.cpuPrecision());
  }
}
