package dev.pixdelta.studio.gallery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.testing.FaultyDisk;
import dev.pixdelta.testing.FaultyDisk.Operation;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a disk refuses because it is full, a picture is at one place with its star, nothing of
 * it is at the other, and what could not be done can be done when there is room.
 */
@EnabledOnOs(OS.LINUX)
final class FullDiskTest {
  /** What a full disk refuses. */
  private static final Set<Operation> FILLING =
      Set.of(
          Operation.OPEN_TO_WRITE,
          Operation.WRITE,
          Operation.COPY,
          Operation.MOVE,
          Operation.CREATE_FOLDER);

  private final FaultyDisk disk = new FaultyDisk();
  private final Path folder;

  FullDiskTest(@TempDir Path folder) {
    this.folder = disk.path(folder);
  }

  /** One starred picture, and what becomes of it. */
  private final class Scene {
    final Path own;
    final Path root;
    final Path trash;
    final Path fox;
    final Trash bin;
    final byte[] bytes;

    Scene(int n) throws IOException {
      own = folder.resolve("" + n);
      root = own.resolve("pictures");
      trash = own.resolve("Trash");
      bin = Trash.at(trash);
      fox = root.resolve("in/fox.png");
      Files.createDirectories(fox.getParent());
      bytes = ("fox " + n).getBytes(java.nio.charset.StandardCharsets.UTF_8);
      Files.write(fox, bytes);
      Sidecar.of(fox).star(true);
    }

    /** All files in the folders of pictures and bin. */
    List<String> files() throws IOException {
      try (Stream<Path> all = Files.walk(own)) {
        return all.filter(Files::isRegularFile)
            .map(f -> own.relativize(f).toString())
            .sorted()
            .toList();
      }
    }

    void check(List<String> expected, int n) throws IOException {
      assertEquals(expected, files(), "after the failure of operation " + n);
      for (String name : expected) {
        if (name.endsWith(".png")) {
          assertArrayEquals(bytes, Files.readAllBytes(own.resolve(name)), name);
        }
        assertTrue(Files.size(own.resolve(name)) > 0, name);
      }
    }
  }

  private static final List<String> AT_HOME =
      List.of("pictures/in/fox.png", "pictures/in/fox.png.pixdelta.json");
  private static final List<String> BINNED =
      List.of(
          "Trash/files/fox.png",
          "Trash/files/fox.png.pixdelta.json",
          "Trash/info/fox.png.pixdelta.json.trashinfo",
          "Trash/info/fox.png.trashinfo");
  private static final List<String> MOVED =
      List.of("pictures/out/new/fox.png", "pictures/out/new/fox.png.pixdelta.json");

  /** Does something to a picture. */
  @FunctionalInterface
  private interface Work {
    void run() throws IOException;
  }

  /** Whether it came to the n-th operation, and whether that stopped the work. */
  private record Failure(boolean reached, boolean stopped) {}

  /**
   * Lets the n-th operation of a full disk fail.
   *
   * @param otherDevice whether places are on two file systems
   */
  private Failure failAt(int n, boolean otherDevice, Work work) {
    AtomicInteger count = new AtomicInteger();
    disk.set(
        (operation, path) -> {
          if (FILLING.contains(operation) && count.getAndIncrement() == n) {
            throw new IOException("No space left on device");
          }
          if (otherDevice
              && operation == Operation.MOVE
              && !String.valueOf(path.getFileName()).endsWith(".tmp")) {
            throw new AtomicMoveNotSupportedException(path.toString(), null, "another device");
          }
        });
    try {
      work.run();
      return new Failure(count.get() > n, false);
    } catch (IOException e) {
      assertEquals("No space left on device", e.getMessage());
      return new Failure(true, true);
    } finally {
      disk.repair();
    }
  }

  /** A picture that stays where it is until nothing fails. */
  private void sweep(
      boolean otherDevice, Function<Scene, Work> prepare, List<String> before, List<String> after)
      throws IOException {
    int stops = 0;
    Failure failure;
    int n = 0;
    do {
      Scene scene = new Scene(n);
      Work work = prepare.apply(scene);
      scene.check(before, -1);
      failure = failAt(n, otherDevice, work);
      if (failure.stopped()) {
        stops++;
        scene.check(before, n);
        work.run();
      }
      scene.check(after, n);
      n++;
    } while (failure.reached());
    assertTrue(stops >= 3, stops + " of " + n + " operations");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aMoveThatFailsHasChangedNothing(boolean otherDevice) throws IOException {
    sweep(
        otherDevice,
        s ->
            () ->
                assertTrue(
                    Files.exists(PictureTransfer.move(s.fox, s.root.resolve("out/new/fox.png")))),
        AT_HOME,
        MOVED);
  }

  @Test
  void aMoveThatFailsLeavesNoFolder() throws IOException {
    Scene scene = new Scene(0);
    Path wanted = scene.root.resolve("out/new/fox.png");
    Work move = () -> assertTrue(Files.exists(PictureTransfer.move(scene.fox, wanted)));
    assertTrue(failAt(4, true, move).stopped());
    assertTrue(Files.notExists(scene.root.resolve("out")));
  }

  @Test
  void aDeletionThatFailsHasChangedNothing() throws IOException {
    sweep(
        false,
        s ->
            () -> {
              Deleted unused = PictureTransfer.delete(s.fox, s.bin);
            },
        AT_HOME,
        BINNED);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anUndoThatFailsHasChangedNothing(boolean otherDevice) throws IOException {
    sweep(
        otherDevice,
        s -> {
          try {
            Deleted deleted = PictureTransfer.delete(s.fox, s.bin);
            Files.delete(s.fox.getParent());
            return () -> assertEquals(s.fox, PictureTransfer.restore(deleted));
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        },
        BINNED,
        AT_HOME);
  }

  @Test
  void ofAHundredThatAreDeletedTheNinetyNineCanBeBroughtBack() throws IOException {
    TestGallery test = new TestGallery(folder);
    List<Path> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      all.add(test.picture("p%02d.png".formatted(i)));
    }
    Gallery gallery = test.open();
    disk.set(
        (operation, path) -> {
          if (operation == Operation.MOVE && path.endsWith("p42.png")) {
            throw new IOException("Input/output error");
          }
        });
    Outcome<Deleted> outcome = gallery.delete(all).join();
    assertEquals(99, outcome.done().size());
    assertEquals(List.of(all.get(42)), outcome.failedOf(all));
    assertEquals(
        test.root
            + ": 1 of 100 pictures could not be moved to the bin - "
            + all.get(42)
            + ": cannot be moved to the bin: Input/output error",
        String.valueOf(outcome.problem()));
    assertEquals(List.of("p42.png"), test.names());

    disk.set(
        (operation, path) -> {
          if (operation == Operation.MOVE && path.endsWith("p07.png")) {
            throw new IOException("No space left on device");
          }
        });
    Outcome<Path> restored = gallery.restore(outcome.done()).join();
    assertEquals(98, restored.done().size());
    assertEquals(99, test.names().size());
    disk.repair();
    List<Deleted> left = restored.failedOf(outcome.done());
    assertEquals(List.of(all.get(7)), TestGallery.done(gallery.restore(left)));
    assertEquals(100, test.names().size());
    assertEquals(List.of(), TestGallery.filesBelow(test.trash));
    test.close();
  }

  @Test
  void ofAHundredThatAreMovedTheNinetyNineCanBeMovedBack() throws IOException {
    TestGallery test = new TestGallery(folder);
    List<Path> all = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      all.add(test.picture("p%02d.png".formatted(i)));
    }
    Gallery gallery = test.open();
    Path birds = test.root.resolve("birds");
    disk.set(
        (operation, path) -> {
          if (operation == Operation.MOVE && path.endsWith("p42.png")) {
            throw new IOException("Input/output error");
          }
        });
    Outcome<Moved> outcome = gallery.move(all, birds).join();
    disk.repair();
    assertEquals(
        IntStream.range(0, 100).filter(i -> i != 42).mapToObj(all::get).toList(),
        outcome.done().stream().map(Moved::from).toList());
    assertEquals(List.of(42), outcome.failed());
    assertEquals(100, test.names().size());
    Outcome<Moved> back = gallery.moveBack(outcome.done()).join();
    assertNull(back.problem());
    assertEquals(99, back.done().size());
    assertEquals(
        all,
        gallery.query(new GalleryQuery(null, "", null, false, GalleryQuery.Sort.NAME)).stream()
            .map(GalleryPicture::file)
            .toList());
    test.close();
  }
}
