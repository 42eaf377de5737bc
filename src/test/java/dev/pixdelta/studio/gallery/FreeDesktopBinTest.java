package dev.pixdelta.studio.gallery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What other desktops will find in the bin. */
@EnabledOnOs(OS.LINUX)
final class FreeDesktopBinTest {
  private final Path folder;
  private final Path trash;
  private final FreeDesktopBin bin;

  FreeDesktopBinTest(@TempDir Path given) throws IOException {
    folder = given.toRealPath();
    trash = folder.resolve("home/Trash");
    bin = new FreeDesktopBin(trash);
  }

  private Path file(String name) throws IOException {
    Path file = folder.resolve("pictures").resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "contents of " + name);
  }

  @Test
  void fileAndInformationLieWhereTheSpecificationSays() throws IOException {
    GalleryIndexTest.assumeUnicodeNames();
    Path file = file("펭귄 100%.png");
    Trash.TrashedFile binned = bin.put(file);
    assertFalse(Files.exists(file));
    assertEquals(trash.resolve("files/펭귄 100%.png"), binned.file());
    assertEquals("contents of 펭귄 100%.png", Files.readString(place(binned)));
    List<String> lines = Files.readAllLines(trash.resolve("info/펭귄 100%.png.trashinfo"));
    assertEquals(3, lines.size());
    assertEquals("[Trash Info]", lines.get(0));
    assertTrue(lines.get(1).startsWith("Path=/"), lines.get(1));
    assertTrue(lines.get(1).endsWith("/%ED%8E%AD%EA%B7%84%20100%25.png"), lines.get(1));
    assertEquals(
        file.toString(), URLDecoder.decode(lines.get(1).substring(5), StandardCharsets.UTF_8));
    assertTrue(lines.get(2).matches("DeletionDate=\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d"));
    Duration ago =
        Duration.between(
            LocalDateTime.parse(lines.get(2).substring(13)),
            LocalDateTime.now(ZoneId.systemDefault()));
    assertTrue(ago.toSeconds() < 60, lines.get(2));
    assertEquals(
        PosixFilePermissions.fromString("rwx------"),
        Files.getPosixFilePermissions(trash.resolve("files")));
  }

  @Test
  void filesOfOneNameDoNotReplaceEachOther() throws IOException {
    Set<Path> places = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      places.add(place(bin.put(file("fox.png"))));
    }
    Files.writeString(trash.resolve("files/owl.png"), "somebody else's, without information");
    Path owl = place(bin.put(file("owl.png")));
    assertEquals(5, places.size());
    assertTrue(owl.endsWith("owl-2.png"), owl.toString());
    assertFalse(Files.exists(trash.resolve("info/owl.png.trashinfo")));
    assertTrue(Files.exists(trash.resolve("info/owl-2.png.trashinfo")));
  }

  @Test
  void whatComesBackLeavesNothingInTheBin() throws IOException {
    Path file = file("fox.png");
    Trash.TrashedFile binned = bin.put(file);
    FreeDesktopBin.takeBack(binned);
    assertEquals("contents of fox.png", Files.readString(file));
    assertEquals(List.of(), files(trash));
  }

  @Test
  void namesTooLongForTheBinAreCut() throws IOException {
    Path file = file("x".repeat(251) + ".png");
    Path binned = place(bin.put(file));
    assertTrue(binned.toString().endsWith("x.png"));
    assertFalse(Files.exists(file));
  }

  @Test
  void aFileThatIsGoneLeavesNothingInTheBin() {
    assertThrows(IOException.class, () -> bin.put(folder.resolve("gone.png")));
    assertFalse(Files.exists(trash));
  }

  @Test
  void aLinkGoesNotWhatItLeadsTo() throws IOException {
    Path real = file("real.png");
    Path link = Files.createSymbolicLink(folder.resolve("link.png"), real);
    bin.put(link);
    assertFalse(Files.exists(link, LinkOption.NOFOLLOW_LINKS));
    assertTrue(Files.exists(real));
  }

  @Test
  void anotherFileSystemHasABinOfItsOwn() throws IOException {
    try (OtherFileSystem other = OtherFileSystem.of(folder)) {
      Path file = Files.writeString(other.folder().resolve("fox.png"), "a fox");
      Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      Path own = other.top().resolve(".Trash-" + user);
      boolean before = Files.exists(own);
      Trash.TrashedFile binned = bin.put(file);
      try {
        assertEquals(own.resolve("files"), place(binned).getParent());
        String info = Files.readString(Objects.requireNonNull(binned.info()));
        assertTrue(
            info.contains("\nPath=" + other.top().relativize(file) + "\n"),
            "relative to the file system: " + info);
        assertFalse(Files.exists(trash));
      } finally {
        Files.delete(place(binned));
        Files.delete(Objects.requireNonNull(binned.info()));
        if (!before) {
          for (String made : List.of("/files", "/info", "")) {
            Files.delete(Path.of(own + made));
          }
        }
      }
    }
  }

  @Test
  void theHomeBinIsWhereXdgSays() {
    Properties system = new Properties();
    system.setProperty("user.home", "/jvm");
    assertEquals(
        Path.of("/data/Trash"),
        FreeDesktopBin.homeTrash(Map.of("XDG_DATA_HOME", "/data", "HOME", "/me"), system));
    assertEquals(
        Path.of("/me/.local/share/Trash"),
        FreeDesktopBin.homeTrash(Map.of("XDG_DATA_HOME", "relative", "HOME", "/me"), system));
    assertEquals(Path.of("/jvm/.local/share/Trash"), FreeDesktopBin.homeTrash(Map.of(), system));
  }

  private static Path place(Trash.TrashedFile binned) {
    return Objects.requireNonNull(binned.file());
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
