package dev.pixdelta.studio.image;

import com.luciad.imageio.webp.internal.NativeLoader;
import dev.pixdelta.hub.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
    IOException failure = new ImageFault("it is a WebP picture, which this computer cannot read");
    for (Path folder : folders()) {
      System.setProperty(FOLDER, folder.toString());
      try {
        // By itself it would print what went wrong and go on.
        if (NativeLoader.initialize()) {
          return;
        }
      } catch (IllegalStateException | LinkageError e) {
        failure.addSuppressed(e);
      }
    }
    throw failure;
  }

  /** The folder for temporary files and, where that cannot be used, the cache. */
  private static List<Path> folders() {
    List<Path> folders = new ArrayList<>();
    folders.add(Path.of(System.getProperty("java.io.tmpdir")));
    try {
      folders.add(Files.createDirectories(Folders.current().cache().resolve("webp")));
    } catch (IOException e) {
      // read-only too
    }
    folders.removeIf(f -> !Files.isWritable(f));
    return folders;
  }
}
