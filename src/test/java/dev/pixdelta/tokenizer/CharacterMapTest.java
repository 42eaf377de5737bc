package dev.pixdelta.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.weights.ModelFileException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CharacterMapTest {
  private static final Path FILE = Path.of("test");
  private static final int NODE_A = 'a';

  /** A unit that the byte leads to. */
  private static int node(int label, int children, boolean leaf) {
    return label | (leaf ? 1 << 8 : 0) | (children << 10);
  }

  /** One block whose only key is "a", which becomes "xy". */
  private static int[] trie() {
    int[] units = new int[256];
    Arrays.fill(units, node(0, 0, false));
    units[0] = node(0, 0, false);
    units[NODE_A] = node('a', NODE_A ^ 1, true);
    units[1] = 1 << 31; // the leaf: the replacement begins at 0
    return units;
  }

  private static byte[] bytes(int[] units, String replacements) {
    byte[] text = replacements.getBytes(StandardCharsets.UTF_8);
    ByteBuffer out =
        ByteBuffer.allocate(4 + 4 * units.length + text.length).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(4 * units.length);
    for (int unit : units) {
      out.putInt(unit);
    }
    return out.put(text).array();
  }

  @Test
  void aKeyIsReplaced() {
    CharacterMap map = CharacterMap.read(FILE, bytes(trie(), "xy\0"));
    byte[] text = "bab".getBytes(StandardCharsets.UTF_8);
    assertNull(map.longestAt(text, 0));
    Replacement found = map.longestAt(text, 1);
    assertNotNull(found);
    assertEquals(1, found.consumed());
    assertArrayEquals(
        new byte[] {'x', 'y'}, Arrays.copyOfRange(found.bytes(), found.begin(), found.end()));
  }

  @Test
  void anEmptyMapReplacesNothing() {
    CharacterMap map = CharacterMap.read(FILE, new byte[0]);
    assertTrue(map.isIdentity());
    assertNull(map.longestAt(new byte[] {'a'}, 0));
  }

  /** "a" leads to its own node, which has a leaf. */
  @Test
  void aLoopEnds() {
    int[] units = trie();
    units[0] = node(0, 1, false); // children from 1 on: "a" is at 1 ^ 'a'
    int loop = 1 ^ 'a';
    units[loop] = node('a', loop ^ 1, true);
    CharacterMap map = CharacterMap.read(FILE, bytes(units, "xy\0"));
    byte[] text = "a".repeat(10_000).getBytes(StandardCharsets.UTF_8);
    Replacement found = map.longestAt(text, 0);
    assertNotNull(found);
    assertEquals(128, found.consumed());
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0, 'replacements behind it'",
    "'xy', 0, 'end with a zero'",
    "'xy\0', 1, 'children inside the trie'",
    "'xy\0', 2, 'replacements inside the file'",
    "'xy\0', 3, 'replacements inside the file'",
    "'xy\0', 4, 'begins with a node'",
    "'xy\0', 5, 'blocks of 1024 bytes'",
    "'xy\0', 6, 'blocks of 1024 bytes'",
    "'xy\0', 7, 'at most 255 bytes'",
  })
  void whatLeadsOutOfTheMapIsRefused(String replacements, int damage, String said) {
    int[] units = trie();
    switch (damage) {
      case 1 -> units[7] = node(7, 1 << 20, false);
      case 2 -> units[1] = (1 << 31) | 3;
      case 3 -> units[9] = (1 << 31) | Integer.MAX_VALUE;
      case 4 -> units[0] = 1 << 31;
      case 5 -> units = Arrays.copyOf(units, 255);
      case 6 -> units = new int[0];
      default -> {}
    }
    byte[] bytes = bytes(units, damage == 7 ? "x".repeat(256) + '\0' : replacements);
    var e = assertThrows(ModelFileException.class, () -> CharacterMap.read(FILE, bytes));
    assertTrue(e.getMessage().contains(said), e.getMessage());
    assertTrue(e.getMessage().toLowerCase(Locale.ROOT).contains("character map"));
  }
}
