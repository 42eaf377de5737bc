package dev.pixdelta.gui.instance;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where the first instance listens, as the file in the data folder says: three lines, {@code unix}
 * and a path or {@code port} and a number, and the secret that a caller must know.
 *
 * @param socket a Unix domain socket, or a port of this machine alone
 * @param secret 32 hex digits; only who may read the file knows it
 */
record Address(SocketAddress socket, String secret) {
  private static final int MAX_BYTES = 4096;
  private static final Pattern SECRET = Pattern.compile("[0-9a-f]{32}");

  /** What a caller says. */
  String request() {
    return "raise " + secret;
  }

  private static Path file(Path dataFolder) {
    return dataFolder.resolve("window.address");
  }

  /**
   * Reads the file.
   *
   * @throws IOException if there is none, or it is not of this form
   */
  static Address read(Path dataFolder) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file(dataFolder))) {
      bytes = in.readNBytes(MAX_BYTES);
    }
    List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
    if (lines.size() != 3 || !SECRET.matcher(lines.get(2)).matches()) {
      throw new IOException("not an address: " + file(dataFolder));
    }
    try {
      SocketAddress socket =
          switch (lines.get(0)) {
            case "unix" -> UnixDomainSocketAddress.of(lines.get(1));
            case "port" -> local(Integer.parseInt(lines.get(1)));
            default -> throw new IOException("neither unix nor port: " + file(dataFolder));
          };
      return new Address(socket, lines.get(2));
    } catch (IllegalArgumentException e) { // InvalidPathException and NumberFormatException too
      throw new IOException("not an address: " + file(dataFolder), e);
    }
  }

  /** A port of this machine that no other can reach. */
  static InetSocketAddress local(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Writes the file, whole or not at all, readable by its owner alone. */
  void write(Path dataFolder) throws IOException {
    String where =
        switch (socket) {
          case UnixDomainSocketAddress unix -> "unix\n" + unix.getPath();
          case InetSocketAddress internet -> "port\n" + internet.getPort();
          default -> throw new IllegalArgumentException(socket.toString());
        };
    Path temporary = dataFolder.resolve(".window.address.tmp");
    Files.deleteIfExists(temporary);
    try (SeekableByteChannel out =
        Files.newByteChannel(
            temporary,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            OwnerOnly.attributes(temporary))) {
      out.write(ByteBuffer.wrap((where + "\n" + secret + "\n").getBytes(StandardCharsets.UTF_8)));
    }
    Files.move(
        temporary,
        file(dataFolder),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  static void delete(Path dataFolder) throws IOException {
    Files.deleteIfExists(file(dataFolder));
  }

  /**
   * Asks the first instance to bring its window to the front.
   *
   * @param deadline {@link System#nanoTime} at which to give up
   * @return what it did
   * @throws IOException if nobody listens, or does not answer in time
   */
  Answer raise(long deadline) throws IOException {
    boolean unix = socket instanceof UnixDomainSocketAddress;
    try (SocketChannel channel =
        unix ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open()) {
      channel.configureBlocking(false);
      if (!channel.connect(socket)) {
        Line.await(channel, SelectionKey.OP_CONNECT, deadline);
        channel.finishConnect();
      }
      Line.write(channel, request(), deadline);
      return Answer.of(Line.read(channel, deadline));
    }
  }
}
