package dev.pixdelta.hub;

import dev.pixdelta.weights.ModelFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A {@code model_index.json}: which pipeline a folder is for, and the class of each part. */
record ModelIndex(ConfigFile file) {
  /** The classes that each part may be of, by the part. */
  static final Map<String, Set<String>> CLASSES =
      Map.of(
          "transformer", Set.of("Transformer2DModel", "PixArtTransformer2DModel"),
          "text_encoder", Set.of("T5EncoderModel"),
          "vae", Set.of("AutoencoderKL"),
          "tokenizer", Set.of("T5Tokenizer", "T5TokenizerFast"));

  private static final String CLASS = "_class_name";
  private static final String SIGMA = "PixArtSigmaPipeline";

  /**
   * Reads the index of a folder.
   *
   * @throws ModelFileException if it is missing, damaged or of no PixArt pipeline
   */
  static ModelIndex read(Path folder) {
    ModelIndex index = new ModelIndex(ConfigFile.read(folder.resolve("model_index.json")));
    if (!index.isSigma()) {
      index.file.word(CLASS, Set.of("PixArtAlphaPipeline"));
    }
    return index;
  }

  private boolean isSigma() {
    return SIGMA.equals(file.text(CLASS));
  }

  /**
   * Checks that the model can be drawn with, as far as the index says: it gives each part as
   * [library, class].
   *
   * @throws ModelFileException if it is a PixArt-Sigma, or a part is of another class
   */
  void check(Path folder) {
    if (isSigma()) {
      throw new ModelFileException(
          folder, "this is a PixArt-Sigma model; so far only PixArt-α models can be drawn");
    }
    for (String part : List.of("transformer", "text_encoder", "vae", "tokenizer")) {
      Set<String> classes = CLASSES.getOrDefault(part, Set.of());
      List<String> found = leavesOut(part) ? List.of() : file.texts(part, 2, List.of());
      if (!found.isEmpty() && !classes.contains(found.getLast())) {
        throw file.error(part, "a list of library and class, the class " + oneOf(classes));
      }
    }
  }

  /** Whether it says that the folder has no such part on purpose: [null, null], or null alone. */
  boolean leavesOut(String part) {
    return !file.has(part) || file.isNulls(part);
  }

  private static String oneOf(Set<String> classes) {
    return String.join(" or ", classes.stream().sorted().map(c -> '"' + c + '"').toList());
  }
}
