package dev.pixdelta.hub;

import dev.pixdelta.weights.FailedDownload;
import dev.pixdelta.weights.ModelFileException;
import dev.pixdelta.weights.WeightFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A PixArt-α model in the hub's layout: {@code model_index.json} and a folder for each part. Says
 * where the files of a part are and that they are of the right kind; what is in them is for the
 * parts to check. Safe for any thread.
 */
public final class ModelFolder {
  private static final List<String> PARTS =
      List.of("transformer", "text_encoder", "vae", "scheduler", "tokenizer");
  private static final Set<String> TRANSFORMERS =
      Set.of("Transformer2DModel", "PixArtTransformer2DModel");
  private static final Set<String> TEXT_ENCODERS = Set.of("T5EncoderModel");

  /** Classes whose files hold the encoder besides other things. */
  private static final Set<String> WITH_ENCODER =
      Set.of("T5EncoderModel", "T5Model", "T5ForConditionalGeneration", "T5WithLMHeadModel");

  private static final Set<String> VAES = Set.of("AutoencoderKL");
  private static final Set<String> TOKENIZERS = Set.of("T5Tokenizer", "T5TokenizerFast");
  private static final long MAX_TOKENIZER = 64L << 20;

  private final Path path;

  private ModelFolder(Path path) {
    this.path = path;
  }

  /**
   * Opens a folder: its parts must be there, and be of a PixArt-α pipeline as far as the index
   * says.
   *
   * @throws ModelFileException if not
   */
  public static ModelFolder open(Path folder) {
    requireFolder(folder, "expected a model folder");
    ConfigFile index = readIndex(folder);
    requireClass(index, "transformer", TRANSFORMERS);
    requireClass(index, "text_encoder", TEXT_ENCODERS);
    requireClass(index, "vae", VAES);
    requireClass(index, "tokenizer", TOKENIZERS);
    for (String part : PARTS) {
      requireFolder(folder.resolve(part), "expected a folder of the model");
    }
    return new ModelFolder(folder);
  }

  /** Whether a folder claims to be a PixArt-α model; what it holds may still be damaged. */
  static boolean isModel(Path folder) {
    try {
      readIndex(folder);
      return true;
    } catch (ModelFileException e) {
      return false;
    }
  }

  private static ConfigFile readIndex(Path folder) {
    ConfigFile index = ConfigFile.read(folder.resolve("model_index.json"));
    index.word("_class_name", Set.of("PixArtAlphaPipeline"));
    return index;
  }

  private static void requireFolder(Path folder, String expected) {
    if (!Files.isDirectory(folder)) {
      throw new ModelFileException(
          folder, expected + ", found " + (Files.exists(folder) ? "a file" : "nothing"));
    }
  }

  /** The index gives each part as [library, class]. */
  private static void requireClass(ConfigFile index, String part, Set<String> classes) {
    List<String> found = index.texts(part, 2, List.of());
    if (!found.isEmpty() && !classes.contains(found.getLast())) {
      throw index.error(part, "a list of library and class, the class " + oneOf(classes));
    }
  }

  private static String oneOf(Set<String> classes) {
    return String.join(" or ", classes.stream().sorted().map(c -> '"' + c + '"').toList());
  }

  /** The folder, as it was given. */
  public Path path() {
    return path;
  }

  /**
   * The model's name: the folder's; for a snapshot in the hub's cache, the name of the repository.
   */
  public String name() {
    Path absolute = path.toAbsolutePath().normalize();
    Path snapshots = absolute.getParent();
    Path repository = snapshots == null ? null : snapshots.getParent();
    if (snapshots != null && snapshots.endsWith("snapshots") && repository != null) {
      String folder = String.valueOf(repository.getFileName());
      if (folder.startsWith(HubCache.PREFIX)) {
        return folder.substring(folder.lastIndexOf("--") + 2);
      }
    }
    Path name = absolute.getFileName();
    return name == null ? absolute.toString() : name.toString();
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
    ConfigFile config = ConfigFile.read(path.resolve(part).resolve(file));
    switch (part) {
      case "transformer" -> config.word("_class_name", TRANSFORMERS, "Transformer2DModel");
      case "vae" -> config.word("_class_name", VAES, "AutoencoderKL");
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
    return switch (part) {
      case "transformer", "vae" -> WeightFiles.open(path.resolve(part), "diffusion_pytorch_model");
      case "text_encoder" -> WeightFiles.open(path.resolve(part), "model", "pytorch_model");
      default -> throw new IllegalArgumentException(part);
    };
  }

  /**
   * The SentencePiece model.
   *
   * @throws ModelFileException if it is missing, empty or over 64 MiB
   */
  public Path tokenizerFile() {
    Path file = path.resolve("tokenizer").resolve("spiece.model");
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        throw new ModelFileException(
            file,
            "expected a SentencePiece model, found "
                + (attributes.isDirectory() ? "a folder" : "a special file"));
      }
      FailedDownload.check(file);
      if (attributes.size() > MAX_TOKENIZER) {
        throw new ModelFileException(
            file,
            "expected a SentencePiece model of at most "
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
