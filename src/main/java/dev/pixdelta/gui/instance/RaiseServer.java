package dev.pixdelta.gui.instance;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for other starts, one at a time. Made by the process that has the lock: whatever socket
 * or address it finds is of a dead one.
 */
final class RaiseServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RaiseServer.class);

  /** Longest path of a Unix domain socket in bytes: macOS has 104 with the zero at the end. */
  private static final int MAX_PATH = 103;

  /** A caller that knows what to say says it at once. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final Duration FIRST_WAIT = Duration.ofMillis(50);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private final ServerSocketChannel server;
  private final Address address;
  private final Path dataFolder;
  private final Runnable raise;
  private volatile Answer answer = Answer.STARTING;

  private RaiseServer(
      ServerSocketChannel server, Address address, Path dataFolder, Runnable raise) {
    this.server = server;
    this.address = address;
    this.dataFolder = dataFolder;
    this.raise = raise;
  }

  /**
   * Listens in the data folder, else in the user's runtime folder, else at a port of this machine.
   *
   * @throws IOException if all fail
   */
  static RaiseServer start(Path dataFolder, Runnable raise, Map<String, String> env)
      throws IOException {
    ServerSocketChannel channel = bind(dataFolder, env);
    byte[] secret = new byte[16];
    new SecureRandom().nextBytes(secret);
    Address address = new Address(channel.getLocalAddress(), HexFormat.of().formatHex(secret));
    RaiseServer server = new RaiseServer(channel, address, dataFolder, raise);
    try {
      address.write(dataFolder);
    } catch (IOException e) {
      server.close();
      throw e;
    }
    Thread.ofPlatform()
        .name("other starts")
        .daemon()
        .start(() -> server.listen(channel::accept, Thread::sleep));
    return server;
  }

  private static ServerSocketChannel bind(Path dataFolder, Map<String, String> env)
      throws IOException {
    for (Path socket : sockets(dataFolder.toAbsolutePath(), env.get("XDG_RUNTIME_DIR"))) {
      try {
        return bindUnix(socket);
      } catch (IOException | UnsupportedOperationException e) {
        // such as a file system without sockets
        LOG.debug("cannot listen at {}: {}", socket, e.toString());
      }
    }
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      return channel.bind(Address.local(0));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static ServerSocketChannel bindUnix(Path socket) throws IOException {
    Files.deleteIfExists(socket);
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.bind(UnixDomainSocketAddress.of(socket));
      OwnerOnly.restrict(socket);
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Where a socket may lie, best first: always the same for one folder, so that none pile up. */
  private static List<Path> sockets(Path dataFolder, @Nullable String runtime) {
    List<Path> sockets = new ArrayList<>();
    sockets.add(dataFolder.resolve("window.socket"));
    if (runtime != null && Path.of(runtime).isAbsolute()) {
      byte[] name = dataFolder.normalize().toString().getBytes(StandardCharsets.UTF_8);
      sockets.add(Path.of(runtime, "pixdelta-" + UUID.nameUUIDFromBytes(name) + ".socket"));
    }
    sockets.removeIf(s -> s.toString().getBytes(StandardCharsets.UTF_8).length > MAX_PATH);
    return sockets;
  }

  /** Where callers come from. */
  interface Callers {
    SocketChannel next() throws IOException;
  }

  /** How the thread sleeps. */
  interface Pause {
    void of(Duration time) throws InterruptedException;
  }

  /**
   * Answers callers until the server is closed. While none can come, as where no more files may be
   * opened, it tries less and less often.
   */
  void listen(Callers callers, Pause pause) {
    Duration wait = FIRST_WAIT;
    while (server.isOpen()) {
      SocketChannel caller;
      try {
        caller = callers.next();
      } catch (ClosedChannelException e) {
        LOG.debug("no longer listening");
        return;
      } catch (IOException e) {
        if (wait.equals(FIRST_WAIT)) {
          LOG.warn("other starts cannot be answered for now: {}", e.toString());
        }
        try {
          pause.of(wait);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          return;
        }
        Duration longer = wait.multipliedBy(2);
        wait = longer.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : longer;
        continue;
      }
      wait = FIRST_WAIT;
      try (caller) {
        answer(caller);
      } catch (IOException | RuntimeException e) {
        // a caller that said nothing of use, or a window that cannot be raised now
        LOG.debug("a start was not answered", e);
      }
    }
  }

  private void answer(SocketChannel caller) throws IOException {
    caller.configureBlocking(false);
    String said = Line.read(caller, System.nanoTime() + PATIENCE.toNanos());
    if (!MessageDigest.isEqual(bytes(said), bytes(address.request()))) {
      throw new IOException("another request");
    }
    Answer now = answer;
    if (now == Answer.RAISED) {
      raise.run();
    }
    Line.write(caller, now.line(), System.nanoTime() + PATIENCE.toNanos());
  }

  /**
   * What callers are told from now on, {@link Answer#STARTING} until then; they raise the window
   * when it is {@link Answer#RAISED}.
   */
  void answer(Answer now) {
    answer = now;
  }

  private static byte[] bytes(String line) {
    return line.getBytes(StandardCharsets.US_ASCII);
  }

  /** Stops listening. Before the lock is given back: the next instance's address must stay. */
  @Override
  public void close() {
    try {
      Address.delete(dataFolder);
      server.close();
      if (address.socket() instanceof UnixDomainSocketAddress unix) {
        Files.deleteIfExists(unix.getPath());
      }
    } catch (IOException e) {
      LOG.debug("left for the next start to tidy: {}", e.toString());
    }
  }
}
