package dev.pixdelta.tokenizer;

import dev.pixdelta.weights.ModelFileException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * Reads a {@code spiece.model} file, which is a protobuf {@code ModelProto}: 1 = pieces (1 = text,
 * 2 = score, 3 = type), 2 = trainer settings (3 = model type, 24 = whether words end with spaces),
 * 3 = normalizer (2 = character map, 3 to 5 = what is done with spaces).
 */
final class SentencePieceFile {
  private static final int UNIGRAM = 1;
  private static final PieceType[] TYPES = PieceType.values();

  private final Path file;
  private final Vocabulary.Builder pieces;
  private CharacterMap characters = CharacterMap.identity();
  // The defaults of the format.
  private long modelType = UNIGRAM;
  private boolean addDummyPrefix = Whitespace.DEFAULT.addDummyPrefix();
  private boolean removeExtra = Whitespace.DEFAULT.removeExtra();
  private boolean escape = Whitespace.DEFAULT.escape();
  private boolean treatAsSuffix = Whitespace.DEFAULT.treatAsSuffix();

  private SentencePieceFile(Path file) {
    this.file = file;
    this.pieces = new Vocabulary.Builder(file);
  }

  /**
   * Reads and checks a file.
   *
   * @param file named in messages
   * @throws ModelFileException if it is no SentencePiece unigram model
   */
  static UnigramTokenizer read(Path file, byte[] bytes) {
    return new SentencePieceFile(file).parse(bytes);
  }

  private UnigramTokenizer parse(byte[] bytes) {
    try {
      for (var in = new ProtobufReader(bytes); in.next(); ) {
        switch (in.field()) {
          case 1 -> piece(in.message());
          case 2 -> trainer(in.message());
          case 3 -> normalizer(in.message());
          default -> {}
        }
      }
    } catch (IllegalArgumentException e) {
      throw new ModelFileException(file, "expected a SentencePiece model, found something else", e);
    }
    if (modelType != UNIGRAM) {
      throw wrong("a unigram model", "model type " + modelType);
    }
    Vocabulary vocabulary = pieces.build();
    var whitespace = new Whitespace(addDummyPrefix, removeExtra, escape, treatAsSuffix);
    return new UnigramTokenizer(
        vocabulary,
        new TextNormalizer(UnaryOperator.identity(), characters, whitespace, vocabulary));
  }

  private void piece(ProtobufReader in) {
    byte[] text = new byte[0];
    float score = 0;
    long type = 1;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> text = in.bytes();
        case 2 -> score = in.float32();
        case 3 -> type = in.varint();
        default -> {}
      }
    }
    if (type < 1 || type > TYPES.length) {
      throw wrong("piece " + pieces.size() + " to be of type 1 to " + TYPES.length, "" + type);
    }
    pieces.add(text, score, TYPES[(int) type - 1]);
  }

  private void trainer(ProtobufReader in) {
    while (in.next()) {
      switch (in.field()) {
        case 3 -> modelType = in.varint();
        case 24 -> treatAsSuffix = in.varint() != 0;
        default -> {}
      }
    }
  }

  private void normalizer(ProtobufReader in) {
    while (in.next()) {
      switch (in.field()) {
        case 2 -> characters = CharacterMap.read(file, in.bytes());
        case 3 -> addDummyPrefix = in.varint() != 0;
        case 4 -> removeExtra = in.varint() != 0;
        case 5 -> escape = in.varint() != 0;
        default -> {}
      }
    }
  }

  private ModelFileException wrong(String expected, String found) {
    return new ModelFileException(file, "expected " + expected + ", found " + found);
  }
}
