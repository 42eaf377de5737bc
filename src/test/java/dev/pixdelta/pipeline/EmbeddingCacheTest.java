package dev.pixdelta.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.pipeline.EmbeddingCache.Embedding;
import dev.pixdelta.testing.FaultyDisk;
import dev.pixdelta.testing.FaultyDisk.Operation;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddingCacheTest {
  private static final Embedding FOX = new Embedding(2, new float[] {1, 2, 3, 4});

  private final FaultyDisk disk = new FaultyDisk();
  private final Path folder;

  EmbeddingCacheTest(@TempDir Path folder) {
    this.folder = disk.path(folder.resolve("embeddings"));
  }

  private EmbeddingCache cache() {
    return new EmbeddingCache(folder, "encoder", 2);
  }

  @Test
  void whatIsOnAReadOnlyDiskIsFound() {
    cache().put("a fox", FOX);
    disk.set(
        (operation, path) -> {
          if (operation != Operation.OPEN_TO_READ
              && operation != Operation.READ_ATTRIBUTES
              && operation != Operation.SIZE) {
            throw new AccessDeniedException(path.toString());
          }
        });
    Optional<Embedding> found = cache().find("a fox");
    assertTrue(found.isPresent());
    assertArrayEquals(FOX.values(), found.get().values());
    assertEquals(List.of(), disk.open());
  }

  @Test
  void onAFullDiskItIsKeptInMemoryAndNothingIsLeftHalfWritten() throws IOException {
    EmbeddingCache cache = cache();
    disk.fill();
    cache.put("a fox", FOX);
    assertTrue(cache.find("a fox").isPresent());
    assertTrue(cache().find("a fox").isEmpty());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(), files.toList());
    }
  }

  @Test
  void aDamagedFileIsAMissAndIsReplaced() throws IOException {
    cache().put("a fox", FOX);
    try (Stream<Path> files = Files.list(folder)) {
      Files.writeString(files.findFirst().orElseThrow(), "damaged");
    }
    EmbeddingCache cache = cache();
    assertTrue(cache.find("a fox").isEmpty());
    cache.put("a fox", FOX);
    assertTrue(cache().find("a fox").isPresent());
  }

  /** Earlier versions kept what a damaged encoder gave. */
  @Test
  void whatIsNoNumberIsNotFound() {
    cache().put("a fox", new Embedding(1, new float[] {1, Float.NaN}));
    assertEquals(Optional.empty(), cache().find("a fox"));
  }
}
