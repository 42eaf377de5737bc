package dev.pixdelta.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With an engine of two small files in a jar. */
final class EngineFolderTest {
  private static final Map<String, String> FILES =
      Map.of("libcore.so", "core ".repeat(1000), "libtorch.so", "torch ".repeat(1000));

  private final Path root;
  private final Path folder;
  private final List<String> loaded = new ArrayList<>();

  EngineFolderTest(@TempDir Path temp) {
    root = temp.resolve("engine");
    folder = root.resolve("pytorch").resolve("1-cpu");
  }

  @BeforeEach
  void nothingIsThere() {
    assertFalse(Files.exists(root));
  }

  private List<EngineLibrary> libraries() throws IOException {
    Path jar = root.resolveSibling("engine.jar");
    if (!Files.exists(jar)) {
      try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
        for (var file : FILES.entrySet()) {
          out.putNextEntry(new ZipEntry("lib/" + file.getKey()));
          out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    List<EngineLibrary> libraries = new ArrayList<>();
    for (String name : FILES.keySet()) {
      libraries.add(
          EngineLibrary.of(name, URI.create("jar:" + jar.toUri() + "!/lib/" + name).toURL()));
    }
    return libraries;
  }

  private EngineFolder engine(Path in) throws IOException {
    return engine(in, () -> loaded.add(in.getFileName().toString()));
  }

  private EngineFolder engine(Path in, Runnable loader) throws IOException {
    return new EngineFolder(root, in, libraries(), loader);
  }

  /** All files below the root, but for the lock, with what tells one file from another. */
  private Map<String, Object> keys() throws IOException {
    Map<String, Object> keys = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.getFileName().toString().equals("unpacking.lock")) {
          keys.put(
              root.relativize(file).toString(),
              List.of(Files.getAttribute(file, "unix:ino"), Files.getLastModifiedTime(file)));
        }
      }
    }
    return keys;
  }

  private void assertWhole() throws IOException {
    for (var file : FILES.entrySet()) {
      assertEquals(file.getValue(), Files.readString(folder.resolve(file.getKey())));
    }
  }

  private static RuntimeException failing(String reason) {
    return new ai.djl.engine.EngineException(
        "Failed to load PyTorch native library", new UnsatisfiedLinkError(reason));
  }

  @Test
  void nobodyElseKnowsItsPlace() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      List<Path> knowing = new ArrayList<>();
      for (Path source : sources.filter(f -> f.toString().endsWith(".java")).toList()) {
        if (Files.readString(source).contains("resolve(\"engine\")")) {
          knowing.add(source.getFileName());
        }
      }
      assertEquals(List.of(Path.of("EngineFolder.java")), knowing);
    }
  }

  @Test
  void itIsUnpackedOnceAndLeavesNothingElse() throws IOException {
    assertEquals(0, engine(folder).unpacked());
    engine(folder).load();
    assertWhole();
    assertEquals(1, engine(folder).unpacked());
    Map<String, Object> before = keys();
    assertEquals(2, before.size(), before.toString());
    engine(folder).load();
    assertEquals(before, keys());
    assertEquals(List.of("1-cpu", "1-cpu"), loaded);
  }

  @Test
  void whatIsThereIsOnlyRead() throws IOException {
    engine(folder).unpack();
    Files.delete(root.resolve("unpacking.lock"));
    FileTime time = FileTime.from(Instant.now().minus(Duration.ofDays(9)));
    Files.setLastModifiedTime(root, time);
    Files.setLastModifiedTime(folder, time);
    engine(folder).load();
    assertEquals(time, Files.getLastModifiedTime(root));
    assertEquals(time, Files.getLastModifiedTime(folder));
  }

  @Test
  void aGoodEngineThatCannotBeLoadedStays() throws IOException {
    engine(folder).unpack();
    Map<String, Object> before = keys();
    String sentence =
        String.valueOf(
            assertThrows(
                    EngineException.class,
                    () ->
                        engine(
                                folder,
                                () -> {
                                  throw failing("/x/lib.so: /x/lib.so: failed to map segment");
                                })
                            .load())
                .getMessage());
    assertEquals(before, keys());
    assertEquals(
        "The native engine in " + folder + " cannot be loaded: lib.so: failed to map segment",
        sentence);
  }

  @Test
  void onlyAFileOfAnotherSizeIsUnpackedAgain() throws IOException {
    engine(folder).unpack();
    Object other = keys().get("pytorch/1-cpu/libcore.so");
    Files.writeString(folder.resolve("libtorch.so"), "torch");
    assertTrue(engine(folder).unpacked() < 1);
    engine(folder).load();
    assertWhole();
    assertEquals(other, keys().get("pytorch/1-cpu/libcore.so"));
  }

  @Test
  void aFileWithOtherBytesIsReplacedWhenLoadingFails() throws IOException {
    engine(folder).unpack();
    Object other = keys().get("pytorch/1-cpu/libcore.so");
    String damaged = "Torch " + "torch ".repeat(999);
    Files.writeString(folder.resolve("libtorch.so"), damaged);
    engine(
            folder,
            () -> {
              try {
                if (Files.readString(folder.resolve("libtorch.so")).equals(damaged)) {
                  throw failing("invalid ELF header");
                }
                loaded.add("mended");
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            })
        .load();
    assertWhole();
    assertEquals(other, keys().get("pytorch/1-cpu/libcore.so"));
    assertEquals(List.of("mended"), loaded);
  }

  @Test
  void versionsStandBesideEachOther() throws IOException {
    engine(folder).load();
    Path newer = folder.resolveSibling("2-cpu");
    Map<String, Object> before = keys();
    for (int i = 0; i < 2; i++) {
      engine(newer).load();
      engine(folder).load();
    }
    Map<String, Object> after = keys();
    assertEquals(4, after.size(), after.toString());
    before.forEach((file, key) -> assertEquals(key, after.get(file), file));
  }

  @Test
  void onlyDeadTemporaryFoldersAreDeleted() throws IOException {
    Path dead = Files.createDirectories(root.resolve("pytorch/tmp1"));
    Path alive = Files.createDirectories(root.resolve("pytorch/tmp2"));
    Files.writeString(dead.resolve("libtorch.so"), "cut");
    Files.setLastModifiedTime(dead, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
    engine(folder).load();
    assertFalse(Files.exists(dead));
    assertTrue(Files.exists(alive));
  }

  @Test
  void whatAKilledProcessHasUnpackedIsToldAndDoneAgain() throws IOException {
    Files.createDirectories(root);
    Files.writeString(root.resolve("unpacking.tmp"), "core ".repeat(500));
    double part = engine(folder).unpacked();
    assertEquals(2500 / 11000.0, part, 1e-6);
    engine(folder).load();
    assertWhole();
    assertFalse(Files.exists(root.resolve("unpacking.tmp")));
  }

  @Test
  void aFullDiskIsToldBeforeAnythingIsWritten() throws IOException {
    EngineLibrary small = libraries().getFirst();
    EngineLibrary huge =
        new EngineLibrary(small.name(), small.source(), Long.MAX_VALUE / 2, small.crc());
    EngineFolder engine = new EngineFolder(root, folder, List.of(huge), () -> {});
    String sentence =
        String.valueOf(assertThrows(EngineException.class, engine::load).getMessage());
    assertTrue(sentence.contains(" MB on the disk of " + root), sentence);
    assertEquals(Map.of(), keys());
  }

  @Test
  void aFolderThatCannotBeWrittenToIsOneSentence() throws IOException {
    Files.writeString(root, "a file");
    String sentence =
        String.valueOf(
            assertThrows(EngineException.class, () -> engine(folder).load()).getMessage());
    assertTrue(sentence.contains(folder + ", which cannot be written to"), sentence);
  }

  @Test
  void aDamagedInstallationIsOneSentence() throws IOException {
    List<EngineLibrary> libraries = libraries();
    Path jar = root.resolveSibling("engine.jar");
    byte[] bytes = Files.readAllBytes(jar);
    for (int i = 100; i < 130; i++) {
      bytes[i] ^= 0x55;
    }
    Path cut = Files.write(root.resolveSibling("cut.jar"), bytes);
    List<EngineLibrary> damaged = new ArrayList<>();
    for (EngineLibrary library : libraries) {
      URI uri = URI.create("jar:" + cut.toUri() + "!/lib/" + library.name());
      damaged.add(new EngineLibrary(library.name(), uri.toURL(), library.size(), library.crc()));
    }
    String sentence =
        String.valueOf(
            assertThrows(
                    EngineException.class,
                    () -> new EngineFolder(root, folder, damaged, () -> {}).load())
                .getMessage());
    assertTrue(sentence.contains("build or install Pixdelta again"), sentence);
    assertFalse(sentence.contains("\n"), sentence);
  }

  @Test
  void theUsersOwnLibtorchIsFoundAsDjlFindsIt() throws IOException {
    String library = System.mapLibraryName("torch");
    Path own = Files.createDirectories(root.resolve("own"));
    Path file = Files.createFile(own.resolve(library));
    Path empty = Files.createDirectories(root.resolve("empty"));
    Map<String, Path> found =
        Map.of(
            own.toString(),
            own,
            file.toString(),
            own,
            empty + java.io.File.pathSeparator + own,
            own);
    found.forEach(
        (path, expected) ->
            assertEquals(
                expected,
                EngineFolder.external(name -> name.equals("PYTORCH_LIBRARY_PATH") ? path : null)));
    for (String path : List.of(empty.toString(), root.resolve("none").toString(), "")) {
      assertNull(EngineFolder.external(name -> path), path);
    }
    assertNull(EngineFolder.external(name -> null));
    EngineFolder external = new EngineFolder(root, own, List.of(), () -> loaded.add("own"));
    assertEquals(1, external.unpacked());
    external.load();
    assertEquals(List.of("own"), loaded);
    assertEquals(Set.of("own/" + library), keys().keySet());
  }
}
