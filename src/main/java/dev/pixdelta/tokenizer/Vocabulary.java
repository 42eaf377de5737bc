package dev.pixdelta.tokenizer;

import dev.pixdelta.weights.ModelFileException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The pieces of a tokenizer, each with its id, its score (the logarithm of its probability) and its
 * type. Immutable.
 */
final class Vocabulary {
  /** The piece behind every text. */
  static final String END = "</s>";

  private final PieceTrie trie;
  private final float[] scores;
  private final PieceType[] types;
  private final int unknownId;
  private final int endId;
  private final int[] byteIds;
  private final boolean userDefined;

  private Vocabulary(Builder b, int unknownId, int endId, int[] byteIds) {
    this.trie = b.trie;
    this.scores = Arrays.copyOf(b.scores, b.size);
    this.types = Arrays.copyOf(b.types, b.size);
    this.unknownId = unknownId;
    this.endId = endId;
    this.byteIds = byteIds;
    this.userDefined = Arrays.asList(types).contains(PieceType.USER_DEFINED);
  }

  /** All pieces by their bytes in UTF-8; the values are ids. */
  PieceTrie trie() {
    return trie;
  }

  PieceType type(int id) {
    return types[id];
  }

  float score(int id) {
    return scores[id];
  }

  /** The lowest score of a normal piece; the largest float if there is none. */
  float lowestScore() {
    float lowest = Float.MAX_VALUE;
    for (int id = 0; id < types.length; id++) {
      if (types[id] == PieceType.NORMAL) {
        lowest = Math.min(lowest, scores[id]);
      }
    }
    return lowest;
  }

  int unknownId() {
    return unknownId;
  }

  /** The id of {@code </s>}. */
  int endId() {
    return endId;
  }

  /** Whether a text that no piece matches becomes its bytes instead of the unknown piece. */
  boolean hasBytes() {
    return byteIds.length > 0;
  }

  /** The id of a byte's piece; only if {@link #hasBytes()}. */
  int byteId(byte b) {
    return byteIds[b & 0xFF];
  }

  /** One more than the largest id that a text, ended by {@code </s>}, can have. */
  int idLimit() {
    int last = endId;
    for (int id = last + 1; id < types.length; id++) {
      if (types[id].isEncoded()) {
        last = id;
      }
    }
    return last + 1;
  }

  /** How many bytes of a text, from a place on, the longest user-defined piece matches; or 0. */
  int userDefinedAt(byte[] text, int begin) {
    int length = 0;
    if (userDefined) {
      int node = PieceTrie.ROOT;
      for (int end = begin; end < text.length; ) {
        node = trie.child(node, text[end++]);
        if (node == PieceTrie.NONE) {
          break;
        }
        int id = trie.value(node);
        if (id != PieceTrie.NONE && types[id] == PieceType.USER_DEFINED) {
          length = end - begin;
        }
      }
    }
    return length;
  }

  /** How the piece of a byte, from 0 to 255, is written. */
  static String bytePiece(int b) {
    return "<0x" + HexFormat.of().withUpperCase().toHexDigits((byte) b) + ">";
  }

  /** Takes pieces in the order of their ids and checks them. */
  static final class Builder {
    /** The largest T5 vocabulary has 250,112. */
    private static final int MAX_PIECES = 1 << 20;

    private static final int MAX_PIECE_BYTES = 512;
    private static final float MAX_SCORE = 1e6f;

    private final Path file;
    private final PieceTrie trie = new PieceTrie();
    private float[] scores = new float[1 << 15];
    private PieceType[] types = new PieceType[1 << 15];
    private int size;

    /**
     * @param file named in messages
     */
    Builder(Path file) {
      this.file = file;
    }

    /** How many pieces were added: the id of the next. */
    int size() {
      return size;
    }

    PieceType type(int id) {
      return types[id];
    }

    void setType(int id, PieceType type) {
      types[id] = type;
    }

    /** The id of a piece, or {@link PieceTrie#NONE}. */
    int find(String piece) {
      int node = PieceTrie.ROOT;
      for (byte b : piece.getBytes(StandardCharsets.UTF_8)) {
        node = trie.child(node, b);
        if (node == PieceTrie.NONE) {
          return PieceTrie.NONE;
        }
      }
      return trie.value(node);
    }

    /**
     * Adds the next piece.
     *
     * @param piece in UTF-8
     * @throws ModelFileException if it cannot be one
     */
    void add(byte[] piece, float score, PieceType type) {
      if (size == MAX_PIECES) {
        throw wrong("at most " + MAX_PIECES + " pieces", "more");
      }
      if (piece.length == 0 || piece.length > MAX_PIECE_BYTES) {
        throw wrong("piece " + size + " of 1 to " + MAX_PIECE_BYTES + " bytes", "" + piece.length);
      }
      if (!(Math.abs(score) <= MAX_SCORE)) {
        throw wrong("piece " + size + " to have a score of at most " + MAX_SCORE, "" + score);
      }
      try {
        if (!trie.add(piece, size)) {
          throw wrong(
              "piece " + size + " to have a text of its own",
              '"' + new String(piece, StandardCharsets.UTF_8) + "\" twice");
        }
      } catch (IllegalStateException e) {
        throw new ModelFileException(
            file, "expected pieces of at most " + PieceTrie.MAX_NODES + " bytes, found more", e);
      }
      if (size == scores.length) {
        scores = Arrays.copyOf(scores, 2 * size);
        types = Arrays.copyOf(types, 2 * size);
      }
      scores[size] = score;
      types[size++] = type;
    }

    /**
     * The vocabulary of the pieces that were added.
     *
     * @throws ModelFileException if it lacks a piece that every one has
     */
    Vocabulary build() {
      int unknown = PieceTrie.NONE;
      int unknowns = 0;
      int bytes = 0;
      for (int id = 0; id < size; id++) {
        switch (types[id]) {
          case UNKNOWN -> {
            unknown = id;
            unknowns++;
          }
          case BYTE -> bytes++;
          default -> {}
        }
      }
      int end = find(END);
      if (end == PieceTrie.NONE || types[end] != PieceType.CONTROL || unknowns != 1) {
        throw wrong(
            "a vocabulary with one unknown piece and the control piece </s>",
            size
                + " pieces, "
                + unknowns
                + " of them unknown, "
                + (end == PieceTrie.NONE ? "without </s>" : "</s> of type " + types[end]));
      }
      return new Vocabulary(this, unknown, end, bytes == 0 ? new int[0] : byteIds(bytes));
    }

    private int[] byteIds(int found) {
      int[] ids = new int[256];
      for (int b = 0; b < ids.length; b++) {
        ids[b] = find(bytePiece(b));
        if (ids[b] == PieceTrie.NONE || types[ids[b]] != PieceType.BYTE) {
          throw wrong("pieces for all 256 bytes or for none", "none for " + bytePiece(b));
        }
      }
      if (found != ids.length) {
        throw wrong("256 pieces for bytes", "" + found);
      }
      return ids;
    }

    private ModelFileException wrong(String expected, String found) {
      return new ModelFileException(file, "expected " + expected + ", found " + found);
    }
  }
}
