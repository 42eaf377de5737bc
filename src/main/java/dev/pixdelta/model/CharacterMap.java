package dev.pixdelta.model;

import dev.pixdelta.weights.ModelFileException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The precompiled character map of a SentencePiece model: byte strings and what replaces them when
 * text is normalized. Immutable.
 *
 * <p>The bytes are a uint32 with the trie's size, a double-array trie (Darts-clone), and
 * replacements that each end with a zero. A unit of the trie is a leaf (bit 31: the rest is where
 * the replacement begins), or a node (bits 0-7: the byte that leads here, bit 8: whether a leaf is
 * at its children's base, bits 9-31: the base, as an exclusive-or with its own index). The native
 * library follows all that unchecked, so everything that it could reach is checked here.
 */
final class CharacterMap {
  /** Darts-clone allocates units in blocks; every child's index stays in its block. */
  private static final int BLOCK = 256;

  /** Real maps have about 60,000. */
  private static final int MAX_UNITS = 1 << 20;

  /** The library has room for so many matches at one position, and does not check. */
  private static final int MAX_MATCHES = 32;

  private static final int MAX_KEY = 128;
  private static final int MAX_REPLACEMENT = 255;

  private final ByteBuffer trie;
  private final ByteBuffer replacements;

  private CharacterMap(ByteBuffer trie, ByteBuffer replacements) {
    this.trie = trie;
    this.replacements = replacements;
  }

  /** The map that changes nothing. */
  static CharacterMap identity() {
    return new CharacterMap(ByteBuffer.allocate(0), ByteBuffer.allocate(0));
  }

  /**
   * Reads and checks a map.
   *
   * @param file named in messages
   * @throws ModelFileException if the native library could be led out of it
   */
  static CharacterMap read(Path file, ByteBuffer bytes) {
    if (!bytes.hasRemaining()) {
      return identity();
    }
    ByteBuffer in = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    long size = in.remaining() < 4 ? 0 : Integer.toUnsignedLong(in.getInt());
    if (size == 0 || size % (4 * BLOCK) != 0 || size > 4L * MAX_UNITS || size >= in.remaining()) {
      throw bad(
          file,
          "a trie in blocks of 1024 bytes and replacements behind it",
          size + " of " + in.remaining() + " bytes");
    }
    CharacterMap map =
        new CharacterMap(
            in.slice(4, (int) size).order(ByteOrder.LITTLE_ENDIAN),
            in.slice(4 + (int) size, in.remaining() - (int) size));
    map.checkReplacements(file);
    map.checkUnits(file);
    byte[] most = new byte[map.units()];
    map.checkMatches(file, 0, 0, most);
    return map;
  }

  private void checkReplacements(Path file) {
    int length = 0;
    for (int i = 0; i < replacements.capacity(); i++) {
      length = replacements.get(i) == 0 ? 0 : length + 1;
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
    for (int i = 0; i < units(); i++) {
      int unit = unit(i);
      if (unit < 0) {
        checkValue(file, unit);
        continue;
      }
      long children = children(i, unit);
      if (children >= units()) {
        throw bad(file, "children inside the trie", "unit " + children + " of " + units());
      }
      if (hasLeaf(unit)) {
        checkValue(file, unit((int) children));
      }
    }
  }

  private void checkValue(Path file, int unit) {
    int value = unit & Integer.MAX_VALUE;
    if (value >= replacements.capacity()) {
      throw bad(
          file, "replacements inside the file", "byte " + value + " of " + replacements.capacity());
    }
  }

  /**
   * How many keys can match at one position, from a node on; also that no key is endless.
   *
   * @param most by node: one more than the answer, 0 when not yet known, -1 while being found
   */
  private int checkMatches(Path file, int node, int depth, byte[] most) {
    if (most[node] > 0) {
      return most[node] - 1;
    }
    if (most[node] < 0 || depth > MAX_KEY) {
      throw bad(file, "keys of at most " + MAX_KEY + " bytes", "a longer one");
    }
    most[node] = -1;
    int unit = unit(node);
    int children = (int) children(node, unit);
    int below = 0;
    for (int b = 0; b < BLOCK; b++) {
      int child = children ^ b;
      if (isReachedBy(unit(child), b)) {
        int matches = hasLeaf(unit(child)) ? 1 : 0;
        below = Math.max(below, matches + checkMatches(file, child, depth + 1, most));
      }
    }
    if (below > MAX_MATCHES) {
      throw bad(file, "at most " + MAX_MATCHES + " keys that begin alike", "more");
    }
    most[node] = (byte) (below + 1);
    return below;
  }

  /**
   * What replaces one character, or null when the map leaves it as it is.
   *
   * @param codePoint of the character
   */
  @Nullable String replacement(int codePoint) {
    if (units() == 0) {
      return null;
    }
    int node = 0;
    int unit = unit(node);
    for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
      node = (int) children(node, unit) ^ (b & 0xFF);
      unit = unit(node);
      if (!isReachedBy(unit, b & 0xFF)) {
        return null;
      }
    }
    if (!hasLeaf(unit)) {
      return null;
    }
    int begin = unit((int) children(node, unit)) & Integer.MAX_VALUE;
    int end = begin;
    while (replacements.get(end) != 0) {
      end++;
    }
    byte[] text = new byte[end - begin];
    replacements.get(begin, text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private int units() {
    return trie.capacity() / 4;
  }

  private int unit(int index) {
    return trie.getInt(4 * index);
  }

  private static long children(int index, int unit) {
    return index ^ ((long) (unit >>> 10) << ((unit & 1 << 9) >>> 6));
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
