package dev.pixdelta.weights;

import static dev.pixdelta.weights.TestSafetensors.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index and its shards must say the same. */
class ShardIndexTest {
  private final Path folder;

  ShardIndexTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path index;
  private Path one;
  private Path two;

  @BeforeEach
  void writeShards() throws IOException {
    index = folder.resolve("m.safetensors.index.json");
    one = shard("1.safetensors", entry("a", "F32", "[1]", 0, 4));
    two = shard("2.safetensors", entry("b", "F32", "[1]", 0, 4));
    index("\"a\":\"1.safetensors\",\"b\":\"2.safetensors\"");
  }

  private Path shard(String name, String header) throws IOException {
    return TestSafetensors.write(folder.resolve(name), "{" + header + "}", 4);
  }

  private void index(String map) throws IOException {
    Files.writeString(index, "{\"metadata\":{\"total_size\":8},\"weight_map\":{" + map + "}}");
  }

  @Test
  void tensorsComeFromTheirShards() {
    try (WeightFiles weights = WeightFiles.open(folder, "m")) {
      assertEquals(one, weights.require("a", 1).file());
      assertEquals(two, weights.require("b", 1).file());
      assertEquals(
          index + ": tensor 'c' is missing: expected shape [1]",
          assertThrows(ModelFileException.class, () -> weights.require("c", 1)).getMessage());
    }
  }

  @Test
  void aTensorTheShardLacksIsNamed() throws IOException {
    index("\"a\":\"1.safetensors\",\"b\":\"2.safetensors\",\"c\":\"2.safetensors\"");
    assertEquals(
        two + ": tensor 'c': expected here as m.safetensors.index.json says, found nothing",
        refused());
  }

  @Test
  void aTensorTheMapLacksIsNamed() throws IOException {
    shard("2.safetensors", entry("b", "F16", "[1]", 0, 2) + "," + entry("c", "F16", "[1]", 2, 4));
    assertEquals(
        two + ": tensor 'c': expected in m.safetensors.index.json, found only here", refused());
  }

  @Test
  void aTensorInTwoShardsIsNamed() throws IOException {
    shard("2.safetensors", entry("b", "F16", "[1]", 0, 2) + "," + entry("a", "F16", "[1]", 2, 4));
    assertEquals(two + ": tensor 'a': expected only in 1.safetensors, found here too", refused());
  }

  @Test
  void swappedShardsAreNamed() throws IOException {
    index("\"b\":\"1.safetensors\",\"a\":\"2.safetensors\"");
    assertTrue(refused().startsWith(one + ": tensor 'a': expected "), refused());
  }

  @Test
  void aMissingOrDamagedShardIsNamed() throws IOException {
    Files.delete(two);
    assertEquals(two + ": the file is missing", refused());
    Files.write(two, new byte[0]);
    assertEquals(two + ": the file is empty; download it again", refused());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"../1.safetensors\"",
        "\"/etc/1.safetensors\"",
        "\"x/1.safetensors\"",
        "\"C:1.safetensors\"",
        "\"x\\\\1.safetensors\"",
        "\"..\"",
        "\"\"",
        "\".safetensors\"",
        "\"1.safetensors\\u0000\"",
        "\"\\u00001.safetensors\"",
        "\"1.bin\"",
        "1",
        "null",
        "[\"1.safetensors\"]",
        "{}"
      })
  void aNameThatCouldLeaveTheFolderIsRefused(String name) throws IOException {
    index("\"a\":" + name);
    assertTrue(
        refused()
            .startsWith(
                index
                    + ": tensor 'a': expected the name of a .safetensors file in the same folder,"
                    + " found "),
        refused());
  }

  @Test
  void whatIsNoIndexIsRefused() throws IOException {
    Files.writeString(index, " ");
    assertEquals(index + ": expected a JSON object as index, found nothing", refused());
    Files.writeString(index, "{\"weight_map\":");
    assertTrue(refused().startsWith(index + ": expected a JSON object as index, found an error"));
    Files.writeString(index, "{}");
    assertEquals(index + ": key 'weight_map' is missing: expected an object", refused());
    Files.writeString(index, "{\"weight_map\":[]}");
    assertEquals(index + ": key 'weight_map': expected an object, found a list", refused());
    index("");
    assertEquals(index + ": key 'weight_map': expected tensors, found none", refused());
    Files.writeString(index, "{\"weight_map\":{},\"weight_map\":{}}");
    assertEquals(index + ": key 'weight_map': expected once, found twice", refused());
    index("\"a\":\"1.safetensors\",\"a\":\"2.safetensors\"");
    assertEquals(index + ": tensor 'a': expected once, found twice", refused());
    Files.delete(index);
    Files.createDirectory(index);
    assertEquals(index + ": expected a file, found something else", refused());
  }

  private String refused() {
    return assertThrows(ModelFileException.class, () -> WeightFiles.open(folder, "m").close())
        .getMessage();
  }
}
