package dev.pixdelta.testing;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.pixdelta.weights.TestArchive;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Ways to damage a model folder, which must be a copy. */
@FunctionalInterface
public interface ModelDamage {
  /** Damages the model in a folder. */
  void apply(Path model) throws IOException;

  /** Replaces a file's bytes. */
  static ModelDamage bytes(String file, UnaryOperator<byte[]> change) {
    return model -> {
      Path path = model.resolve(file);
      Files.write(path, change.apply(Files.readAllBytes(path)));
    };
  }

  /** Replaces a file by text. */
  static ModelDamage text(String file, String text) {
    return bytes(file, b -> text.getBytes(StandardCharsets.UTF_8));
  }

  /** Keeps the first bytes only; a negative number is counted from the end. */
  static ModelDamage cut(String file, int keep) {
    return bytes(
        file, b -> Arrays.copyOf(b, keep < 0 ? b.length + keep : Math.min(keep, b.length)));
  }

  /** Replaces a file by as many random bytes. */
  static ModelDamage random(String file) {
    return bytes(
        file,
        b -> {
          new Random(b.length).nextBytes(b);
          return b;
        });
  }

  /** Removes a file, or a folder with its files. */
  static ModelDamage remove(String name) {
    return model -> {
      Path path = model.resolve(name);
      if (Files.isDirectory(path)) {
        try (var files = Files.list(path)) {
          for (Path file : (Iterable<Path>) files::iterator) {
            Files.delete(file);
          }
        }
      }
      Files.delete(path);
    };
  }

  /** Puts a folder in a file's place. */
  static ModelDamage folder(String file) {
    return remove(file).then(model -> Files.createDirectory(model.resolve(file)));
  }

  /** Puts a link in a file's place. */
  static ModelDamage link(String file, String target) {
    return remove(file)
        .then(model -> Files.createSymbolicLink(model.resolve(file), Path.of(target)));
  }

  /** Exchanges two files. */
  static ModelDamage swap(String one, String other) {
    return model -> {
      Path aside = model.resolve("aside");
      Files.move(model.resolve(one), aside);
      Files.move(model.resolve(other), model.resolve(one));
      Files.move(aside, model.resolve(other));
    };
  }

  /** Takes a file of another place. */
  static ModelDamage copy(Path from, String file) {
    return model -> Files.copy(from, model.resolve(file), StandardCopyOption.REPLACE_EXISTING);
  }

  /** Sets a key of a JSON file to JSON text, of whatever kind. */
  static ModelDamage key(String file, String key, String json) {
    return json(file, root -> root.putRawValue(key, new RawValue(json)));
  }

  /** Removes a key of a JSON file. */
  static ModelDamage withoutKey(String file, String key) {
    return json(file, root -> root.remove(key));
  }

  /** Changes a JSON file. */
  static ModelDamage json(String file, Consumer<ObjectNode> change) {
    return bytes(file, b -> written(changed(b, change)));
  }

  /** Changes the header of a safetensors file and keeps the data behind it. */
  static ModelDamage header(String file, Consumer<ObjectNode> change) {
    return bytes(
        file,
        b -> {
          int length = headerLength(b);
          byte[] header = written(changed(Arrays.copyOfRange(b, 8, 8 + length), change));
          return withHeader(header, Arrays.copyOfRange(b, 8 + length, b.length));
        });
  }

  /** Adds a tensor of zeros to a safetensors file. */
  static ModelDamage added(String file, String tensor, int... shape) {
    int bytes = 4 * Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    return bytes(
        file,
        b -> {
          int length = headerLength(b);
          int end = b.length - 8 - length;
          byte[] header =
              written(
                  changed(
                      Arrays.copyOfRange(b, 8, 8 + length),
                      root -> {
                        ObjectNode added = root.putObject(tensor).put("dtype", "F32");
                        added.putPOJO("shape", shape);
                        added.putArray("data_offsets").add(end).add(end + bytes);
                      }));
          return withHeader(header, Arrays.copyOfRange(b, 8 + length, b.length + bytes));
        });
  }

  /** Renames a tensor of a safetensors file. */
  static ModelDamage renamed(String file, String tensor, String to) {
    return header(file, root -> root.set(to, root.remove(tensor)));
  }

  /** Changes what the header of a safetensors file says of a tensor. */
  static ModelDamage tensor(String file, String tensor, Consumer<ObjectNode> change) {
    return header(file, root -> change.accept((ObjectNode) root.required(tensor)));
  }

  /**
   * Turns a safetensors file into a PyTorch archive.
   *
   * @param to its name, in the same folder
   */
  static ModelDamage archive(String file, String to) {
    return model -> {
      Path path = model.resolve(file);
      Files.write(path.resolveSibling(to), TestArchive.of(Files.readAllBytes(path)));
      Files.delete(path);
    };
  }

  /** Fills the data of a safetensors file with one byte. */
  static ModelDamage data(String file, int value) {
    return bytes(
        file,
        b -> {
          Arrays.fill(b, 8 + headerLength(b), b.length, (byte) value);
          return b;
        });
  }

  /** This damage, then another one. */
  default ModelDamage then(ModelDamage next) {
    return model -> {
      apply(model);
      next.apply(model);
    };
  }

  private static int headerLength(byte[] safetensors) {
    return (int) ByteBuffer.wrap(safetensors).order(ByteOrder.LITTLE_ENDIAN).getLong(0);
  }

  private static byte[] withHeader(byte[] header, byte[] data) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length).array());
    out.writeBytes(header);
    out.writeBytes(data);
    return out.toByteArray();
  }

  private static ObjectNode changed(byte[] json, Consumer<ObjectNode> change) {
    try {
      ObjectNode root = (ObjectNode) mapper().readTree(json);
      change.accept(root);
      return root;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] written(ObjectNode root) {
    try {
      return mapper().writeValueAsBytes(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonMapper mapper() {
    return JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
  }
}
