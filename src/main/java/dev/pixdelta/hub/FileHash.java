package dev.pixdelta.hub;

import dev.pixdelta.weights.ModelFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * SHA-256 of large files, remembered as long as their paths, sizes and times stay the same. A
 * folder that cannot be written to only costs time.
 */
final class FileHash {
  private static final int DIGITS = 10;
  private static final int SAMPLES = 64;

  private final Path folder;

  /**
   * @param folder where answers are kept; made when first needed
   */
  FileHash(Path folder) {
    this.folder = folder;
  }

  /**
   * First ten hex digits over the contents, one file after another.
   *
   * @throws ModelFileException if a file cannot be read
   */
  String of(List<Path> files) {
    Path answer = folder.resolve(identity(files));
    try {
      String known = Files.readString(answer, StandardCharsets.US_ASCII);
      if (known.matches("[0-9a-f]{" + DIGITS + "}")) {
        return known;
      }
    } catch (IOException e) {
      // not there yet, or not readable: the files tell
    }
    String hash = contents(files);
    try {
      Files.createDirectories(folder);
      Files.writeString(answer, hash, StandardCharsets.US_ASCII);
    } catch (IOException e) {
      // the next start will read the files again
    }
    return hash;
  }

  private static String identity(List<Path> files) {
    MessageDigest digest = sha256();
    for (Path file : files) {
      try {
        String facts =
            file.toAbsolutePath() + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
        digest.update((facts + "\n").getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw ModelFileException.unreadable(file, e);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * SHA-256 over names, sizes, times and 64 samples of each file: what was swapped, rewritten or
   * unpacked with an old time shows, for a few reads.
   *
   * @throws ModelFileException if a file cannot be read
   */
  static String ofSamples(List<Path> files) {
    MessageDigest digest = sha256();
    ByteBuffer sample = ByteBuffer.allocate(4096);
    for (Path file : files) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
        String facts =
            file.getFileName() + " " + channel.size() + " " + Files.getLastModifiedTime(file);
        digest.update((facts + "\n").getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < SAMPLES; i++) {
          sample.clear();
          channel.read(sample, channel.size() / SAMPLES * i);
          digest.update(sample.flip());
        }
      } catch (IOException e) {
        throw ModelFileException.unreadable(file, e);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static String contents(List<Path> files) {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[1 << 20];
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          digest.update(buffer, 0, n);
        }
      } catch (IOException e) {
        throw ModelFileException.unreadable(file, e);
      }
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
  }
}
