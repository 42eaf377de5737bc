package dev.pixdelta.pipeline;

import dev.pixdelta.weights.FloatDecoder;
import dev.pixdelta.weights.FloatTensor;
import dev.pixdelta.weights.ModelFileException;
import dev.pixdelta.weights.SafetensorsWriter;
import dev.pixdelta.weights.TensorEntry;
import dev.pixdelta.weights.WeightFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prompt embeddings kept in memory and on disk, so that a second picture of a prompt never runs the
 * text encoder. Bounded on both sides, the oldest used go first. A cache that cannot be read or
 * written is a cache miss, never an error.
 *
 * <p>For one thread; several processes may share the folder.
 */
final class EmbeddingCache {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddingCache.class);
  private static final int MAX_IN_MEMORY = 32;
  private static final long MAX_ON_DISK = 512L << 20;

  /**
   * One prompt's embedding.
   *
   * @param tokens number of tokens, padding not included
   * @param values [tokens, width] row-major
   */
  @SuppressWarnings("ArrayRecordComponent") // a buffer handed on, never compared
  record Embedding(int tokens, float[] values) {}

  private final Path folder;
  private final String encoder;
  private final int width;
  private final Map<String, Embedding> memory =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Embedding> eldest) {
          return size() > MAX_IN_MEMORY;
        }
      };

  /**
   * @param folder where files are kept; made when first needed
   * @param encoder what the embeddings depend on besides the text: files and precision
   * @param width numbers per token
   */
  EmbeddingCache(Path folder, String encoder, int width) {
    this.folder = folder;
    this.encoder = encoder;
    this.width = width;
  }

  /** The embedding of a normalized prompt, if it is known. */
  Optional<Embedding> find(String text) {
    Embedding known = memory.get(text);
    if (known == null) {
      known = read(file(text));
      if (known != null) {
        memory.put(text, known);
      }
    }
    return Optional.ofNullable(known);
  }

  /**
   * Keeps an embedding.
   *
   * @param embedding of finite numbers
   */
  void put(String text, Embedding embedding) {
    memory.put(text, embedding);
    Path file = file(text);
    try {
      Files.createDirectories(folder);
      SafetensorsWriter.write(
          file,
          Map.of(
              "embedding",
              new FloatTensor(
                  List.of((long) embedding.tokens(), (long) width), embedding.values())));
      evict();
    } catch (IOException | ModelFileException e) {
      LOG.debug("embedding not kept: {}", e.toString());
    }
  }

  private @org.jspecify.annotations.Nullable Embedding read(Path file) {
    if (!Files.isRegularFile(file)) {
      return null;
    }
    try (WeightFiles files = WeightFiles.openFile(file)) {
      TensorEntry entry = files.entry("embedding");
      List<Long> shape = entry.shape();
      if (shape.size() != 2 || shape.get(0) < 1 || shape.get(1) != width) {
        return null;
      }
      Embedding embedding =
          new Embedding((int) (long) shape.get(0), FloatDecoder.decode(files, entry));
      if (!FiniteCheck.isFinite(embedding.values())) {
        return null; // an earlier version kept those of a damaged encoder too
      }
      touch(file);
      return embedding;
    } catch (ModelFileException e) {
      LOG.debug("embedding not read: {}", e.toString());
      return null;
    }
  }

  /** A folder that cannot be written to still has what is in it. */
  private static void touch(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    } catch (IOException e) {
      LOG.debug("when it was used is not noted: {}", e.toString());
    }
  }

  /** Deletes the files used longest ago until the folder is within its bound. */
  private void evict() throws IOException {
    record Kept(Path file, long bytes, FileTime used) {}
    List<Kept> kept = new ArrayList<>();
    try (var list = Files.list(folder)) {
      for (Path p : (Iterable<Path>) list::iterator) {
        kept.add(new Kept(p, Files.size(p), Files.getLastModifiedTime(p)));
      }
    }
    long bytes = kept.stream().mapToLong(Kept::bytes).sum();
    kept.sort(Comparator.comparing(Kept::used));
    for (Kept k : kept) {
      if (bytes <= MAX_ON_DISK) {
        return;
      }
      Files.deleteIfExists(k.file());
      bytes -= k.bytes();
    }
  }

  private Path file(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(encoder.getBytes(StandardCharsets.UTF_8));
      sha.update((byte) 0);
      byte[] digest = sha.digest(text.getBytes(StandardCharsets.UTF_8));
      return folder.resolve(HexFormat.of().formatHex(digest) + ".safetensors");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
