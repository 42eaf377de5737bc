package dev.pixdelta.weights;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;

/**
 * Resources that are opened one after the other and closed together, the last one first. For one
 * thread.
 */
public final class Closer implements AutoCloseable {
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  /** Closes a resource with the others. */
  public <T extends AutoCloseable> T register(T resource) {
    opened.push(resource);
    return resource;
  }

  /**
   * Opens several resources, all or none: if the work throws, what it registered is closed.
   *
   * @return what the work returns, which then owns the resources
   */
  public static <T> T allOrNone(Function<Closer, T> work) {
    Closer closer = new Closer();
    try {
      return work.apply(closer);
    } catch (RuntimeException | Error e) {
      try {
        closer.close();
      } catch (RuntimeException | Error suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  /** Closes all, also when closing one of them fails; the first failure is thrown. */
  @Override
  public void close() {
    RuntimeException failure = null;
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        RuntimeException unchecked =
            e instanceof RuntimeException r ? r : new IllegalStateException(e);
        if (failure == null) {
          failure = unchecked;
        } else {
          failure.addSuppressed(unchecked);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
