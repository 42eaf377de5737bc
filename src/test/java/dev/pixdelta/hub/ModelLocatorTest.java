package dev.pixdelta.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.hub.ModelLocator.Found;
import dev.pixdelta.hub.ModelLocator.Source;
import dev.pixdelta.weights.ModelFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models by name, in the places of an environment made up for the test. */
class ModelLocatorTest {
  private final Path temp;
  private final Path installed;
  private final Path data;
  private final Path hub;

  ModelLocatorTest(@TempDir Path temp) {
    this.temp = temp;
    installed = temp.resolve("app/models");
    data = temp.resolve("data/models");
    hub = temp.resolve("hub");
  }

  private ModelLocator locator() {
    Folders folders = new Folders(temp.resolve("data"), temp.resolve("c"), temp.resolve("p"));
    return ModelLocator.of(
        List.of(installed), folders, Map.of("HF_HUB_CACHE", hub.toString()), new Properties());
  }

  private Path snapshot(String repository, String hash, String main) throws IOException {
    Path snapshot = TestModels.index(hub.resolve(repository).resolve("snapshots").resolve(hash));
    Files.createDirectories(hub.resolve(repository).resolve("refs"));
    Files.writeString(hub.resolve(repository).resolve("refs/main"), main);
    return snapshot;
  }

  @Test
  void placesAreSearchedInOrder() throws IOException {
    Path inHub = snapshot("models--org--m", "abc", "abc");
    assertEquals(inHub, locator().find("m"));
    Path inData = TestModels.index(data.resolve("m"));
    assertEquals(inData, locator().find("m"));
    Path inApp = TestModels.index(installed.resolve("m"));
    assertEquals(inApp, locator().find("m"));
    assertEquals(inHub, locator().find("org/m"));
    assertEquals(
        List.of(
            new Found("m", inApp, Source.INSTALLATION),
            new Found("org/m", inHub, Source.HUB_CACHE)),
        locator().list());
  }

  @Test
  void aFolderIsItself() throws IOException {
    Files.createDirectories(temp.resolve("a"));
    Path folder = Files.createDirectories(temp.resolve("some where")).resolve("../a/../some where");
    assertEquals(folder, locator().find(folder.toString()));
    Path file = Files.createFile(temp.resolve("file"));
    assertEquals(
        file + ": expected a model folder, found a file",
        assertThrows(ModelFileException.class, () -> locator().find(file.toString())).getMessage());
  }

  @Test
  void theSnapshotIsTheOneOfMain() throws IOException {
    snapshot("models--org--m", "old", "new\n");
    Path now = snapshot("models--org--m", "new", "new\n");
    assertEquals(now, locator().find("org/m"));
    // A ref that leads out of the snapshots is none.
    TestModels.index(hub.resolve("models--org--m/evil"));
    Files.writeString(hub.resolve("models--org--m/refs/main"), "../evil");
    assertTrue(locator().find("m").startsWith(hub.resolve("models--org--m/snapshots")));
    Files.delete(hub.resolve("models--org--m/refs/main"));
    assertTrue(locator().find("m").startsWith(hub.resolve("models--org--m/snapshots")));
  }

  @Test
  void onlyPixArtModelsAreListed() throws IOException {
    TestModels.index(installed.resolve("b"));
    TestModels.index(data.resolve("a"));
    Files.createDirectories(data.resolve("empty"));
    Files.createFile(data.resolve("file"));
    Files.writeString(
        TestModels.index(data.resolve("other")).resolve("model_index.json"),
        "{\"_class_name\":\"StableDiffusionPipeline\"}");
    Files.createDirectories(hub.resolve("models--x--nothing"));
    snapshot("models--t5-base", "abc", "abc");
    snapshot("datasets--x--y", "abc", "abc");
    assertEquals(List.of("a", "b", "t5-base"), locator().list().stream().map(Found::name).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"../data", "..", ".", "", " ", "a/b/c", "/", "x\0y", "-m", "a\\b", "~"})
  void aNameLeadsNowhereElse(String name) throws IOException {
    TestModels.index(data.resolve("sub/b/c"));
    if (name.equals(".") || name.equals("..") || name.equals("/")) {
      assertEquals(Path.of(name), locator().find(name), "a folder as typed");
      return;
    }
    String message =
        assertThrows(ModelFileException.class, () -> locator().find(name)).getMessage();
    assertTrue(message.contains(": no such model: expected a folder"), message);
  }

  @Test
  void whatIsThereIsToldWhenAModelIsNot() throws IOException {
    assertEquals(
        "x: no such model: expected a folder, and no models are installed",
        assertThrows(ModelFileException.class, () -> locator().find("x")).getMessage());
    TestModels.index(installed.resolve("nano"));
    snapshot("models--org--m", "abc", "abc");
    assertEquals(
        "x: no such model: expected a folder or one of nano, org/m",
        assertThrows(ModelFileException.class, () -> locator().find("x")).getMessage());
  }

  @Test
  void annotatorsLieBesideModelsInAnyPlace() throws IOException {
    assertEquals(Optional.empty(), locator().annotator("ControlNetHED"));
    for (Path place : List.of(hub, data, installed)) {
      Path folder = Files.createDirectories(place.resolve("annotators"));
      Path safe = Files.createFile(folder.resolve("ControlNetHED.safetensors"));
      assertEquals(Optional.of(safe), locator().annotator("ControlNetHED"));
      Path pth = Files.createFile(folder.resolve("ControlNetHED.pth"));
      assertEquals(Optional.of(pth), locator().annotator("ControlNetHED"));
    }
    assertEquals(List.of(), locator().list());
  }

  @Test
  void theHubsCacheIsWhereItsVariablesSay() {
    Properties system = new Properties();
    system.setProperty("user.home", "/home/u");
    String[][] cases = {
      {"HF_HUB_CACHE", "/a", "/a"},
      {"HUGGINGFACE_HUB_CACHE", "/b", "/b"},
      {"HF_HOME", "/c", "/c/hub"},
      {"HF_HOME", "~/c", "/home/u/c/hub"},
      {"XDG_CACHE_HOME", "/d", "/d/huggingface/hub"},
      {"XDG_CACHE_HOME", "d", "/home/u/.cache/huggingface/hub"},
      {"HF_HUB_CACHE", "", "/home/u/.cache/huggingface/hub"}
    };
    for (String[] c : cases) {
      assertEquals(Path.of(c[2]), HubCache.of(Map.of(c[0], c[1]), system).root(), c[0]);
    }
    assertEquals(
        Path.of("/a"), HubCache.of(Map.of("HF_HUB_CACHE", "/a", "HF_HOME", "/b"), system).root());
  }
}
