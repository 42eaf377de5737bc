package dev.pixdelta.gui.gallery;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was used last, up to a number of bytes. The newest entry is kept even if it alone is
 * larger. One thread only.
 *
 * @param <K> what entries are found by
 * @param <V> what is kept
 */
final class ByteBoundedCache<K, V> {
  private final Map<K, V> entries = new LinkedHashMap<>(64, 0.75f, true);
  private final long limit;
  private final ToLongFunction<V> bytesOf;
  private long bytes;

  /**
   * @param limit bytes
   * @param bytesOf size of a value, always the same for one value
   */
  ByteBoundedCache(long limit, ToLongFunction<V> bytesOf) {
    this.limit = limit;
    this.bytesOf = bytesOf;
  }

  /** An entry, which becomes the last one to go; or null. */
  @Nullable V get(K key) {
    return entries.get(key);
  }

  void put(K key, V value) {
    remove(key);
    entries.put(key, value);
    bytes += bytesOf.applyAsLong(value);
    Iterator<V> oldest = entries.values().iterator();
    while (bytes > limit && entries.size() > 1) {
      bytes -= bytesOf.applyAsLong(oldest.next());
      oldest.remove();
    }
  }

  void remove(K key) {
    V old = entries.remove(key);
    if (old != null) {
      bytes -= bytesOf.applyAsLong(old);
    }
  }

  void clear() {
    entries.clear();
    bytes = 0;
  }

  /** Of all entries. */
  long bytes() {
    return bytes;
  }

  int size() {
    return entries.size();
  }
}
