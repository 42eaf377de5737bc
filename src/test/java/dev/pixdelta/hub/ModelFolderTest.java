package dev.pixdelta.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.text.Sentence;
import dev.pixdelta.weights.ModelFileException;
import dev.pixdelta.weights.WeightFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A model folder's files, and what is said of those that are wrong. */
class ModelFolderTest {
  private Path folder;

  ModelFolderTest(@TempDir Path temp) {
    folder = temp.resolve("model");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tiny-lcm", "tiny-alpha", "tiny-512", "tiny-plain"})
  void aGoldenModelOpens(String name) {
    ModelFolder model = ModelFolder.open(TestModels.GOLDEN.resolve(name));
    assertEquals(name, model.name());
    assertEquals(TestModels.GOLDEN.resolve(name), model.path());
    for (String part : List.of("transformer", "text_encoder", "vae", "scheduler")) {
      assertTrue(Files.exists(model.config(part).file()));
    }
    for (String part : List.of("transformer", "text_encoder", "vae")) {
      try (WeightFiles weights = model.weights(part)) {
        assertFalse(weights.names().isEmpty());
      }
    }
    assertEquals("spiece.model", String.valueOf(model.tokenizerFile().getFileName()));
    assertThrows(IllegalArgumentException.class, () -> model.config("tokenizer"));
    assertThrows(IllegalArgumentException.class, () -> model.weights("scheduler"));
  }

  @Test
  void theModelInTheBoxOpens() {
    assertEquals("nano", ModelFolder.open(Path.of("models/nano")).name());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tiny-lcm", "tiny-plain"})
  void theHashIsOverTheTransformersFilesInNameOrder(String name) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (Stream<Path> files = Files.list(TestModels.GOLDEN.resolve(name).resolve("transformer"))) {
      for (Path file : files.sorted().filter(f -> f.toString().endsWith("s")).toList()) {
        digest.update(Files.readAllBytes(file));
      }
    }
    String expected = HexFormat.of().formatHex(digest.digest()).substring(0, 10);
    TestModels.copy(name, folder);
    ModelFolder model = ModelFolder.open(folder);
    Path cache = folder.resolve("cache");
    assertEquals(expected, model.transformerHash(cache));
    try (Stream<Path> kept = Files.list(cache.resolve("hashes"))) {
      Files.writeString(kept.findFirst().orElseThrow(), "0123456789");
    }
    assertEquals("0123456789", model.transformerHash(cache), "read once");
    Files.setLastModifiedTime(weights("transformer"), FileTime.fromMillis(0));
    assertEquals(expected, model.transformerHash(cache), "read again when a file changed");
    Files.write(weights("transformer"), new byte[0], StandardOpenOption.TRUNCATE_EXISTING);
    assertThrows(ModelFileException.class, () -> model.transformerHash(cache));
  }

  @Test
  void theTextEncodersFingerprintTellsContentsOfOneSizeAndTimeApart() throws Exception {
    TestModels.copy("tiny-512", folder);
    ModelFolder model = ModelFolder.open(folder);
    Path file = weights("text_encoder");
    FileTime time = Files.getLastModifiedTime(file);
    String before = model.textEncoderFingerprint();
    assertEquals(before, model.textEncoderFingerprint());
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, bytes.length / 2, bytes.length, (byte) 1);
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, time);
    assertNotEquals(before, model.textEncoderFingerprint());
  }

  private Path weights(String part) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(part))) {
      return files.filter(f -> f.toString().endsWith(".safetensors")).sorted().toList().getFirst();
    }
  }

  @Test
  void aSnapshotOfTheHubsCacheIsCalledAsItsRepository() throws IOException {
    Path snapshot = folder.resolve("models--PixArt-alpha--PixArt-LCM-XL-2-1024-MS/snapshots/0a1b");
    TestModels.copy("tiny-512", snapshot);
    assertEquals("PixArt-LCM-XL-2-1024-MS", ModelFolder.open(snapshot).name());
  }

  @Test
  void aFolderThatIsMissingOrNoneIsRefused() throws IOException {
    assertEquals(folder + ": expected a model folder, found nothing", refused(m -> {}));
    Files.createFile(folder);
    assertEquals(folder + ": expected a model folder, found a file", refused(m -> {}));
    Files.delete(folder);
    Files.createDirectory(folder);
    assertEquals(folder.resolve("model_index.json") + ": the file is missing", refused(m -> {}));
  }

  @ParameterizedTest
  @ValueSource(strings = {"transformer", "text_encoder", "vae", "scheduler", "tokenizer"})
  void aMissingPartIsNamed(String part) throws IOException {
    TestModels.copy("tiny-512", folder);
    Files.move(folder.resolve(part), folder.resolve("elsewhere"));
    assertEquals(
        folder.resolve(part) + ": expected a folder of the model, found nothing",
        refused(m -> m.folder(part)));
    Files.createFile(folder.resolve(part));
    assertEquals(
        folder.resolve(part) + ": expected a folder of the model, found a file", refused(m -> {}));
    Files.delete(folder.resolve(part));
    Files.createSymbolicLink(folder.resolve(part), folder.resolve("nowhere"));
    assertEquals(
        folder.resolve(part) + ": expected a folder of the model, found a link that leads nowhere",
        refused(m -> {}));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text_encoder", "vae", "tokenizer"})
  void aPartThatModelsShareMayBeMissing(String part) throws IOException {
    TestModels.copy("tiny-512", folder);
    assertEquals(List.of(), ModelFolder.open(folder).missing());
    Path elsewhere = folder.resolveSibling("other").resolve(part);
    Files.createDirectories(elsewhere.getParent());
    Files.move(folder.resolve(part), elsewhere);
    assertEquals(List.of(part), ModelFolder.open(folder).missing());
    Files.createDirectory(folder.resolve(part));
    ModelFolder model = ModelFolder.open(folder);
    assertEquals(List.of(part), model.missing(), "an empty folder");
    edit(
        folder.resolve("model_index.json"),
        "\"" + part + "\": [",
        "\"" + part + "\": [null, null],\"x\": [");
    assertEquals(List.of(part), ModelFolder.open(folder).missing(), "null in the index");
    ModelFolder whole = model.with(part, elsewhere);
    assertEquals(List.of(), whole.missing());
    assertEquals(elsewhere, whole.folder(part));
    assertEquals(Optional.of("other"), whole.origin(part));
    assertEquals(Optional.empty(), whole.origin("transformer"));
    assertThrows(IllegalArgumentException.class, () -> model.with("transformer", elsewhere));
  }

  @Test
  void aPartThatWasNotFetchedCanStillBe() throws IOException {
    folder = folder.resolve("models--org--m/snapshots/0a1b");
    TestModels.copy("tiny-512", folder);
    Files.move(folder.resolve("vae"), folder.resolve("elsewhere"));
    assertEquals(
        folder + ": no VAE; or finish the download with: hf download org/m",
        ModelFolder.open(folder).withoutPart("vae", Sentence.of("no VAE")).getMessage());
    edit(folder.resolve("model_index.json"), "\"vae\": [", "\"vae\": [null, null], \"x\": [");
    assertEquals(
        folder + ": no VAE",
        ModelFolder.open(folder).withoutPart("vae", Sentence.of("no VAE")).getMessage());
  }

  @Test
  void anIncompleteDownloadIntoAFolderIsToldAsOne() throws IOException {
    TestModels.copy("tiny-512", folder);
    Files.createDirectories(folder.resolve(".cache/huggingface/download"));
    Files.delete(weights("vae"));
    String message = refused(m -> m.weights("vae"));
    assertTrue(
        message.endsWith("; the download is incomplete, start it again to finish it"), message);
  }

  /** In place of weights that were not fetched, the hub's tools leave nothing or a dead link. */
  @ParameterizedTest
  @ValueSource(strings = {"transformer", "text_encoder", "vae"})
  void anIncompleteDownloadIsToldAsOne(String part) throws IOException {
    folder = folder.resolve("models--org--m/snapshots/0a1b");
    TestModels.copy("tiny-512", folder);
    Path file = weights(part);
    Files.delete(file);
    String hint = "; the download is incomplete, finish it with: hf download org/m";
    String message = refused(m -> m.weights(part));
    assertTrue(message.startsWith(file + ": the file is missing"), message);
    assertTrue(message.endsWith(hint), message);
    Files.createSymbolicLink(file, Path.of("../../../blobs/0123"));
    assertEquals(file + ": the file is missing" + hint, refused(m -> m.weights(part)));
    Path config = folder.resolve(part).resolve("config.json");
    Files.delete(config);
    assertEquals(config + ": the file is missing" + hint, refused(m -> m.config(part)));
    Files.move(folder.resolve("transformer"), folder.resolve("elsewhere"));
    assertTrue(refused(m -> {}).endsWith("found nothing" + hint));
  }

  @Test
  void anotherPipelineIsRefused() throws IOException {
    TestModels.copy("tiny-512", folder);
    Path index = folder.resolve("model_index.json");
    edit(index, "PixArtAlphaPipeline", "PixArtSigmaPipeline");
    assertEquals(
        folder + ": this is a PixArt-Sigma model; so far only PixArt-α models can be drawn",
        refused(m -> {}));
    edit(index, "PixArtSigmaPipeline", "StableDiffusionPipeline");
    assertEquals(
        index
            + ": key '_class_name': expected \"PixArtAlphaPipeline\", found"
            + " \"StableDiffusionPipeline\"",
        refused(m -> {}));
    edit(index, "StableDiffusionPipeline", "PixArtAlphaPipeline");
    edit(index, "T5EncoderModel", "CLIPTextModel");
    assertEquals(
        index
            + ": key 'text_encoder': expected a list of library and class, the class"
            + " \"T5EncoderModel\", found [\"transformers\",\"CLIPTextModel\"]",
        refused(m -> {}));
    Files.writeString(index, "{}");
    assertEquals(
        index + ": key '_class_name' is missing: expected \"PixArtAlphaPipeline\"",
        refused(m -> {}));
  }

  @ParameterizedTest
  @CsvSource({
    "transformer, Transformer2DModel, UNet2DConditionModel, key '_class_name'",
    "vae, AutoencoderKL, AutoencoderTiny, key '_class_name'",
    "text_encoder, T5EncoderModel, UMT5EncoderModel, key 'architectures'",
    "text_encoder, '\"t5\"', '\"umt5\"', key 'model_type'"
  })
  void aPartOfAnotherClassIsRefused(String part, String right, String wrong, String key)
      throws IOException {
    TestModels.copy("tiny-512", folder);
    Path config = folder.resolve(part).resolve("config.json");
    edit(config, right, wrong);
    String message = refused(m -> m.config(part));
    assertTrue(message.startsWith(config + ": " + key + ": expected "), message);
    assertTrue(message.contains(wrong), message);
  }

  @Test
  void aTokenizerThatCannotBeOneIsRefused() throws IOException {
    TestModels.copy("tiny-512", folder);
    Path file = folder.resolve("tokenizer/spiece.model");
    Files.write(file, new byte[0]);
    assertEquals(
        file + ": the file is empty; download it again", refused(ModelFolder::tokenizerFile));
    Files.delete(file);
    assertEquals(
        file + ": the file is missing, and so is tokenizer.json, which could take its place",
        refused(ModelFolder::tokenizerFile));
    Files.createDirectory(file);
    assertEquals(
        file + ": expected a tokenizer, found a folder", refused(ModelFolder::tokenizerFile));
  }

  @Test
  void aTokenizerThatTransformersSavedTakesTheOthersPlace() throws IOException {
    TestModels.copy("tiny-512", folder);
    Path json = folder.resolve("tokenizer/tokenizer.json");
    Files.createFile(json);
    assertEquals(json.resolveSibling("spiece.model"), ModelFolder.open(folder).tokenizerFile());
    Files.delete(json.resolveSibling("spiece.model"));
    assertEquals(
        json + ": the file is empty; download it again", refused(ModelFolder::tokenizerFile));
    Files.writeString(json, "{}");
    assertEquals(json, ModelFolder.open(folder).tokenizerFile());
    String before = ModelFolder.open(folder).textEncoderFingerprint();
    Files.writeString(json, "{ }");
    assertNotEquals(before, ModelFolder.open(folder).textEncoderFingerprint());
  }

  /** As a download that was interrupted leaves it in the hub's cache. */
  @Test
  void aLinkThatLeadsNowhereIsAFileThatIsMissing() throws IOException {
    TestModels.copy("tiny-512", folder);
    Path file = folder.resolve("tokenizer/spiece.model");
    Files.writeString(file.resolveSibling("tokenizer.json"), "{}");
    Files.delete(file);
    Files.createSymbolicLink(file, Path.of("nothing"));
    assertEquals(file + ": the file is missing", refused(ModelFolder::tokenizerFile));
  }

  private static void edit(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    assertTrue(text.contains(from));
    Files.writeString(file, text.replace(from, to));
  }

  private String refused(Consumer<ModelFolder> use) {
    return assertThrows(ModelFileException.class, () -> use.accept(ModelFolder.open(folder)))
        .getMessage();
  }
}
