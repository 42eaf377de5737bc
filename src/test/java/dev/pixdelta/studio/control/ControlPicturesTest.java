package dev.pixdelta.studio.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.testing.FaultyDisk;
import dev.pixdelta.testing.FaultyDisk.Operation;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drawings that jobs use are kept, and those that nothing uses any more are not. */
final class ControlPicturesTest {
  private final Path folder;
  private final ControlPictures pictures;

  ControlPicturesTest(@TempDir Path folder) {
    this.folder = folder.resolve("controls");
    this.pictures = new ControlPictures(this.folder);
  }

  /** A picture that was kept so many hours ago. */
  private Path kept(int content, int hours) throws IOException {
    Path file = pictures.keep(new byte[] {(byte) content});
    Instant time = Instant.now().minus(Duration.ofHours(hours));
    Files.setLastModifiedTime(file, FileTime.from(time));
    return file;
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void onePictureIsKeptOnce() throws IOException {
    Path file = pictures.keep(new byte[] {1});
    assertEquals(file, pictures.keep(new byte[] {1}));
    assertEquals(List.of(file), files());
    assertArrayEquals(new byte[] {1}, Files.readAllBytes(file));
  }

  @Test
  void whatNothingUsesGoesAfterADay() throws IOException {
    Path used = kept(1, 100);
    Path fresh = kept(2, 2);
    Path old = kept(3, 30);
    Path again = kept(4, 30);
    Path users = Files.writeString(folder.resolve("mine.png"), "");
    Path dead = Files.writeString(folder.resolve(".file.999999999.0123456789abcdef.tmp"), "");
    Files.setLastModifiedTime(users, FileTime.from(Instant.EPOCH));
    assertEquals(again, pictures.keep(new byte[] {4}), "a job uses it from now on");
    pictures.deleteUnused(Set.of(name(used)));
    assertEquals(Stream.of(used, fresh, again, users).sorted().toList(), files());
    assertTrue(Files.notExists(old) && Files.notExists(dead));
  }

  @Test
  void namesAreFoundInSettings() {
    String name = "0123456789abcdef".repeat(4) + ".png";
    String json =
        "[{\"file\":\"file:///home/x/controls/" + name + "\"},\"C:\\\\c\\\\" + name + "\"]";
    assertEquals(Set.of(name), ControlPictures.namesIn(json));
    assertEquals(Set.of(), ControlPictures.namesIn("{\"file\":\"a/0" + name + "\",\"x\":\"\"}"));
  }

  @Test
  void whatIsKeptAgainWhileItIsDeletedStays() throws IOException {
    for (Operation moment : List.of(Operation.READ_ATTRIBUTES, Operation.MOVE)) {
      Path file = kept(5, 30);
      FaultyDisk disk = new FaultyDisk();
      disk.set(
          (operation, path) -> {
            if (operation == moment && path.equals(file)) {
              disk.repair(); // once
              assertEquals(file, pictures.keep(new byte[] {5}), "by another process");
            }
          });
      new ControlPictures(disk.path(folder)).deleteUnused(Set.of());
      assertEquals(List.of(file), files(), "kept before " + moment);
      assertArrayEquals(new byte[] {5}, Files.readAllBytes(file));
    }
  }

  @Test
  void onAReadOnlyDiskWhatIsThereCanBeUsed() throws IOException {
    Path file = kept(6, 30);
    FaultyDisk disk = new FaultyDisk();
    disk.set(
        (operation, path) -> {
          if (operation != Operation.READ_ATTRIBUTES) {
            throw new AccessDeniedException(path.toString());
          }
        });
    ControlPictures readOnly = new ControlPictures(disk.path(folder));
    assertEquals(disk.path(file), readOnly.keep(new byte[] {6}));
  }

  @Test
  void withoutAFolderThereIsNothingToDelete() throws IOException {
    pictures.deleteUnused(Set.of());
    assertTrue(Files.notExists(folder));
  }
}
