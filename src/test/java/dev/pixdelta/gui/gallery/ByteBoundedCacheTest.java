package dev.pixdelta.gui.gallery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

final class ByteBoundedCacheTest {
  private final ByteBoundedCache<String, Integer> cache =
      new ByteBoundedCache<>(10, Integer::longValue);

  @Test
  void whatWasUsedLastStays() {
    cache.put("a", 4);
    cache.put("b", 4);
    assertNotNull(cache.get("a"));
    cache.put("c", 4);
    assertNull(cache.get("b"));
    assertNotNull(cache.get("a"));
    assertEquals(8, cache.bytes());
  }

  @Test
  void anEntryLargerThanAllIsKeptAlone() {
    cache.put("a", 4);
    cache.put("large", 50);
    assertEquals(1, cache.size());
    assertEquals(50, cache.get("large"));
    cache.put("b", 2);
    assertNull(cache.get("large"));
    assertEquals(2, cache.bytes());
  }

  @Test
  void anEntryPutAgainCountsOnce() {
    cache.put("a", 4);
    cache.put("a", 6);
    assertEquals(6, cache.bytes());
    cache.remove("a");
    cache.remove("a");
    assertEquals(0, cache.bytes());
    cache.put("b", 3);
    cache.clear();
    assertEquals(0, cache.bytes() + cache.size());
  }
}
