package dev.pixdelta.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class UnigramModelTest {
  private final Vocabulary.Builder pieces = new Vocabulary.Builder(Path.of("test"));

  UnigramModelTest() {
    add("<pad>", 0, PieceType.CONTROL);
    add("</s>", 0, PieceType.CONTROL);
    add("<unk>", 0, PieceType.UNKNOWN);
  }

  private void add(String piece, double score, PieceType type) {
    pieces.add(piece.getBytes(StandardCharsets.UTF_8), (float) score, type);
  }

  private int[] encode(String text) {
    return new UnigramModel(pieces.build()).encode(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theMostProbablePiecesAreTaken() {
    add("a", -1, PieceType.NORMAL);
    add("b", -2, PieceType.NORMAL);
    add("ab", -2.5, PieceType.NORMAL);
    add("bc", -9, PieceType.NORMAL);
    assertArrayEquals(new int[] {5}, encode("ab"));
    assertArrayEquals(new int[] {3, 6}, encode("abc"));
    assertArrayEquals(new int[0], encode(""));
  }

  @Test
  void ofEqualWaysTheOneWithTheLongerLastPieceIsTaken() {
    add("a", -1, PieceType.NORMAL);
    add("aa", -2, PieceType.NORMAL);
    assertArrayEquals(new int[] {4}, encode("aa"));
    assertArrayEquals(new int[] {3, 4}, encode("aaa"));
  }

  @Test
  void aRunOfUnknownCharactersIsOneToken() {
    add("a", -1, PieceType.NORMAL);
    assertArrayEquals(new int[] {2, 3, 2, 3}, encode("日本a🐧é\0a"));
  }

  @Test
  void whatIsNoTextIsNotMatched() {
    add("a", -1, PieceType.NORMAL);
    add("ab", -1, PieceType.UNUSED);
    assertArrayEquals(new int[] {3, 2}, encode("ab"));
    assertArrayEquals(new int[] {2}, encode("</s>"));
  }

  @Test
  void aUserDefinedPieceIsBetterThanAnyOther() {
    add("a", -0.1, PieceType.NORMAL);
    add("abc", -0.1, PieceType.NORMAL);
    add("b", -100, PieceType.USER_DEFINED);
    add("bc", -100, PieceType.USER_DEFINED);
    assertArrayEquals(new int[] {3, 6}, encode("abc"));
  }

  @Test
  void unknownCharactersBecomeTheirBytesWhereThereArePiecesForThem() {
    for (int b = 0; b < 256; b++) {
      add(Vocabulary.bytePiece(b), 0, PieceType.BYTE);
    }
    add("a", -1, PieceType.NORMAL);
    assertArrayEquals(new int[] {3 + 0xC3, 3 + 0xA9, 259, 3}, encode("éa\0"));
    assertEquals(260, pieces.build().idLimit());
  }

  /** Scores are eighths, so that every sum is exact. */
  @Test
  void noWayIsBetter() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      var test = new UnigramModelTest();
      Map<String, Double> scores = new HashMap<>();
      List<String> names = new ArrayList<>(List.of("<pad>", "</s>", "<unk>"));
      for (int i = 0; i < 12; i++) {
        String piece = i < 3 ? "abc".substring(i, i + 1) : word(random, random.nextInt(2, 5));
        double pieceScore = -random.nextInt(1, 80) / 8.0;
        if (scores.putIfAbsent(piece, pieceScore) == null) {
          test.add(piece, pieceScore, PieceType.NORMAL);
          names.add(piece);
        }
      }
      String text = word(random, random.nextInt(1, 12));
      StringBuilder joined = new StringBuilder();
      double score = 0;
      for (int id : test.encode(text)) {
        joined.append(names.get(id));
        score += scores.getOrDefault(names.get(id), Double.NaN);
      }
      String message = "seed " + seed + ", " + text + scores;
      assertEquals(text, joined.toString(), message);
      assertEquals(best(text, scores), score, message);
    }
  }

  private static String word(Random random, int length) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      word.append((char) ('a' + random.nextInt(3)));
    }
    return word.toString();
  }

  /** The best of all ways, one by one. */
  private static double best(String text, Map<String, Double> scores) {
    double best = text.isEmpty() ? 0 : Double.NEGATIVE_INFINITY;
    for (int end = 1; end <= text.length(); end++) {
      Double score = scores.get(text.substring(0, end));
      if (score != null) {
        best = Math.max(best, score + best(text.substring(end), scores));
      }
    }
    return best;
  }
}
