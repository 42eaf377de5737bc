package dev.pixdelta.tokenizer;

import dev.pixdelta.weights.ModelFileException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The precompiled character map of a SentencePiece model: byte strings and what replaces them when
 * text is normalized. Immutable.
 *
 * <p>The bytes are a uint32 with the trie's size, a double-array trie (Darts-clone), and
 * replacements that each end with a zero. A unit of the trie is a leaf (bit 31: the rest is where
 * the replacement begins), or a node (bits 0-7: the byte that leads here, bit 8: whether a leaf is
 * at its children's base, bits 9-31: the base, as an exclusive-or with its own index). Whatever a
 * file says, no lookup leaves these arrays, and none takes longer than its longest key may be.
 */
final class CharacterMap {
  /** Darts-clone allocates units in blocks; every child's index stays in its block. */
  private static final int BLOCK = 256;

  /** Real maps have about 60,000. */
  private static final int MAX_UNITS = 1 << 20;

  /** Real keys have up to 20 bytes; a damaged trie may have a way without an end. */
  private static final int MAX_KEY = 128;

  private static final int MAX_REPLACEMENT = 255;

  private final int[] units;
  private final byte[] replacements;

  private CharacterMap(int[] units, byte[] replacements) {
    this.units = units;
    this.replacements = replacements;
  }

  /** The map that changes nothing. */
  static CharacterMap identity() {
    return new CharacterMap(new int[0], new byte[0]);
  }

  boolean isIdentity() {
    return units.length == 0;
  }

  /**
   * Reads and checks a map.
   *
   * @param file named in messages
   * @throws ModelFileException if it leads out of its own bytes
   */
  static CharacterMap read(Path file, byte[] bytes) {
    if (bytes.length == 0) {
      return identity();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long size = in.remaining() < 4 ? 0 : Integer.toUnsignedLong(in.getInt());
    if (size == 0 || size % (4 * BLOCK) != 0 || size > 4L * MAX_UNITS || size >= in.remaining()) {
      throw bad(
          file,
          "a trie in blocks of 1024 bytes and replacements behind it",
          size + " of " + in.remaining() + " bytes");
    }
    int[] units = new int[(int) size / 4];
    in.asIntBuffer().get(units);
    byte[] replacements = new byte[in.remaining() - (int) size];
    in.get(4 + (int) size, replacements);
    CharacterMap map = new CharacterMap(units, replacements);
    map.checkReplacements(file);
    map.checkUnits(file);
    return map;
  }

  private void checkReplacements(Path file) {
    int length = 0;
    for (byte b : replacements) {
      length = b == 0 ? 0 : length + 1;
      if (length > MAX_REPLACEMENT) {
        throw bad(file, "replacements of at most " + MAX_REPLACEMENT + " bytes", "a longer one");
      }
    }
    if (length > 0) {
      throw bad(file, "replacements that end with a zero", "one that does not");
    }
  }

  /** Every index and every replacement that any unit could lead to is inside. */
  private void checkUnits(Path file) {
    if (units[0] < 0) {
      throw bad(file, "a trie that begins with a node", "a leaf");
    }
    for (int i = 0; i < units.length; i++) {
      int unit = units[i];
      if (unit < 0) {
        checkValue(file, unit);
        continue;
      }
      int children = children(i, unit);
      if (children >= units.length) {
        throw bad(file, "children inside the trie", "unit " + children + " of " + units.length);
      }
      if (hasLeaf(unit)) {
        checkValue(file, units[children]);
      }
    }
  }

  private void checkValue(Path file, int unit) {
    int value = unit & Integer.MAX_VALUE;
    if (value >= replacements.length) {
      throw bad(
          file, "replacements inside the file", "byte " + value + " of " + replacements.length);
    }
  }

  /**
   * What replaces the longest key that a text has at a place, or null when it has none there.
   *
   * @param text in UTF-8
   * @param at the place, inside the text
   */
  @Nullable Replacement longestAt(byte[] text, int at) {
    if (isIdentity()) {
      return null;
    }
    int length = 0;
    int value = 0;
    int children = children(0, units[0]);
    int end = Math.min(text.length, at + MAX_KEY);
    for (int i = at; i < end; i++) {
      int b = text[i] & 0xFF;
      int node = children ^ b;
      int unit = units[node];
      if (!isReachedBy(unit, b)) {
        break;
      }
      children = children(node, unit);
      if (hasLeaf(unit)) {
        length = i + 1 - at;
        value = units[children] & Integer.MAX_VALUE;
      }
    }
    return length == 0 ? null : new Replacement(replacements, value, endOf(value), length);
  }

  private int endOf(int replacement) {
    int end = replacement;
    while (replacements[end] != 0) {
      end++;
    }
    return end;
  }

  /** The base of a node's children; never negative. */
  private static int children(int index, int unit) {
    return index ^ (unit >>> 10) << ((unit & 1 << 9) >>> 6);
  }

  private static boolean hasLeaf(int unit) {
    return (unit >>> 8 & 1) == 1;
  }

  private static boolean isReachedBy(int unit, int b) {
    return (unit & 0x8000_00FF) == b;
  }

  private static ModelFileException bad(Path file, String expected, String found) {
    return new ModelFileException(file, "character map: expected " + expected + ", found " + found);
  }
}
