package dev.pixdelta.studio.image;

import com.luciad.imageio.webp.internal.NativeLoader;
import dev.pixdelta.hub.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Loads libwebp, which lies in a library and has to be unpacked into a folder. */
final class WebPLibrary {
  private static final String FOLDER = "com.luciad.imageio.webp.tmpdir";

  private WebPLibrary() {}

  /**
   * Loads it if it is not loaded.
   *
   * @throws IOException if it does not run on this machine
   */
  static synchronized void load() throws IOException {
    try {
      if (System.getProperty(FOLDER) == null) {
        System.setProperty(FOLDER, folder().toString());
      }
      // By itself it would print what went wrong and go on.
      if (!NativeLoader.initialize()) {
        throw new ImageFault("WebP pictures cannot be read on this machine");
      }
    } catch (IllegalStateException | LinkageError e) {
      throw new ImageFault(
          "WebP pictures cannot be read on this machine; save it as PNG or JPEG", e);
    }
  }

  /** The folder for temporary files, or, where that cannot be written, the cache. */
  private static Path folder() throws IOException {
    Path usual = Path.of(System.getProperty("java.io.tmpdir"));
    if (Files.isWritable(usual)) {
      return usual;
    }
    return Files.createDirectories(Folders.current().cache().resolve("webp"));
  }
}
