package dev.pixdelta.torch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;

/**
 * A file of the native engine as a jar of the class path holds it.
 *
 * @param name of the unpacked file
 * @param source where it is packed
 * @param size unpacked, in bytes
 * @param crc CRC-32 of its bytes
 */
record EngineLibrary(String name, URL source, long size, long crc) {

  /**
   * Reads size and checksum from the jar's directory, not the file itself.
   *
   * @param source a {@code jar:} URL
   */
  static EngineLibrary of(String name, URL source) throws IOException {
    if (!(source.openConnection() instanceof JarURLConnection connection)) {
      throw new IOException("not in a jar: " + source);
    }
    ZipEntry entry = connection.getJarEntry();
    if (entry == null) {
      throw new IOException("not a file in a jar: " + source);
    }
    return new EngineLibrary(name, source, entry.getSize(), entry.getCrc());
  }

  /** Whether a folder holds the file with all of its bytes; reads none of them. */
  boolean isIn(Path folder) {
    try {
      return Files.size(folder.resolve(name)) == size;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether the file in a folder has the very bytes of the jar; reads all of them. */
  boolean isIntactIn(Path folder) {
    try (CheckedInputStream in =
        new CheckedInputStream(Files.newInputStream(folder.resolve(name)), new CRC32())) {
      in.transferTo(OutputStream.nullOutputStream());
      return in.getChecksum().getValue() == crc;
    } catch (IOException e) {
      return false;
    }
  }

  InputStream open() throws IOException {
    return source.openStream();
  }
}
