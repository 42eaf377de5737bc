package dev.pixdelta.studio.gallery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.system.TemporaryFile;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Small pictures in a folder of bounded size, each named by its picture's path, size and time, so
 * that one of a replaced picture is never shown. Those that were not asked for the longest go
 * first. Safe for any thread; whoever asks for one that is being made waits for it.
 */
final class ThumbnailCache {
  private static final Logger LOG = LoggerFactory.getLogger(ThumbnailCache.class);
  private static final Duration TOUCHED_EVERY = Duration.ofDays(1);
  private static final long UNKNOWN = -1;

  private final Path folder;
  private final long maxBytes;
  private final Map<String, CompletableFuture<Path>> making = new ConcurrentHashMap<>();
  private final AtomicLong bytes = new AtomicLong(UNKNOWN);

  /**
   * @param folder made when first needed; may be deleted at any time
   * @param maxBytes of all files together
   */
  ThumbnailCache(Path folder, long maxBytes) {
    this.folder = folder;
    this.maxBytes = maxBytes;
  }

  /**
   * A picture's thumbnail, or the picture itself if that is small enough.
   *
   * @throws PictureFileException if the picture cannot be read, or no thumbnail can be written
   */
  Path of(Path picture) {
    String key = key(picture, stamp(picture));
    Path known = existing(key);
    if (known != null) {
      return known;
    }
    CompletableFuture<Path> mine = new CompletableFuture<>();
    CompletableFuture<Path> others = making.putIfAbsent(key, mine);
    if (others != null) {
      return join(others);
    }
    try {
      mine.complete(make(picture, key));
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      making.remove(key);
    }
    return join(mine);
  }

  private static Path join(CompletableFuture<Path> made) {
    try {
      return made.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof PictureFileException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** A picture has a new place: what was made of it stays of use. */
  void moved(Path from, Path to, Stamp stamp) {
    Path known = existing(key(from, stamp));
    if (known == null) {
      return;
    }
    String name = String.valueOf(known.getFileName());
    String key = key(to, stamp);
    Path target = file(key, name.substring(name.length() - 3));
    try {
      Files.createDirectories(part(key));
      Files.move(known, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.debug("{} will be made again", target, e);
    }
  }

  private static Stamp stamp(Path picture) {
    try {
      return Stamp.of(picture);
    } catch (IOException e) {
      throw new PictureFileException(picture, "the picture cannot be read", e);
    }
  }

  private static String key(Path picture, Stamp stamp) {
    try {
      byte[] text = (picture + "\n" + stamp.bytes() + "\n" + stamp.modified()).getBytes(UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
  }

  private Path file(String key, String extension) {
    return part(key).resolve(key + "." + extension);
  }

  /** One of 256 folders: tens of thousands of files in one are slow on some systems. */
  private Path part(String key) {
    return folder.resolve(key.substring(0, 2));
  }

  private @Nullable Path existing(String key) {
    for (String extension : List.of("jpg", "png")) {
      Path file = file(key, extension);
      try {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
        if (found.size() > 0) { // a power cut may leave a name without contents
          touch(file, found.lastModifiedTime().toInstant());
          return file;
        }
      } catch (IOException e) {
        // not there
      }
    }
    return null;
  }

  private static void touch(Path file, Instant used) {
    Instant now = Instant.now();
    try {
      if (used.isBefore(now.minus(TOUCHED_EVERY))) {
        Files.setLastModifiedTime(file, FileTime.from(now));
      }
    } catch (IOException e) {
      LOG.debug("when {} was used is not noted", file, e); // a disk that is read-only
    }
  }

  private Path make(Path picture, String key) {
    ThumbnailImage image = ThumbnailImage.read(picture);
    if (image == null) {
      return picture;
    }
    Path file = file(key, image.extension());
    Path temporary = TemporaryFile.in(part(key), key);
    try {
      Files.createDirectories(part(key));
      image.write(temporary);
      long made = Files.size(temporary);
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      count(made);
      return file;
    } catch (IOException e) {
      throw new PictureFileException(file, "the preview cannot be saved", e);
    } finally {
      TemporaryFile.deleteQuietly(temporary);
    }
  }

  private void count(long made) throws IOException {
    if (bytes.get() == UNKNOWN || bytes.addAndGet(made) > maxBytes) {
      evict();
    }
  }

  /** Deletes the oldest until a tenth is free, and counts anew. */
  private synchronized void evict() throws IOException {
    long total = bytes.get();
    if (total != UNKNOWN && total <= maxBytes) {
      return; // another thread just did
    }
    record Made(Path file, long bytes, FileTime used) {}
    List<Made> all = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes found) {
            all.add(new Made(file, found.size(), found.lastModifiedTime()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE; // gone since
          }
        });
    total = all.stream().mapToLong(Made::bytes).sum();
    if (total > maxBytes) {
      all.sort(Comparator.comparing(Made::used));
      for (Made made : all) {
        if (total <= maxBytes - maxBytes / 10) {
          break;
        }
        if (Files.deleteIfExists(made.file())) {
          total -= made.bytes();
        }
      }
    }
    bytes.set(total);
  }
}
