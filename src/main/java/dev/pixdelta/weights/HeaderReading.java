package dev.pixdelta.weights;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One walk over the JSON of a safetensors header, keeping and checking every claim in it. */
final class HeaderReading {
  private static final int MAX_DIMENSIONS = 8;
  private static final long MAX_END = 1L << 62;
  private static final int MAX_METADATA_ENTRIES = 10_000;
  private static final long MAX_METADATA_CHARS = 8L << 20;

  private final Path file;
  private final long dataStart;
  private final long dataLength;

  /**
   * @param file for messages
   * @param dataStart where the data begins in the file
   * @param dataLength bytes from there to the end of the file
   */
  HeaderReading(Path file, long dataStart, long dataLength) {
    this.file = file;
    this.dataStart = dataStart;
    this.dataLength = dataLength;
  }

  TensorTable object(JsonParser json) throws IOException {
    Map<String, TensorEntry> tensors = new LinkedHashMap<>();
    Map<String, String> metadata = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (name.equals(SafetensorsHeader.METADATA)) {
        if (metadata != null) {
          throw new ModelFileException(file, SafetensorsHeader.METADATA + " is there twice");
        }
        metadata = metadata(json);
        continue;
      }
      if (name.length() > HeaderJson.MAX_NAME) {
        throw error(
            name,
            "expected a name of at most "
                + HeaderJson.MAX_NAME
                + " characters, found "
                + name.length());
      }
      if (tensors.size() == HeaderJson.MAX_TENSORS) {
        throw new ModelFileException(
            file, "expected at most " + HeaderJson.MAX_TENSORS + " tensors, found more");
      }
      if (tensors.put(name, tensor(json, name)) != null) {
        throw error(name, "expected once, found twice");
      }
    }
    return new TensorTable(tensors, metadata == null ? Map.of() : metadata, Map.of());
  }

  private Map<String, String> metadata(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return Map.of();
    }
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw new ModelFileException(
          file,
          SafetensorsHeader.METADATA
              + ": expected an object of strings, found "
              + HeaderJson.found(json));
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    long chars = 0;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      if (json.nextToken() != JsonToken.VALUE_STRING) {
        throw new ModelFileException(
            file,
            SafetensorsHeader.METADATA
                + ": key "
                + HeaderJson.quote(key)
                + ": expected a string, found "
                + HeaderJson.found(json));
      }
      String value = json.getText();
      chars += key.length() + value.length();
      if (metadata.size() == MAX_METADATA_ENTRIES || chars > MAX_METADATA_CHARS) {
        throw new ModelFileException(
            file,
            SafetensorsHeader.METADATA
                + ": expected at most "
                + MAX_METADATA_ENTRIES
                + " keys and "
                + MAX_METADATA_CHARS
                + " characters, found more");
      }
      metadata.put(key, value); // of two the last, as in the reference
    }
    return metadata;
  }

  private TensorEntry tensor(JsonParser json, String name) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw error(
          name,
          "expected an object with dtype, shape and data_offsets, found " + HeaderJson.found(json));
    }
    DType dtype = null;
    List<Long> shape = null;
    List<Long> offsets = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String key = json.currentName();
      json.nextToken();
      boolean again =
          switch (key) {
            case "dtype" -> dtype != null;
            case "shape" -> shape != null;
            case "data_offsets" -> offsets != null;
            default -> false;
          };
      if (again) {
        throw error(name, "expected " + key + " once, found it twice");
      }
      switch (key) {
        case "dtype" -> dtype = dtype(json, name);
        case "shape" ->
            shape = naturals(json, name, "a shape of at most " + MAX_DIMENSIONS, 0, MAX_DIMENSIONS);
        case "data_offsets" -> offsets = naturals(json, name, "data_offsets of two", 2, 2);
        default -> json.skipChildren(); // as the reference does
      }
    }
    if (dtype == null || shape == null || offsets == null) {
      String missing = dtype == null ? "dtype" : shape == null ? "shape" : "data_offsets";
      throw error(name, "expected dtype, shape and data_offsets, found no " + missing);
    }
    long begin = offsets.getFirst();
    long end = offsets.getLast();
    if (begin > end) {
      throw error(name, "expected data_offsets in order, found " + offsets);
    }
    if (end > MAX_END) {
      throw error(name, "expected data_offsets below 2^62, found " + offsets);
    }
    long length = length(name, dtype, shape);
    if (length != end - begin) {
      throw error(
          name,
          "expected "
              + length
              + " bytes for "
              + dtype
              + " "
              + shape
              + ", found data_offsets "
              + offsets);
    }
    return new TensorEntry(name, dtype, shape, file, dataStart + begin, length);
  }

  private DType dtype(JsonParser json, String name) throws IOException {
    @Nullable DType dtype =
        json.currentToken() == JsonToken.VALUE_STRING
            ? DType.parse(json.getText()).orElse(null)
            : null;
    if (dtype == null) {
      throw error(
          name,
          "expected a dtype of "
              + Arrays.toString(DType.values())
              + ", found "
              + HeaderJson.found(json));
    }
    return dtype;
  }

  private List<Long> naturals(JsonParser json, String name, String what, int least, int most)
      throws IOException {
    String expected = "expected " + what + " whole numbers, found ";
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw error(name, expected + HeaderJson.found(json));
    }
    List<Long> out = new ArrayList<>(most);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      boolean small =
          json.currentToken() == JsonToken.VALUE_NUMBER_INT
              && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
      if (!small || json.getLongValue() < 0) {
        throw error(name, expected + HeaderJson.found(json));
      }
      if (out.size() == most) {
        throw error(name, expected + "more");
      }
      out.add(json.getLongValue());
    }
    if (out.size() < least) {
      throw error(name, expected + out.size());
    }
    return List.copyOf(out);
  }

  private long length(String name, DType dtype, List<Long> shape) {
    try {
      long length = dtype.bytes();
      for (long size : shape) {
        length = Math.multiplyExact(length, size);
      }
      return length;
    } catch (ArithmeticException e) {
      throw error(name, "expected a shape below 2^63 bytes, found " + dtype + " " + shape);
    }
  }

  /**
   * The tensors by their places in the file, which they cover: no overlap, no hole, nothing missing
   * or left at the end.
   */
  List<TensorEntry> inOrder(Collection<TensorEntry> tensors) {
    List<TensorEntry> inOrder = new ArrayList<>(tensors);
    inOrder.sort(
        Comparator.comparingLong(TensorEntry::offset).thenComparingLong(TensorEntry::length));
    long end = dataStart;
    String before = "the header";
    for (TensorEntry t : inOrder) {
      if (t.offset() != end) {
        throw error(
            t.name(),
            "expected its data at byte "
                + (end - dataStart)
                + " after the header, right behind "
                + before
                + ", found it at "
                + (t.offset() - dataStart));
      }
      end += t.length();
      before = HeaderJson.quote(t.name());
    }
    if (end > dataStart + dataLength) {
      throw SafetensorsHeader.cutOff(file, dataStart + dataLength, end);
    }
    if (end < dataStart + dataLength) {
      throw new ModelFileException(
          file,
          "expected "
              + (end - dataStart)
              + " bytes of data as the header says, found "
              + dataLength);
    }
    return inOrder;
  }

  private ModelFileException error(String name, String problem) {
    return new ModelFileException(file, "tensor " + HeaderJson.quote(name) + ": " + problem);
  }
}
