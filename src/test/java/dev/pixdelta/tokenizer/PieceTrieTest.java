package dev.pixdelta.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PieceTrieTest {
  private static byte[] bytes(String latin1) {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static int find(PieceTrie trie, String string) {
    int node = PieceTrie.ROOT;
    for (byte b : bytes(string)) {
      node = trie.child(node, b);
      if (node == PieceTrie.NONE) {
        return PieceTrie.NONE;
      }
    }
    return trie.value(node);
  }

  /** More than its tables begin with room for. */
  @Test
  void whatWasAddedIsFound() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Map<String, Integer> values = new HashMap<>();
    PieceTrie trie = new PieceTrie();
    for (int i = 0; i < 60_000; i++) {
      byte[] string = new byte[1 + random.nextInt(5)];
      random.nextBytes(string);
      String key = new String(string, StandardCharsets.ISO_8859_1);
      assertEquals(!values.containsKey(key), trie.add(string, i), () -> "seed " + seed);
      values.putIfAbsent(key, i);
    }
    values.forEach((key, value) -> assertEquals(value, find(trie, key), () -> "seed " + seed));
  }

  @Test
  void aBeginningHasNoValue() {
    PieceTrie trie = new PieceTrie();
    assertTrue(trie.add(bytes("abc"), 7));
    assertEquals(PieceTrie.NONE, find(trie, "ab"));
    assertEquals(PieceTrie.NONE, find(trie, "abd"));
    assertEquals(PieceTrie.NONE, find(trie, ""));
    assertTrue(trie.add(bytes("ab"), 0));
    assertFalse(trie.add(bytes("abc"), 8));
    assertEquals(7, find(trie, "abc"));
    assertEquals(0, find(trie, "ab"));
  }
}
