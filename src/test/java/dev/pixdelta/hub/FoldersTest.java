package dev.pixdelta.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each platform's places, in an environment made up for the test. */
class FoldersTest {
  private final Path home;

  FoldersTest(@TempDir Path home) {
    this.home = home;
  }

  private Folders on(String os, Map<String, String> env) {
    Properties system = new Properties();
    system.setProperty("os.name", os);
    system.setProperty("user.home", home.toString());
    return Folders.of(env, system, () -> null);
  }

  private Path at(String path) {
    return home.resolve(path);
  }

  @Test
  void linuxFollowsTheXdgDefaults() {
    assertEquals(
        new Folders(at(".local/share/pixdelta"), at(".cache/pixdelta"), at("Pictures/Pixdelta")),
        on("Linux", Map.of()));
  }

  @Test
  void linuxFollowsTheXdgVariables() {
    assertEquals(
        new Folders(at("d/pixdelta"), at("c/pixdelta"), at("p/Pixdelta")),
        on(
            "Linux",
            Map.of(
                "XDG_DATA_HOME", at("d").toString(),
                "XDG_CACHE_HOME", at("c").toString(),
                "XDG_PICTURES_DIR", at("p").toString())));
  }

  @Test
  void homeOfTheEnvironmentGoesFirst() {
    assertEquals(
        at("other/.cache/pixdelta"), on("Linux", Map.of("HOME", at("other").toString())).cache());
    assertEquals(at(".cache/pixdelta"), on("Linux", Map.of("HOME", "relative")).cache());
  }

  @Test
  void relativeAndEmptyPathsAreIgnored() {
    assertEquals(
        on("Linux", Map.of()),
        on(
            "Linux",
            Map.of(
                "XDG_DATA_HOME", "relative/path",
                "XDG_CACHE_HOME", "",
                "XDG_CONFIG_HOME", "x",
                "PIXDELTA_HOME", "")));
  }

  @Test
  void aPathThatCannotBeNamedIsNotReplacedByAnother() {
    // As under the locale C, where Java cannot name what is not English.
    for (String variable :
        List.of("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_PICTURES_DIR", "PIXDELTA_HOME")) {
      assertThrows(
          InvalidPathException.class, () -> on("Linux", Map.of(variable, "/a\0b")), variable);
    }
  }

  @Test
  void aUserWithoutAHomeGetsNoFoldersWhereTheyAre() {
    Properties system = new Properties();
    system.setProperty("os.name", "Linux");
    system.setProperty("user.home", "?");
    assertEquals(
        Path.of("/.cache/pixdelta").toAbsolutePath(),
        Folders.of(Map.of(), system, () -> null).cache());
  }

  @Test
  void windowsPicturesAreWhereTheUserHasMovedThem() {
    Properties system = new Properties();
    system.setProperty("user.home", home.toString());
    for (String os : List.of("Windows 11", "Linux", "Mac OS X")) {
      system.setProperty("os.name", os);
      assertEquals(
          os.startsWith("Windows") ? at("OneDrive/Bilder/Pixdelta") : at("Pictures/Pixdelta"),
          Folders.of(Map.of(), system, () -> at("OneDrive/Bilder")).pictures());
    }
  }

  @Test
  void picturesComeFromTheUserDirectories() throws IOException {
    Files.createDirectories(at(".config"));
    assertEquals(
        at("Bilder und \"mehr\"/Pixdelta"),
        pictures(
            """
            # written by xdg-user-dirs-update
            XDG_DESKTOP_DIR="$HOME/Desktop"
            XDG_PICTURES_DIR="$HOME/Bilder und \\"mehr\\""
            """));
    assertEquals(at("abs/Pixdelta"), pictures("XDG_PICTURES_DIR=\"" + at("abs") + "\"\n"));
    assertEquals(home.resolve("Pixdelta"), pictures("XDG_PICTURES_DIR=\"$HOME/\"\n"));
    assertEquals(at("Pictures/Pixdelta"), pictures("XDG_PICTURES_DIR=\"relative\"\n"));
    assertEquals(at("Pictures/Pixdelta"), pictures("XDG_PICTURES_DIR=$(rm -rf)\n\0\0"));
    Path config = Files.createDirectories(at("conf"));
    Files.writeString(config.resolve("user-dirs.dirs"), "XDG_PICTURES_DIR=\"$HOME/Art\"\n");
    assertEquals(
        at("Art/Pixdelta"), on("Linux", Map.of("XDG_CONFIG_HOME", config.toString())).pictures());
  }

  private Path pictures(String userDirs) throws IOException {
    Files.writeString(at(".config/user-dirs.dirs"), userDirs);
    return on("Linux", Map.of()).pictures();
  }

  @Test
  void macosKeepsThingsInTheLibrary() {
    assertEquals(
        new Folders(
            at("Library/Application Support/Pixdelta"),
            at("Library/Caches/Pixdelta"),
            at("Pictures/Pixdelta")),
        on("Mac OS X", Map.of("XDG_DATA_HOME", "/x")));
  }

  @Test
  void windowsKeepsThingsInAppData() {
    assertEquals(
        new Folders(
            at("r").resolve("Pixdelta"),
            at("l").resolve("Pixdelta").resolve("cache"),
            at("u").resolve("Pictures").resolve("Pixdelta")),
        on(
            "Windows 11",
            Map.of(
                "APPDATA", at("r").toString(),
                "LOCALAPPDATA", at("l").toString(),
                "USERPROFILE", at("u").toString())));
    assertEquals(at("AppData/Roaming/Pixdelta"), on("Windows 11", Map.of()).data());
  }

  @Test
  void oneVariableMovesDataAndCacheButNotPictures() {
    for (String os : new String[] {"Linux", "Mac OS X", "Windows 11"}) {
      assertEquals(
          new Folders(at("own/data"), at("own/cache"), at("Pictures/Pixdelta")),
          on(os, Map.of("PIXDELTA_HOME", at("own").toString())));
    }
    assertEquals(
        Path.of("own").toAbsolutePath().resolve("data"),
        on("Linux", Map.of("PIXDELTA_HOME", "own")).data());
  }
}
