package dev.pixdelta.tokenizer;

import java.util.Arrays;

/**
 * Cuts normalized text into the pieces of a vocabulary whose probabilities have the largest
 * product: the unigram language model of Kudo (2018), decoded as Viterbi did. Scores are added in
 * single precision and in the order of the text, as SentencePiece adds them, so that nearly equal
 * ways are decided alike. Time and memory are linear in the text. Immutable.
 */
final class UnigramModel {
  /** How far a character that no piece matches stands below the least probable piece. */
  private static final float UNKNOWN_PENALTY = 10;

  /** Beyond this a sum has lost so much precision that it is begun anew. */
  private static final float MAX_SUM = 100_000;

  private final Vocabulary vocabulary;
  private final float unknownScore;

  UnigramModel(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    this.unknownScore = vocabulary.lowestScore() - UNKNOWN_PENALTY;
  }

  /**
   * The ids of a text; without the end.
   *
   * @param text normalized, in UTF-8
   */
  int[] encode(byte[] text) {
    return new BestPath(text).ids();
  }

  /**
   * The score of a piece. A user-defined one is better than any others, and a long one than two.
   */
  private float score(int id, int bytes) {
    return vocabulary.type(id) == PieceType.USER_DEFINED
        ? (float) (0.1 * (bytes - 1))
        : vocabulary.score(id);
  }

  /** The best way to each place of a text, which is all that the best way beyond it needs. */
  private final class BestPath {
    private static final int UNREACHED = -1;

    private final byte[] text;
    // By the place where it ends: the score of the best way, and its last piece.
    private final float[] scores;
    private final int[] begins;
    private final int[] ids;
    private int furthest;

    BestPath(byte[] text) {
      this.text = text;
      this.scores = new float[text.length + 1];
      this.begins = new int[text.length + 1];
      this.ids = new int[text.length + 1];
      Arrays.fill(begins, UNREACHED);
      for (int begin = 0; begin < text.length; begin += characterAt(begin)) {
        extend(begin);
      }
    }

    /** Extends the best way to a place by each piece that begins there. */
    private void extend(int begin) {
      if (Math.abs(scores[begin]) > MAX_SUM) {
        rebase(begin);
      }
      PieceTrie trie = vocabulary.trie();
      int character = characterAt(begin);
      boolean known = false;
      int node = PieceTrie.ROOT;
      for (int end = begin; end < text.length; ) {
        node = trie.child(node, text[end++]);
        if (node == PieceTrie.NONE) {
          break;
        }
        int id = trie.value(node);
        if (id != PieceTrie.NONE && vocabulary.type(id).matchesText()) {
          propose(begin, end, id, score(id, end - begin));
          known |= end - begin == character;
        }
      }
      if (!known) {
        propose(begin, begin + character, vocabulary.unknownId(), unknownScore);
      }
    }

    /** Of equal ways the first stays, whose last piece is the longest. */
    private void propose(int begin, int end, int id, float score) {
      float sum = score + scores[begin];
      if (begins[end] == UNREACHED || sum > scores[end]) {
        scores[end] = sum;
        begins[end] = begin;
        ids[end] = id;
      }
      furthest = Math.max(furthest, end);
    }

    /** Counts all scores from that of a place on. */
    private void rebase(int begin) {
      float base = scores[begin];
      for (int i = begin; i <= furthest; i++) {
        if (i == begin || begins[i] != UNREACHED) {
          scores[i] -= base;
        }
      }
    }

    /** The bytes of the character at a place, by its first byte. */
    private int characterAt(int begin) {
      int first = text[begin] & 0xFF;
      int length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
      return Math.min(length, text.length - begin);
    }

    /** Follows the best way back from the end of the text. */
    int[] ids() {
      int[] out = new int[text.length];
      int first = out.length;
      boolean unknownBehind = false;
      for (int end = text.length; end > 0; end = begins[end]) {
        boolean unknown = ids[end] == vocabulary.unknownId();
        if (unknown && vocabulary.hasBytes()) {
          for (int i = end - 1; i >= begins[end]; i--) {
            out[--first] = vocabulary.byteId(text[i]);
          }
        } else if (!(unknown && unknownBehind)) { // a run of unknown characters is one token
          out[--first] = ids[end];
        }
        unknownBehind = unknown;
      }
      return Arrays.copyOfRange(out, first, out.length);
    }
  }
}
