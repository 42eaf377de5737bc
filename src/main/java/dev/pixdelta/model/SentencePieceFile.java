package dev.pixdelta.model;

import dev.pixdelta.weights.ModelFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A {@code spiece.model} file, checked before the native tokenizer sees it: that library trusts the
 * tables in the file and would read outside them.
 *
 * <p>The file is a protobuf {@code ModelProto}: 1 = pieces (1 = text, 2 = score, 3 = type), 2 =
 * trainer settings (3 = model type), 3 = normalizer (2 = precompiled character map).
 *
 * @param bytes the file
 * @param pieces how many pieces it has; their ids are 0 to {@code pieces - 1}
 * @param endId the id of {@code </s>}
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
record SentencePieceFile(byte[] bytes, int pieces, int endId) {
  private static final long MAX_BYTES = 64L << 20;
  private static final int UNIGRAM = 1;

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
      throw new ModelFileException(file, "cannot be read: " + e.getMessage(), e);
    }
  }

  /** One pass over the message. */
  private static final class Parser {
    private final Path file;
    private final byte[] bytes;
    private final ByteBuffer in;
    private int pieces;
    private int endId = -1;
    private int unknownPieces;
    private int modelType = UNIGRAM;

    Parser(Path file, byte[] bytes) {
      this.file = file;
      this.bytes = bytes;
      this.in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    SentencePieceFile parse() {
      try {
        while (in.hasRemaining()) {
          long tag = varint(in);
          ByteBuffer message = field(in, tag);
          switch ((int) (tag >>> 3)) {
            case 1 -> piece(nonNull(message));
            case 2 -> trainer(nonNull(message));
            case 3 -> normalizer(nonNull(message));
            default -> {}
          }
        }
      } catch (java.nio.BufferUnderflowException | IllegalArgumentException e) {
        throw new ModelFileException(
            file, "expected a SentencePiece model, found something else", e);
      }
      if (modelType != UNIGRAM) {
        throw new ModelFileException(
            file, "expected a unigram model, found model type " + modelType);
      }
      if (pieces == 0 || endId < 0 || unknownPieces != 1) {
        throw new ModelFileException(
            file,
            "expected a SentencePiece model with one unknown piece and </s>, found "
                + pieces
                + " pieces, "
                + unknownPieces
                + " of them unknown, "
                + (endId < 0 ? "without </s>" : "with </s>"));
      }
      return new SentencePieceFile(bytes, pieces, endId);
    }

    private void piece(ByteBuffer m) {
      String text = "";
      float score = 0;
      int type = 1;
      while (m.hasRemaining()) {
        long tag = varint(m);
        if (tag == (2 << 3 | 5)) {
          score = m.getFloat();
          continue;
        }
        if (tag == (3 << 3)) {
          type = (int) varint(m);
          continue;
        }
        ByteBuffer value = field(m, tag);
        if (tag >>> 3 == 1) {
          text = StandardCharsets.UTF_8.decode(nonNull(value)).toString();
        }
      }
      if (text.isEmpty() || !Float.isFinite(score)) {
        throw new ModelFileException(
            file,
            "piece "
                + pieces
                + ": expected text and a finite score, found \""
                + text
                + "\" and "
                + score);
      }
      if (type == 2) {
        unknownPieces++;
      }
      if (text.equals("</s>")) {
        endId = pieces;
      }
      pieces++;
    }

    private void trainer(ByteBuffer m) {
      while (m.hasRemaining()) {
        long tag = varint(m);
        if (tag == (3 << 3)) {
          modelType = (int) varint(m);
        } else {
          field(m, tag);
        }
      }
    }

    private void normalizer(ByteBuffer m) {
      while (m.hasRemaining()) {
        long tag = varint(m);
        ByteBuffer value = field(m, tag);
        if (tag >>> 3 == 2) {
          characterMap(nonNull(value).order(ByteOrder.LITTLE_ENDIAN));
        }
      }
    }

    /**
     * The map is a double-array trie (uint32 size in bytes, then units) and zero-terminated
     * strings. A unit's children lie at {@code (index ^ offset) ^ byte}; every one must be inside,
     * and every value must begin inside the strings.
     */
    private void characterMap(ByteBuffer m) {
      if (!m.hasRemaining()) {
        return;
      }
      long trieBytes = Integer.toUnsignedLong(m.getInt());
      if (trieBytes > m.remaining() || trieBytes % 4 != 0 || trieBytes == 0) {
        throw badMap("a trie inside the file, found " + trieBytes + " bytes");
      }
      int units = (int) (trieBytes / 4);
      int base = m.position();
      int strings = m.remaining() - (int) trieBytes;
      if (strings > 0 && m.get(m.limit() - 1) != 0) {
        throw badMap("strings that end with a zero");
      }
      for (int i = 0; i < units; i++) {
        int unit = m.getInt(base + 4 * i);
        if (unit < 0) {
          // A value: where the replacement begins.
          if ((unit & 0x7FFF_FFFF) >= strings) {
            throw badMap("replacements inside the file");
          }
          continue;
        }
        long offset = Integer.toUnsignedLong(unit >>> 10) << ((unit & 1 << 9) >>> 6);
        if (unit != 0 && ((i ^ offset) | 0xFF) >= units) {
          throw badMap("children inside the trie");
        }
        boolean hasValue = (unit >>> 8 & 1) == 1;
        if (hasValue && m.getInt(base + 4 * (int) (i ^ offset)) >= 0) {
          // The engine would take a node for a value.
          int value = m.getInt(base + 4 * (int) (i ^ offset));
          if (value >= strings) {
            throw badMap("replacements inside the file");
          }
        }
      }
    }

    private ModelFileException badMap(String expected) {
      return new ModelFileException(file, "character map: expected " + expected);
    }

    private static ByteBuffer nonNull(@org.jspecify.annotations.Nullable ByteBuffer value) {
      if (value == null) {
        throw new IllegalArgumentException("not a message");
      }
      return value;
    }

    /** The content of a length-delimited field, or null after skipping one of another kind. */
    private static @org.jspecify.annotations.Nullable ByteBuffer field(ByteBuffer m, long tag) {
      switch ((int) (tag & 7)) {
        case 0 -> varint(m);
        case 1 -> m.getLong();
        case 2 -> {
          long length = varint(m);
          if (length < 0 || length > m.remaining()) {
            throw new IllegalArgumentException("length " + length);
          }
          ByteBuffer value = m.slice(m.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
          m.position(m.position() + (int) length);
          return value;
        }
        case 5 -> m.getInt();
        default -> throw new IllegalArgumentException("wire type " + (tag & 7));
      }
      return null;
    }

    private static long varint(ByteBuffer m) {
      long value = 0;
      for (int shift = 0; shift < 64; shift += 7) {
        byte b = m.get();
        value |= (long) (b & 0x7F) << shift;
        if (b >= 0) {
          return value;
        }
      }
      throw new IllegalArgumentException("varint");
    }
  }
}
