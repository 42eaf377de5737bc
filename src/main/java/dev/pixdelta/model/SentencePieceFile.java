package dev.pixdelta.model;

import dev.pixdelta.weights.ModelFileException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * A {@code spiece.model} file, checked before the native tokenizer sees it: that library trusts
 * what the file says, and ends the process where that cannot be.
 *
 * <p>The file is a protobuf {@code ModelProto}: 1 = pieces (1 = text, 2 = score, 3 = type), 2 =
 * trainer settings (3 = model type, 40 and 42 = ids of the unknown piece and the end), 3 =
 * normalizer and 5 = denormalizer (2 = precompiled character map), 4 = self-test, which the library
 * runs.
 *
 * @param bytes the file
 * @param pieces how many pieces it has; their ids are 0 to {@code pieces - 1}
 * @param endId the id of {@code </s>}
 * @param characters what the normalizer replaces
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
record SentencePieceFile(byte[] bytes, int pieces, int endId, CharacterMap characters) {
  private static final long MAX_BYTES = 64L << 20;

  /** The largest T5 vocabulary has 250,112. */
  private static final int MAX_PIECES = 1 << 20;

  private static final int MAX_PIECE_BYTES = 512;
  private static final float MAX_SCORE = 1e6f;
  private static final int UNIGRAM = 1;
  private static final int UNKNOWN = 2;
  private static final int CONTROL = 3;
  private static final int LAST_TYPE = 6;

  /**
   * Reads and checks a file.
   *
   * @throws ModelFileException if it is missing or no SentencePiece unigram model
   */
  static SentencePieceFile read(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new ModelFileException(file, "the file is missing");
      }
      long size = Files.size(file);
      if (size == 0 || size > MAX_BYTES) {
        throw new ModelFileException(
            file, "expected a SentencePiece model of 1 byte to 64 MiB, found " + size + " bytes");
      }
      return new Parser(file, Files.readAllBytes(file)).parse();
    } catch (IOException e) {
      throw ModelFileException.unreadable(file, e);
    }
  }

  /** One pass over the message. */
  private static final class Parser {
    private final Path file;
    private final byte[] bytes;
    private final Set<String> pieces = new HashSet<>();
    private int endId = -1;
    private int unknownId = -1;
    private int unknownPieces;
    private long modelType = UNIGRAM;
    // The defaults of the format.
    private long trainedUnknownId = 0;
    private long trainedEndId = 2;
    private CharacterMap characters = CharacterMap.identity();

    Parser(Path file, byte[] bytes) {
      this.file = file;
      this.bytes = bytes;
    }

    SentencePieceFile parse() {
      try {
        for (var in = new ProtobufReader(ByteBuffer.wrap(bytes)); in.next(); ) {
          switch (in.field()) {
            case 1 -> piece(in.message());
            case 2 -> trainer(in.message());
            case 3 -> characters = normalizer(in.message());
            case 4 -> throw wrong("no self-test", "one");
            case 5 -> normalizer(in.message());
            default -> {}
          }
        }
      } catch (BufferUnderflowException | IllegalArgumentException e) {
        throw new ModelFileException(
            file, "expected a SentencePiece model, found something else", e);
      }
      if (modelType != UNIGRAM) {
        throw wrong("a unigram model", "model type " + modelType);
      }
      if (endId < 0 || unknownPieces != 1) {
        throw wrong(
            "a SentencePiece model with one unknown piece and </s>",
            pieces.size()
                + " pieces, "
                + unknownPieces
                + " of them unknown, "
                + (endId < 0 ? "without </s>" : "with </s>"));
      }
      if (unknownId != trainedUnknownId || endId != trainedEndId) {
        throw wrong(
            "the unknown piece as unk_id = "
                + trainedUnknownId
                + " and </s> as eos_id = "
                + trainedEndId,
            "them as pieces " + unknownId + " and " + endId);
      }
      return new SentencePieceFile(bytes, pieces.size(), endId, characters);
    }

    private void piece(ProtobufReader in) {
      String text = "";
      float score = 0;
      long type = 1;
      while (in.next()) {
        switch (in.field()) {
          case 1 -> text = text(in.bytes());
          case 2 -> score = in.float32();
          case 3 -> type = in.varint();
          default -> {}
        }
      }
      int id = pieces.size();
      if (id == MAX_PIECES) {
        throw wrong("at most " + MAX_PIECES + " pieces", "more");
      }
      // Zero ends a string for the library.
      if (text.isEmpty() || text.indexOf(0) >= 0 || !pieces.add(text)) {
        throw wrong("piece " + id + " to have a text of its own", '"' + text + '"');
      }
      if (!(Math.abs(score) <= MAX_SCORE)) {
        throw wrong("piece " + id + " to have a score of at most " + MAX_SCORE, "" + score);
      }
      if (type < 1 || type > LAST_TYPE) {
        throw wrong("piece " + id + " to be of type 1 to " + LAST_TYPE, "" + type);
      }
      if (type == UNKNOWN) {
        unknownPieces++;
        unknownId = id;
      }
      if (text.equals("</s>") && type == CONTROL) {
        endId = id;
      }
    }

    private String text(ByteBuffer value) {
      if (value.remaining() > MAX_PIECE_BYTES) {
        throw wrong(
            "piece " + pieces.size() + " of at most " + MAX_PIECE_BYTES + " bytes",
            "" + value.remaining());
      }
      try {
        return StandardCharsets.UTF_8.newDecoder().decode(value).toString();
      } catch (CharacterCodingException e) {
        throw wrong("piece " + pieces.size() + " in UTF-8", "other bytes");
      }
    }

    private void trainer(ProtobufReader in) {
      while (in.next()) {
        switch (in.field()) {
          case 3 -> modelType = in.varint();
          case 40 -> trainedUnknownId = in.varint();
          case 42 -> trainedEndId = in.varint();
          default -> {}
        }
      }
    }

    private CharacterMap normalizer(ProtobufReader in) {
      CharacterMap map = CharacterMap.identity();
      while (in.next()) {
        if (in.field() == 2) {
          map = CharacterMap.read(file, in.bytes());
        }
      }
      return map;
    }

    private ModelFileException wrong(String expected, String found) {
      return new ModelFileException(file, "expected " + expected + ", found " + found);
    }
  }
}
