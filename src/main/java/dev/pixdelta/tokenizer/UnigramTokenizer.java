package dev.pixdelta.tokenizer;

import dev.pixdelta.weights.ModelFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Text to the ids that SentencePiece gives it. Special tokens spelled in a text, such as {@code
 * </s>}, are text. Immutable; safe for any thread.
 */
public final class UnigramTokenizer {
  /**
   * The name of a file in the format of Hugging Face's tokenizers; any other is SentencePiece's.
   */
  static final String JSON = "tokenizer.json";

  /** The largest that is read. */
  private static final long MAX_BYTES = 64L << 20;

  private final TextNormalizer normalizer;
  private final UnigramModel model;
  private final int endId;
  private final int idLimit;

  UnigramTokenizer(Vocabulary vocabulary, TextNormalizer normalizer) {
    this.normalizer = normalizer;
    this.model = new UnigramModel(vocabulary);
    this.endId = vocabulary.endId();
    this.idLimit = vocabulary.idLimit();
  }

  /**
   * Reads {@code tokenizer.json} or a SentencePiece model of any other name.
   *
   * @throws ModelFileException if the file is missing, damaged or no unigram tokenizer
   */
  public static UnigramTokenizer read(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new ModelFileException(file, "the file is missing");
      }
      long size = Files.size(file);
      if (size == 0 || size > MAX_BYTES) {
        throw new ModelFileException(
            file, "expected a tokenizer of 1 byte to 64 MiB, found " + size + " bytes");
      }
      byte[] bytes = Files.readAllBytes(file);
      return file.endsWith(JSON)
          ? TokenizerJson.read(file, bytes)
          : SentencePieceFile.read(file, bytes);
    } catch (IOException e) {
      throw ModelFileException.unreadable(file, e);
    }
  }

  /** The ids of a text, without an end; each is at least 0 and below {@link #idLimit()}. */
  public int[] encode(String text) {
    return model.encode(normalizer.normalize(text));
  }

  /** The id of {@code </s>}. */
  public int endId() {
    return endId;
  }

  /** One more than the largest id that a text or its end can have. */
  public int idLimit() {
    return idLimit;
  }
}
