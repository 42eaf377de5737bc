package dev.pixdelta.torch;

import ai.djl.util.Platform;
import dev.pixdelta.system.OperatingSystem;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Which engine the class path brings, as its jars say. DJL's own {@link Platform} knows it too, but
 * looks for CUDA first, for a tenth of a second.
 *
 * @param pytorch version of PyTorch, with the date of the build
 * @param flavor {@code cpu}, or {@code cu} and the version of CUDA
 * @param classifier system and processor, such as {@code linux-x86_64}
 * @param files PyTorch's own
 * @param djl version of DJL
 */
record EngineVersion(
    String pytorch, String flavor, String classifier, List<String> files, String djl) {
  private static final ClassLoader LOADER = EngineVersion.class.getClassLoader();

  /** DJL's name for the folder of an unpacked engine: see its LibUtils. */
  String folder() {
    return pytorch + "-" + flavor + "-" + classifier;
  }

  /** The files that DJL loads: PyTorch's own and DJL's binding to them. */
  List<EngineLibrary> libraries() throws IOException {
    List<EngineLibrary> libraries = new ArrayList<>();
    for (String file : files) {
      String path = "pytorch/" + flavor + "/" + classifier + "/" + file;
      libraries.add(EngineLibrary.of(file, resource(path)));
    }
    String binding = System.mapLibraryName("djl_torch");
    String path = "jnilib/" + classifier + "/" + flavor + "/" + binding;
    libraries.add(EngineLibrary.of(djl + "-" + binding, resource(path)));
    return libraries;
  }

  /** The one for this system; null if there is none. */
  static @Nullable EngineVersion onClassPath() throws IOException {
    String djl = property(properties(resource("pytorch-engine.properties")), "djl_version");
    List<EngineVersion> found = new ArrayList<>();
    for (URL url : Collections.list(LOADER.getResources("native/lib/pytorch.properties"))) {
      Properties p = properties(url);
      if (property(p, "classifier").equals(system())) {
        found.add(
            new EngineVersion(
                property(p, "version"),
                property(p, "flavor"),
                system(),
                List.of(property(p, "libraries").split(",")),
                djl));
      }
    }
    if (found.size() > 1) { // whether there is CUDA decides
      String flavor = Platform.detectPlatform("pytorch").getFlavor();
      found.removeIf(version -> !version.flavor.equals(flavor));
    }
    return found.isEmpty() ? null : found.getFirst();
  }

  /** This system and processor, by DJL's names. */
  static String system() {
    String os =
        switch (OperatingSystem.current()) {
          case LINUX -> "linux";
          case MACOS -> "osx";
          case WINDOWS -> "win";
        };
    String arch = System.getProperty("os.arch", "");
    return os + "-" + (arch.equals("amd64") ? "x86_64" : arch);
  }

  private static Properties properties(URL url) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = url.openStream()) {
      properties.load(in);
    }
    return properties;
  }

  private static String property(Properties properties, String key) {
    return properties.getProperty(key, "").strip();
  }

  private static URL resource(String name) throws IOException {
    URL found = LOADER.getResource(name);
    if (found == null) {
      throw new IOException("not on the class path: " + name);
    }
    return found;
  }
}
