package dev.pixdelta.hub;

import dev.pixdelta.text.Sentence;
import dev.pixdelta.weights.FailedDownload;
import dev.pixdelta.weights.ModelFileException;
import dev.pixdelta.weights.WeightFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A PixArt-α model in the hub's layout: {@code model_index.json} and a folder for each part. Says
 * where the files of a part are and that they are of the right kind; what is in them is for the
 * parts to check. Parts that many models share may be missing, and be taken from elsewhere.
 * Immutable.
 */
public final class ModelFolder {
  private static final List<String> PARTS =
      List.of("transformer", "text_encoder", "vae", "scheduler", "tokenizer");

  /** Classes whose files hold the encoder besides other things. */
  private static final Set<String> WITH_ENCODER =
      Set.of("T5EncoderModel", "T5Model", "T5ForConditionalGeneration", "T5WithLMHeadModel");

  private static final long MAX_TOKENIZER = 64L << 20;

  /** Those that are the same in many models, so that some folders leave them out on purpose. */
  private static final List<String> SHARED = List.of("text_encoder", "tokenizer", "vae");

  private final Path path;
  private final Map<String, Path> folders;

  private ModelFolder(Path path, Map<String, Path> folders) {
    this.path = path;
    this.folders = Map.copyOf(folders);
  }

  /**
   * Opens a folder: its parts must be there, but for text encoder, tokenizer and VAE, and be of a
   * PixArt-α pipeline as far as the index says.
   *
   * @throws ModelFileException if not
   */
  public static ModelFolder open(Path folder) {
    return HubCache.told(folder, () -> opened(folder));
  }

  private static ModelFolder opened(Path folder) {
    requireFolder(folder, Sentence.of("expected a model folder"));
    ModelIndex.read(folder).check(folder);
    Map<String, Path> folders = new HashMap<>();
    for (String part : PARTS) {
      Path own = folder.resolve(part);
      if (!SHARED.contains(part) || !isAbsent(own)) {
        requireFolder(own, Sentence.of("expected a folder of the model"));
        folders.put(part, own);
      }
    }
    return new ModelFolder(folder, folders);
  }

  /** Whether a folder claims to be a PixArt model; it may still be damaged, or a PixArt-Sigma. */
  static boolean isModel(Path folder) {
    try {
      ModelIndex.read(folder);
      return true;
    } catch (ModelFileException e) {
      return false;
    }
  }

  private static void requireFolder(Path folder, Sentence expected) {
    if (Files.isDirectory(folder)) {
      return;
    }
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw ModelFileException.missing(folder, Sentence.of("{0}, found nothing", expected));
    }
    throw new ModelFileException(
        folder,
        Files.exists(folder)
            ? Sentence.of("{0}, found a file", expected)
            : Sentence.of("{0}, found a link that leads nowhere", expected));
  }

  /** A link that leads nowhere is there: somebody wanted what it led to. */
  private static boolean isAbsent(Path folder) {
    return !Files.exists(folder, LinkOption.NOFOLLOW_LINKS)
        || (Files.isDirectory(folder) && HubCache.isEmpty(folder));
  }

  /** The folder, as it was given. */
  public Path path() {
    return path;
  }

  /**
   * The model's name: the folder's; for a snapshot in the hub's cache, the name of the repository.
   */
  public String name() {
    return name(path);
  }

  private static String name(Path folder) {
    return HubCache.repository(folder)
        .map(id -> id.substring(id.indexOf('/') + 1))
        .orElseGet(
            () -> {
              Path absolute = folder.toAbsolutePath().normalize();
              return String.valueOf(
                  absolute.getFileName() == null ? absolute : absolute.getFileName());
            });
  }

  /** Parts that are not there: text_encoder, tokenizer or vae. */
  public List<String> missing() {
    return SHARED.stream().filter(part -> !folders.containsKey(part)).toList();
  }

  /**
   * The failure for a missing part that could not be had from elsewhere either.
   *
   * @param problem the rest of a sentence that begins with the folder
   */
  public ModelFileException withoutPart(String part, Sentence problem) {
    ModelFileException failure = new ModelFileException(path, problem);
    Optional<String> id = HubCache.repository(path);
    return id.isEmpty() || ModelIndex.read(path).leavesOut(part)
        ? failure
        : failure.with(Sentence.of("or finish the download with: hf download {0}", id.get()));
  }

  /**
   * This model with a part from elsewhere, whether it has one of its own or not.
   *
   * @param part text_encoder, tokenizer or vae
   * @param folder with the files of the part
   */
  public ModelFolder with(String part, Path folder) {
    if (!SHARED.contains(part)) {
      throw new IllegalArgumentException(part);
    }
    Map<String, Path> changed = new HashMap<>(folders);
    changed.put(part, folder);
    return new ModelFolder(path, changed);
  }

  /**
   * Where the files of a part are.
   *
   * @throws ModelFileException if the part is missing
   */
  public Path folder(String part) {
    Path folder = folders.get(part);
    if (folder == null) {
      throw ModelFileException.missing(
          path.resolve(part),
          Sentence.of("{0}, found nothing", Sentence.of("expected a folder of the model")));
    }
    return folder;
  }

  private <T> T told(String part, Supplier<T> reading) {
    Path folder = folders.getOrDefault(part, path.resolve(part)).getParent();
    return HubCache.told(folder == null ? path : folder, reading);
  }

  /** The name of the model that a part was taken from; empty where it is this one's own. */
  public Optional<String> origin(String part) {
    Path folder = folders.get(part);
    if (folder == null || folder.equals(path.resolve(part))) {
      return Optional.empty();
    }
    Path parent = folder.endsWith(part) ? folder.getParent() : null;
    return Optional.of(name(parent == null ? folder : parent));
  }

  /**
   * Reads the configuration of a part.
   *
   * @param part transformer, text_encoder, vae or scheduler
   * @throws ModelFileException if it is missing, damaged or of another class
   * @throws IllegalArgumentException if there is no such part
   */
  public ConfigFile config(String part) {
    String file =
        switch (part) {
          case "transformer", "text_encoder", "vae" -> "config.json";
          case "scheduler" -> "scheduler_config.json";
          default -> throw new IllegalArgumentException(part);
        };
    ConfigFile config = told(part, () -> ConfigFile.read(folder(part).resolve(file)));
    Set<String> classes = ModelIndex.CLASSES.getOrDefault(part, Set.of());
    switch (part) {
      case "transformer" -> config.word("_class_name", classes, "Transformer2DModel");
      case "vae" -> config.word("_class_name", classes, "AutoencoderKL");
      case "text_encoder" -> {
        config.word("model_type", Set.of("t5"), "t5");
        if (config.has("architectures")) {
          config.words("architectures", 1, WITH_ENCODER);
        }
      }
      default -> {} // the samplers know their classes
    }
    return config;
  }

  /**
   * Opens the weights of a part; the caller closes them.
   *
   * @param part transformer, text_encoder or vae
   * @throws ModelFileException if they are missing or damaged
   * @throws IllegalArgumentException if there is no such part
   */
  public WeightFiles weights(String part) {
    return told(
        part,
        () ->
            switch (part) {
              case "transformer", "vae" ->
                  WeightFiles.open(folder(part), "diffusion_pytorch_model");
              case "text_encoder" -> WeightFiles.open(folder(part), "model", "pytorch_model");
              default -> throw new IllegalArgumentException(part);
            });
  }

  /**
   * The tokenizer's file: {@code spiece.model}, or {@code tokenizer.json} where there is none, as
   * transformers 5 saves it.
   *
   * @throws ModelFileException if it is missing, empty or over 64 MiB
   */
  public Path tokenizerFile() {
    return told("tokenizer", () -> tokenizerFile(folder("tokenizer")));
  }

  private static Path tokenizerFile(Path folder) {
    Path sentencePiece = folder.resolve("spiece.model");
    Path json = folder.resolve("tokenizer.json");
    // A link that leads nowhere is a file that is missing, not one that nobody wanted.
    if (Files.exists(sentencePiece, LinkOption.NOFOLLOW_LINKS)) {
      return checkTokenizer(sentencePiece);
    }
    if (Files.exists(json, LinkOption.NOFOLLOW_LINKS)) {
      return checkTokenizer(json);
    }
    throw new ModelFileException(
        sentencePiece, "the file is missing, and so is tokenizer.json, which could take its place");
  }

  private static Path checkTokenizer(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        throw new ModelFileException(
            file,
            "expected a tokenizer, found "
                + (attributes.isDirectory() ? "a folder" : "a special file"));
      }
      FailedDownload.check(file);
      if (attributes.size() > MAX_TOKENIZER) {
        throw new ModelFileException(
            file,
            "expected a tokenizer of at most "
                + MAX_TOKENIZER
                + " bytes, found "
                + attributes.size());
      }
      return file;
    } catch (IOException e) {
      throw ModelFileException.unreadable(file, e);
    }
  }

  /**
   * First ten hex digits of SHA-256 over the transformer's weight files, in name order; lower case.
   *
   * @param cacheFolder where the answer is kept: reading a real model whole takes seconds
   * @throws ModelFileException if they are missing, damaged or cannot be read
   */
  public String transformerHash(Path cacheFolder) {
    try (WeightFiles weights = weights("transformer")) {
      return new FileHash(cacheFolder.resolve("hashes")).of(weights.files());
    }
  }

  /**
   * Tells this text encoder and tokenizer from any other, without reading 19 GB: names, sizes,
   * times and samples of their files.
   *
   * @throws ModelFileException if they are missing, damaged or cannot be read
   */
  public String textEncoderFingerprint() {
    try (WeightFiles weights = weights("text_encoder")) {
      List<Path> files = new ArrayList<>(weights.files());
      files.add(config("text_encoder").file());
      files.add(tokenizerFile());
      return FileHash.ofSamples(files);
    }
  }

  /**
   * Tells this autoencoder from any other, as {@link #textEncoderFingerprint} does.
   *
   * @throws ModelFileException if its files are missing, damaged or cannot be read
   */
  public String vaeFingerprint() {
    try (WeightFiles weights = weights("vae")) {
      List<Path> files = new ArrayList<>(weights.files());
      files.add(config("vae").file());
      return FileHash.ofSamples(files);
    }
  }
}
