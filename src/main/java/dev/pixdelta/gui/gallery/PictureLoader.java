package dev.pixdelta.gui.gallery;

import dev.pixdelta.gui.shell.Background;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads whole pictures for the viewer, one at a time, and keeps the last ones. What is asked for
 * takes the place of what waits. JavaFX thread only.
 */
final class PictureLoader {
  private static final long MOST_BYTES = 80L << 20;

  private final Background background;
  private final ByteBoundedCache<Path, Pyramid> cache =
      new ByteBoundedCache<>(MOST_BYTES, Pyramid::bytes);
  private boolean busy;
  private @Nullable Request wanted;
  private @Nullable Request alsoWanted;
  private @Nullable Request ahead;

  private record Request(Path file, Consumer<Pyramid> then, Consumer<Throwable> failed) {}

  PictureLoader(Background background) {
    this.background = background;
  }

  /** A picture if it is there. */
  @Nullable Pyramid get(Path file) {
    return cache.get(file);
  }

  /** Loads a picture; one asked for before that has not begun is forgotten. */
  void load(Path file, Consumer<Pyramid> then, Consumer<Throwable> failed) {
    wanted = new Request(file, then, failed);
    alsoWanted = null;
    ahead = null;
    start();
  }

  /** Loads a second picture beside the one wanted. */
  void loadBeside(Path file, Consumer<Pyramid> then, Consumer<Throwable> failed) {
    alsoWanted = new Request(file, then, failed);
    start();
  }

  /** Loads a picture that may be asked for next, when nothing else is to be done. */
  void loadAhead(Path file) {
    ahead = new Request(file, p -> {}, f -> {});
    start();
  }

  private void start() {
    if (busy) {
      return;
    }
    Request next = wanted;
    wanted = null;
    if (next == null) {
      next = alsoWanted;
      alsoWanted = null;
    }
    if (next == null) {
      next = ahead;
      ahead = null;
    }
    if (next != null) {
      run(next);
    }
  }

  private void run(Request request) {
    Pyramid known = cache.get(request.file());
    if (known != null) {
      request.then().accept(known);
      start();
      return;
    }
    busy = true;
    background.ask(
        () -> Pyramid.of(ImageFile.read(request.file(), Pyramid.MOST_PIXELS)),
        pyramid -> {
          busy = false;
          cache.put(request.file(), pyramid);
          request.then().accept(pyramid);
          start();
        },
        failure -> {
          busy = false;
          request.failed().accept(failure);
          start();
        });
  }

  /** Forgets all pictures. */
  void clear() {
    cache.clear();
  }
}
