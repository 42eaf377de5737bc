package dev.pixdelta.gui.instance;

import dev.pixdelta.studio.picture.PictureFileException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right of one process to a data folder. The lock decides who is first; the address beside it
 * says where the first one listens, and counts for nothing without the lock. Acquire once per
 * process and folder: POSIX takes a lock back when any channel to its file is closed.
 */
public final class SingleInstance implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SingleInstance.class);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

  /** How many times longer to wait for a process that says that it is starting or ending. */
  private static final int BUSY = 20;

  private final FileChannel channel;
  private final @Nullable RaiseServer server;

  private SingleInstance(FileChannel channel, @Nullable RaiseServer server) {
    this.channel = channel;
    this.server = server;
  }

  /**
   * Makes this process the one of a data folder, or brings the one that is there to the front.
   * Waits at most three seconds for a process that does not answer, and a minute for one that says
   * that it is starting or ending. Ends early if the thread is interrupted.
   *
   * @param dataFolder made if it is missing
   * @param raise brings the window to the front; called after {@link #opened}, on a thread of this
   *     object's own, one call at a time. The other start is told when it returns, and takes a
   *     process that does not return for one that hangs
   * @param ending called once, on the calling thread, if another process has to end first
   * @return the right to the folder, to be closed at the end; empty if another process has it and
   *     has brought its window to the front
   * @throws PictureFileException if the folder cannot be used, or if the process that has it does
   *     not answer
   */
  public static Optional<SingleInstance> acquire(Path dataFolder, Runnable raise, Runnable ending) {
    return acquire(dataFolder, raise, ending, System.getenv(), PATIENCE);
  }

  static Optional<SingleInstance> acquire(
      Path dataFolder,
      Runnable raise,
      Runnable ending,
      Map<String, String> env,
      Duration patience) {
    long last = System.nanoTime() + patience.multipliedBy(BUSY).toNanos();
    long deadline = System.nanoTime() + patience.toNanos();
    boolean isEnding = false;
    do {
      FileChannel locked = lock(dataFolder);
      if (locked != null) {
        return Optional.of(new SingleInstance(locked, listen(dataFolder, raise, env)));
      }
      // The other may have just started, and not listen yet, or have just ended.
      Answer answer = askToRaise(dataFolder, deadline);
      if (answer == Answer.RAISED) {
        return Optional.empty();
      }
      if (answer == Answer.ENDING && !isEnding) {
        isEnding = true;
        ending.run();
      }
      if (answer != null) {
        deadline = Math.min(System.nanoTime() + patience.toNanos(), last);
      }
    } while (pause() && System.nanoTime() < deadline);
    throw new PictureFileException(
        dataFolder,
        isEnding
            ? "Pixdelta is still finishing an earlier task in this folder; wait for it, end it, or set"
                + " PIXDELTA_HOME to another folder"
            : "another Pixdelta is using this folder and does not answer; wait for it, end it, or set"
                + " PIXDELTA_HOME to another folder");
  }

  /** The lock file with its lock, or null if another process has it. */
  private static @Nullable FileChannel lock(Path dataFolder) {
    FileChannel channel = null;
    FileLock lock = null;
    try {
      Files.createDirectories(dataFolder);
      channel =
          FileChannel.open(
              dataFolder.resolve("window.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      lock = channel.tryLock();
      return lock == null ? null : channel;
    } catch (OverlappingFileLockException e) {
      return null;
    } catch (IOException e) {
      throw new PictureFileException(
          dataFolder,
          "the window keeps its queue in this folder, which cannot be written to; make it writable"
              + " or set PIXDELTA_HOME to another",
          e);
    } finally {
      if (lock == null) {
        close(channel);
      }
    }
  }

  /** Null if there is no way to listen: a window that cannot be raised is still a window. */
  private static @Nullable RaiseServer listen(
      Path dataFolder, Runnable raise, Map<String, String> env) {
    try {
      return RaiseServer.start(dataFolder, raise, env);
    } catch (IOException e) {
      LOG.debug("a second start will not raise this window", e);
      return null;
    }
  }

  /** Null if there is no answer. */
  private static @Nullable Answer askToRaise(Path dataFolder, long deadline) {
    try {
      return Address.read(dataFolder).raise(deadline);
    } catch (IOException e) {
      LOG.debug("the first instance cannot be asked yet: {}", e.toString());
      return null;
    }
  }

  /** Whether there is still reason to try. */
  private static boolean pause() {
    try {
      Thread.sleep(BETWEEN_TRIES);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void close(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      LOG.debug("lock file not closed", e);
    }
  }

  /** The window is there: from now on other starts raise it. */
  public void opened() {
    answer(Answer.RAISED);
  }

  /** The window is gone: from now on other starts wait until this process gives the folder back. */
  public void ending() {
    answer(Answer.ENDING);
  }

  private void answer(Answer answer) {
    if (server != null) {
      server.answer(answer);
    }
  }

  /** Gives the folder back; what waits for an answer finds it free. */
  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
    close(channel);
  }
}
