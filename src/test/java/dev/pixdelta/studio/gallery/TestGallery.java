package dev.pixdelta.studio.gallery;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pixdelta.pipeline.Picture;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.picture.Origin;
import dev.pixdelta.studio.picture.Output;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.studio.picture.PictureFiles;
import dev.pixdelta.studio.picture.PictureParameters;
import dev.pixdelta.testing.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.function.Executable;

/** A gallery in a test's folder, with a bin of its own. */
final class TestGallery implements AutoCloseable {
  final Path root;
  final Path cache;
  final Path trash;
  final AtomicInteger changes = new AtomicInteger();
  private @Nullable Gallery gallery;

  TestGallery(Path folder) {
    this.root = folder.resolve("pictures");
    this.cache = folder.resolve("cache");
    this.trash = folder.resolve("Trash");
  }

  /** Opens it, or opens it again, and waits for the disk to be looked through. */
  Gallery open() {
    Gallery opened = begin();
    settle();
    return opened;
  }

  /** Opens it, or opens it again. */
  Gallery begin() {
    close();
    gallery = Gallery.open(root, cache, Trash.at(trash), changes::incrementAndGet);
    return gallery;
  }

  Gallery get() {
    return Objects.requireNonNull(gallery);
  }

  void settle() {
    Eventually.until("the end of the scan", () -> !get().isScanning());
  }

  /** What it says is wrong with the folder. */
  String problem() {
    return Objects.requireNonNull(get().problem()).toString();
  }

  List<String> names() {
    return names(new GalleryQuery(null, "", null, false, GalleryQuery.Sort.NAME));
  }

  List<String> names(GalleryQuery query) {
    return get().query(query).stream().map(p -> p.file().getFileName().toString()).toList();
  }

  GalleryPicture only() {
    return get().query(GalleryQuery.ALL).getFirst();
  }

  /** Makes a picture of our own below the root. */
  Path picture(String name) throws IOException {
    return picture(name, "a fox", "nano", 7);
  }

  Path picture(String name, String prompt, String model, long seed) throws IOException {
    return picture(root.resolve(name), prompt, model, seed, new Size(24, 16));
  }

  static Path picture(Path file, String prompt, String model, long seed, Size size)
      throws IOException {
    Path folder = Files.createDirectories(Objects.requireNonNull(file.getParent()));
    byte[] rgb = new byte[3 * size.width() * size.height()];
    new Random(seed).nextBytes(rgb);
    PictureParameters parameters =
        new PictureParameters(
            prompt,
            "",
            4,
            "LCM",
            0.0,
            seed,
            size,
            size,
            model,
            null,
            null,
            null,
            "0.1.0",
            Origin.NONE);
    Path saved =
        new PictureFiles(Output.in(folder), LocalDateTime.of(2026, 1, 2, 3, 4))
            .save(new Picture(size, rgb), parameters, 1);
    return Files.move(saved, file);
  }

  /** What something was done to; all of it must have been. */
  static <T> List<T> done(CompletableFuture<Outcome<T>> change) {
    Outcome<T> outcome = change.join();
    assertNull(outcome.problem());
    return outcome.done();
  }

  /** What the user reads when something failed. */
  static String problem(CompletableFuture<? extends Outcome<?>> change) {
    return Objects.requireNonNull(change.join().problem()).toString();
  }

  /** Where pictures were moved to. */
  static List<Path> places(List<Moved> moved) {
    return moved.stream().map(Moved::to).toList();
  }

  /** Why something could not be done. */
  static PictureFileException refusal(CompletableFuture<?> change) {
    return assertInstanceOf(
        PictureFileException.class,
        assertThrows(CompletionException.class, change::join).getCause());
  }

  /** What the user reads when something fails. */
  static String sentence(Executable fails) {
    return String.valueOf(assertThrows(PictureFileException.class, fails).getMessage());
  }

  /** Paths of all files, relative and in order. */
  static List<String> filesBelow(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(f -> folder.relativize(f).toString())
          .sorted()
          .toList();
    }
  }

  /** Takes all rights to a file or folder away for a while; a test as root is not run. */
  static void withoutPermissions(Path path, Executable work) throws IOException {
    Set<PosixFilePermission> before = Files.getPosixFilePermissions(path);
    Files.setPosixFilePermissions(path, Set.of());
    try {
      Assumptions.assumeFalse(Files.isReadable(path), "nothing is forbidden to root");
      work.execute();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException(e);
    } finally {
      Files.setPosixFilePermissions(path, before);
    }
  }

  @Override
  public void close() {
    if (gallery != null) {
      gallery.close();
    }
  }
}
