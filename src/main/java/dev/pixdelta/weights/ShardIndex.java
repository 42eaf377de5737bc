package dev.pixdelta.weights;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A {@code *.safetensors.index.json} or {@code *.bin.index.json}: which shard beside it holds which
 * tensor.
 *
 * @param weightMap tensor name -> plain file name, not empty
 */
record ShardIndex(Map<String, String> weightMap) {
  private static final long MAX_BYTES = 64L << 20;
  private static final int MAX_SHARDS = 1_000;

  /**
   * Reads and checks the names; whether the shards are there is not looked at.
   *
   * @throws ModelFileException if it is no index or names a file outside its folder
   * @throws IOException if the system does not let it be read
   */
  static ShardIndex read(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new ModelFileException(file, "expected a file, found something else");
    }
    if (attributes.size() > MAX_BYTES) {
      throw new ModelFileException(
          file, "expected an index of at most " + MAX_BYTES + " bytes, found " + attributes.size());
    }
    FailedDownload.check(file);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      return HeaderJson.read(file, "index", in, json -> object(file, json));
    }
  }

  private static ShardIndex object(Path file, JsonParser json) throws IOException {
    @Nullable Map<String, String> map = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      json.nextToken();
      if (!key.equals("weight_map")) {
        // "metadata" holds a total_size that loaders do not check and some files get wrong.
        json.skipChildren();
      } else if (map != null) {
        throw new ModelFileException(file, "key 'weight_map': expected once, found twice");
      } else {
        map = weightMap(file, json);
      }
    }
    if (map == null) {
      throw new ModelFileException(file, "key 'weight_map' is missing: expected an object");
    }
    if (map.isEmpty()) {
      throw new ModelFileException(file, "key 'weight_map': expected tensors, found none");
    }
    return new ShardIndex(map);
  }

  private static Map<String, String> weightMap(Path file, JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw new ModelFileException(
          file, "key 'weight_map': expected an object, found " + HeaderJson.found(json));
    }
    String ending = String.valueOf(file.getFileName()).contains(".bin.") ? ".bin" : ".safetensors";
    Map<String, String> map = new LinkedHashMap<>();
    TreeSet<String> shards = new TreeSet<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String tensor = json.currentName();
      if (tensor.length() > HeaderJson.MAX_NAME || map.size() == HeaderJson.MAX_TENSORS) {
        throw new ModelFileException(
            file,
            "key 'weight_map': expected at most "
                + HeaderJson.MAX_TENSORS
                + " names of at most "
                + HeaderJson.MAX_NAME
                + " characters, found more");
      }
      String shard = json.nextToken() == JsonToken.VALUE_STRING ? json.getText() : "";
      if (!isPlainName(shard, ending)) {
        throw new ModelFileException(
            file,
            "tensor "
                + HeaderJson.quote(tensor)
                + ": expected the name of a "
                + ending
                + " file in the same folder, found "
                + HeaderJson.found(json));
      }
      // One String per shard, not one per tensor.
      String known = shards.ceiling(shard);
      if (!shard.equals(known)) {
        shards.add(shard);
        known = shard;
      }
      if (shards.size() > MAX_SHARDS) {
        throw new ModelFileException(
            file, "key 'weight_map': expected at most " + MAX_SHARDS + " files, found more");
      }
      if (map.put(tensor, known) != null) {
        throw new ModelFileException(
            file, "tensor " + HeaderJson.quote(tensor) + ": expected once, found twice");
      }
    }
    return map;
  }

  /** A name that cannot lead out of the folder on any platform. */
  private static boolean isPlainName(String name, String ending) {
    return name.endsWith(ending)
        && name.length() <= 255
        && name.chars().allMatch(c -> c >= ' ' && c != 0x7f && "/\\:*?\"<>|".indexOf(c) < 0)
        && !name.startsWith(".");
  }
}
