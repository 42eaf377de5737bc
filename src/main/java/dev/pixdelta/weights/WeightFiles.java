package dev.pixdelta.weights;

import dev.pixdelta.text.Sentence;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The named tensors of one network: one safetensors file or PyTorch archive, or several with an
 * index. Headers are read and checked on opening; data only when it is mapped. Every mistake of a
 * file, at any time, is a {@link ModelFileException}.
 *
 * <p>For one thread. Owns its file channels until {@link #close}; mapped segments live on, as long
 * as their arena.
 */
public final class WeightFiles implements AutoCloseable {
  private static final List<String> VARIANTS = List.of("fp16", "bf16");

  private final Path source;
  private final Map<Path, Shard> shards;
  private final Map<String, TensorEntry> tensors = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final Set<String> used = new HashSet<>();

  private WeightFiles(Path source, Map<Path, Shard> shards) {
    this.source = source;
    this.shards = shards;
    for (Shard shard : shards.values()) {
      tensors.putAll(shard.header().tensors());
      shard.header().metadata().forEach(metadata::putIfAbsent);
    }
  }

  /** As {@link #open(Path, String, String)}, for archives of the same name. */
  public static WeightFiles open(Path folder, String stem) {
    return open(folder, stem, stem);
  }

  /**
   * Opens {@code STEM.safetensors}, or the shards of {@code STEM.safetensors.index.json}; if
   * neither is there, {@code STEM.V.safetensors} or {@code STEM.safetensors.index.V.json} with V
   * fp16, then bf16, as diffusers names such variants. If there is none of these either, PyTorch
   * archives under the same names with {@code .bin}.
   *
   * @param stem of safetensors files
   * @param archiveStem of PyTorch archives
   * @throws ModelFileException if none is there, or on any damage
   */
  public static WeightFiles open(Path folder, String stem, String archiveStem) {
    List<String> names = new ArrayList<>(names(stem + ".", "safetensors"));
    names.addAll(names(archiveStem + ".", "bin"));
    for (String name : names) {
      Path file = folder.resolve(name);
      // A dangling link counts as there, so that the message names it.
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return name.endsWith(".json") ? openIndex(file) : openFile(file);
      }
    }
    throw ModelFileException.missing(
        folder.resolve(names.getFirst()),
        Sentence.of(
            "the file is missing, and neither {0} nor {1} is there",
            names.get(1), archiveStem + ".bin"));
  }

  /** Files and indexes of one format, the best first; some versions put the variant elsewhere. */
  private static List<String> names(String stem, String format) {
    List<String> names = new ArrayList<>();
    names.add(stem + format);
    names.add(stem + format + ".index.json");
    for (String variant : VARIANTS) {
      names.add(stem + variant + "." + format);
      names.add(stem + format + ".index." + variant + ".json");
      names.add(stem + format + "." + variant + ".index.json");
    }
    return names;
  }

  /**
   * Opens one safetensors file or PyTorch archive. Nothing that an archive asks to be run is run.
   *
   * @throws ModelFileException if it is missing, or on any damage
   */
  public static WeightFiles openFile(Path file) {
    Map<Path, Shard> shards = new LinkedHashMap<>();
    shards.put(file, Shard.open(file));
    return new WeightFiles(file, shards);
  }

  private static WeightFiles openIndex(Path index) {
    Map<String, String> weightMap;
    try {
      weightMap = ShardIndex.read(index).weightMap();
    } catch (IOException e) {
      throw ModelFileException.unreadable(index, e);
    }
    Map<Path, Shard> shards = new LinkedHashMap<>();
    try {
      Map<String, Path> owner = new LinkedHashMap<>();
      for (String name : new TreeSet<>(weightMap.values())) {
        Path file = index.resolveSibling(name);
        Shard shard = Shard.open(file);
        shards.put(file, shard);
        for (String tensor : shard.header().tensors().keySet()) {
          Path other = owner.put(tensor, file);
          String expected = weightMap.get(tensor);
          if (other != null || !name.equals(expected)) {
            throw new ModelFileException(
                file,
                "tensor "
                    + HeaderJson.quote(tensor)
                    + ": expected "
                    + (expected == null ? "in " + index.getFileName() : "only in " + expected)
                    + ", found "
                    + (expected == null ? "only here" : "here too"));
          }
        }
      }
      for (Map.Entry<String, String> e : weightMap.entrySet()) {
        if (!owner.containsKey(e.getKey())) {
          throw new ModelFileException(
              index.resolveSibling(e.getValue()),
              "tensor "
                  + HeaderJson.quote(e.getKey())
                  + ": expected here as "
                  + index.getFileName()
                  + " says, found nothing");
        }
      }
      return new WeightFiles(index, shards);
    } catch (RuntimeException | Error e) {
      shards.values().forEach(Shard::close);
      throw e;
    }
  }

  /** The files of tensors, by name; an index is not among them. */
  public List<Path> files() {
    return List.copyOf(shards.keySet());
  }

  /** Names of all tensors. */
  public Set<String> names() {
    return Collections.unmodifiableSet(tensors.keySet());
  }

  /** The {@code __metadata__} of all files; the first file that has a key wins. */
  public Map<String, String> metadata() {
    return Collections.unmodifiableMap(metadata);
  }

  /** Whether there is such a tensor. */
  public boolean has(String name) {
    return tensors.containsKey(name);
  }

  /**
   * The tensor of a name, whatever its shape; counts as used from here on.
   *
   * @throws ModelFileException if it is missing
   */
  public TensorEntry entry(String name) {
    return found(name, "");
  }

  /**
   * The tensor of a name, which counts as used from here on.
   *
   * @param shape what its shape must be, outermost first; none for a scalar
   * @throws ModelFileException if it is missing or has another shape
   */
  public TensorEntry require(String name, long... shape) {
    List<Long> expected = Arrays.stream(shape).boxed().toList();
    TensorEntry entry = found(name, ": expected shape " + expected);
    if (!entry.shape().equals(expected)) {
      throw new ModelFileException(
          entry.file(),
          "tensor "
              + HeaderJson.quote(name)
              + ": expected shape "
              + expected
              + ", found "
              + entry.shape());
    }
    return entry;
  }

  /**
   * As {@link #require(String, long...)}, of floating-point elements.
   *
   * @throws ModelFileException also if it holds integers or booleans
   */
  public TensorEntry requireFloat(String name, long... shape) {
    TensorEntry entry = require(name, shape);
    if (!entry.dtype().isFloat()) {
      throw new ModelFileException(
          entry.file(),
          "tensor "
              + HeaderJson.quote(name)
              + ": expected floating-point numbers, found "
              + entry.dtype());
    }
    return entry;
  }

  private TensorEntry found(String name, String expected) {
    TensorEntry entry = tensors.get(name);
    if (entry == null) {
      throw new ModelFileException(
          source, "tensor " + HeaderJson.quote(name) + " is missing" + expected);
    }
    used.add(name);
    return entry;
  }

  /**
   * Checks that nothing in the files went unused: a tensor that no network asked for means that the
   * configuration and the weights are not of one model.
   *
   * @param passedOver names that may stay unused
   * @throws ModelFileException naming the first unused tensor, by name
   */
  public void requireAllUsed(Predicate<String> passedOver) {
    List<String> unused =
        tensors.keySet().stream()
            .filter(n -> !used.contains(n) && !passedOver.test(n))
            .sorted()
            .toList();
    if (unused.isEmpty()) {
      return;
    }
    TensorEntry first = tensors.get(unused.getFirst());
    if (first != null) {
      throw new ModelFileException(
          first.file(),
          unused.size() == 1
              ? Sentence.of(
                  "tensor {0} {1} has no place in the network that the configuration describes",
                  HeaderJson.quote(first.name()), first.shape())
              : Sentence.of(
                  "tensor {0} {1} and {2} more have no place in the network that the configuration"
                      + " describes",
                  HeaderJson.quote(first.name()), first.shape(), unused.size() - 1));
    }
  }

  /** Whether a tensor's data is compressed in its file, so that only {@link #map} gives it. */
  public boolean isPacked(TensorEntry entry) {
    Shard shard = shards.get(entry.file());
    return shard != null && shard.header().packed().containsKey(entry.name());
  }

  /**
   * Maps exactly one tensor's bytes, read-only; also beyond and above 2 GiB. Nothing is read before
   * the bytes are touched. The address is as unaligned as the offset in the file. The segment stays
   * valid until the arena closes, also after {@link #close}. The file must not shrink meanwhile.
   * Compressed data is unpacked into memory of the arena instead.
   *
   * @throws ModelFileException if the file's size is no longer what it was on opening, or the
   *     system refuses
   */
  public MemorySegment map(TensorEntry entry, Arena arena) {
    Shard shard = shards.get(entry.file());
    if (shard == null || !shard.owns(entry)) {
      throw new IllegalArgumentException(entry + " is not of " + source);
    }
    return shard.map(entry, arena);
  }

  /**
   * Checks that every file is as long as it was on opening. Touching a mapped page behind the end
   * of a file that was cut would end the process, so ask before each use of what is mapped; it
   * costs a microsecond.
   *
   * @throws ModelFileException if one is not
   */
  public void requireUnchanged() {
    shards.values().forEach(Shard::requireUnchanged);
  }

  /** Sum of the tensors' sizes in bytes. */
  public long bytes() {
    return tensors.values().stream().mapToLong(TensorEntry::length).sum();
  }

  /** Closes the files. Segments that were mapped stay valid. */
  @Override
  public void close() {
    shards.values().forEach(Shard::close);
  }
}
