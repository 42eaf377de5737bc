package dev.pixdelta.weights;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The checked header of one safetensors file: eight bytes of length (little-endian), a JSON object
 * name -> dtype, shape, data_offsets, then the data. As in the reference implementation the tensors
 * must cover the data exactly, without overlap and without holes.
 *
 * @param tensors by name, in the order of the header
 * @param metadata the {@code __metadata__} object, empty when absent
 */
record SafetensorsHeader(Map<String, TensorEntry> tensors, Map<String, String> metadata) {
  static final String METADATA = "__metadata__";
  static final int LENGTH_BYTES = 8;

  /** The reference implementation's limit. */
  private static final long MAX_HEADER = 100_000_000;

  private static final int MAX_DIMENSIONS = 8;
  private static final int MAX_METADATA_ENTRIES = 10_000;
  private static final long MAX_METADATA_CHARS = 8L << 20;

  /**
   * Reads and checks.
   *
   * @throws ModelFileException if the header is not a header or does not fit the file
   * @throws IOException if the system does not let it be read
   */
  static SafetensorsHeader read(Path file, FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < LENGTH_BYTES) {
      throw new ModelFileException(
          file,
          size == 0
              ? "expected a safetensors file, found an empty file"
              : "expected a safetensors file of at least 8 bytes, found " + size);
    }
    ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    while (length.hasRemaining() && channel.read(length, length.position()) >= 0) {}
    long headerLength = length.getLong(0);
    if (headerLength < 0 || headerLength > MAX_HEADER) {
      throw new ModelFileException(
          file,
          "expected a safetensors header of at most "
              + MAX_HEADER
              + " bytes, found a length of "
              + Long.toUnsignedString(headerLength));
    }
    if (headerLength > size - LENGTH_BYTES) {
      throw new ModelFileException(
          file,
          "expected a safetensors header of "
              + headerLength
              + " bytes, found only "
              + (size - LENGTH_BYTES)
              + " after its length");
    }
    long dataStart = LENGTH_BYTES + headerLength;
    InputStream in =
        new BufferedInputStream(new ChannelRange(channel, LENGTH_BYTES, dataStart), 1 << 16);
    Parsing parsing = new Parsing(file, dataStart, size - dataStart);
    SafetensorsHeader header = HeaderJson.read(file, "header", in, parsing::object);
    parsing.checkCoverage(header.tensors().values());
    return header;
  }

  /** One walk over the JSON. */
  private static final class Parsing {
    private final Path file;
    private final long dataStart;
    private final long dataLength;

    Parsing(Path file, long dataStart, long dataLength) {
      this.file = file;
      this.dataStart = dataStart;
      this.dataLength = dataLength;
    }

    SafetensorsHeader object(JsonParser json) throws IOException {
      Map<String, TensorEntry> tensors = new LinkedHashMap<>();
      Map<String, String> metadata = null;
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        if (name.equals(METADATA)) {
          if (metadata != null) {
            throw new ModelFileException(file, METADATA + " is there twice");
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
      return new SafetensorsHeader(tensors, metadata == null ? Map.of() : metadata);
    }

    private Map<String, String> metadata(JsonParser json) throws IOException {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        throw new ModelFileException(
            file, METADATA + ": expected an object of strings, found " + HeaderJson.found(json));
      }
      Map<String, String> metadata = new LinkedHashMap<>();
      long chars = 0;
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String key = json.currentName();
        if (json.nextToken() != JsonToken.VALUE_STRING) {
          throw new ModelFileException(
              file,
              METADATA
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
              METADATA
                  + ": expected at most "
                  + MAX_METADATA_ENTRIES
                  + " keys and "
                  + MAX_METADATA_CHARS
                  + " characters, found more");
        }
        if (metadata.put(key, value) != null) {
          throw new ModelFileException(
              file, METADATA + ": key " + HeaderJson.quote(key) + ": expected once, found twice");
        }
      }
      return metadata;
    }

    private TensorEntry tensor(JsonParser json, String name) throws IOException {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        throw error(
            name,
            "expected an object with dtype, shape and data_offsets, found "
                + HeaderJson.found(json));
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
              shape =
                  naturals(json, name, "a shape of at most " + MAX_DIMENSIONS, 0, MAX_DIMENSIONS);
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
      if (end > dataLength) {
        throw error(
            name,
            "expected data up to byte "
                + end
                + " after the header, found only "
                + dataLength
                + " bytes there");
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

    /** No overlap, no hole, nothing left at the end. */
    void checkCoverage(Iterable<TensorEntry> tensors) {
      List<TensorEntry> inOrder = new ArrayList<>();
      tensors.forEach(inOrder::add);
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
      if (end != dataStart + dataLength) {
        throw new ModelFileException(
            file,
            "expected "
                + (end - dataStart)
                + " bytes of data as the header says, found "
                + dataLength);
      }
    }

    private ModelFileException error(String name, String problem) {
      return new ModelFileException(file, "tensor " + HeaderJson.quote(name) + ": " + problem);
    }
  }

  /** Bytes {@code position} to {@code end} of a channel, without moving or closing it. */
  private static final class ChannelRange extends InputStream {
    private final FileChannel channel;
    private final long end;
    private long position;

    ChannelRange(FileChannel channel, long position, long end) {
      this.channel = channel;
      this.position = position;
      this.end = end;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int wanted = (int) Math.min(length, end - position);
      if (wanted <= 0) {
        return -1;
      }
      int got = channel.read(ByteBuffer.wrap(into, from, wanted), position);
      position += Math.max(got, 0);
      return got;
    }
  }
}
