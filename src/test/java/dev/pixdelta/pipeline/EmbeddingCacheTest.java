package dev.pixdelta.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddingCacheTest {
  private static EmbeddingCache cache(Path folder) {
    return new EmbeddingCache(folder, "t5", 2);
  }

  @Test
  void whatIsKeptIsFoundByTheNextProcess(@TempDir Path folder) {
    cache(folder).put("a cat", new EmbeddingCache.Embedding(1, new float[] {1, -2}));
    assertArrayEquals(new float[] {1, -2}, cache(folder).find("a cat").orElseThrow().values());
    assertEquals(Optional.empty(), cache(folder).find("a dog"));
  }

  /** Earlier versions kept what a damaged encoder gave. */
  @Test
  void whatIsNoNumberIsNotFound(@TempDir Path folder) {
    cache(folder).put("a cat", new EmbeddingCache.Embedding(1, new float[] {1, Float.NaN}));
    assertEquals(Optional.empty(), cache(folder).find("a cat"));
  }
}
