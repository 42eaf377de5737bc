package dev.pixdelta.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.UUID;

/** Writes safetensors files of F32 tensors. Safe for any thread. */
public final class SafetensorsWriter {
  private static final int CHUNK_FLOATS = 1 << 18;

  private SafetensorsWriter() {}

  /**
   * Writes a file, or replaces it in one step: whoever opens the name sees the old file or the
   * whole new one. Tensors lie in the map's order, the first aligned to 8 bytes.
   *
   * @throws ModelFileException if the system refuses; nothing is left behind then
   */
  public static void write(Path file, Map<String, FloatTensor> tensors) {
    Path folder = file.toAbsolutePath().getParent();
    Path name = file.getFileName();
    if (folder == null || name == null) {
      throw new ModelFileException(file, "expected the name of a file to write");
    }
    Path part = folder.resolve("." + name + "." + UUID.randomUUID() + ".part");
    try {
      try (FileChannel channel =
          FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        byte[] header = header(tensors);
        ByteBuffer start =
            ByteBuffer.allocate(SafetensorsHeader.LENGTH_BYTES + header.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header);
        writeAll(channel, start.flip());
        ByteBuffer chunk =
            ByteBuffer.allocateDirect(CHUNK_FLOATS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (FloatTensor tensor : tensors.values()) {
          float[] values = tensor.values();
          for (int at = 0; at < values.length; at += CHUNK_FLOATS) {
            int count = Math.min(CHUNK_FLOATS, values.length - at);
            chunk.clear();
            chunk.asFloatBuffer().put(values, at, count);
            writeAll(channel, chunk.limit(count * Float.BYTES));
          }
        }
        channel.force(true);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw ModelFileException.unwritable(file, e);
    } finally {
      delete(part);
    }
  }

  private static byte[] header(Map<String, FloatTensor> tensors) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.writeStartObject();
      // transformers refuses files that do not say so.
      json.writeObjectFieldStart(SafetensorsHeader.METADATA);
      json.writeStringField("format", "pt");
      json.writeEndObject();
      long offset = 0;
      for (Map.Entry<String, FloatTensor> e : tensors.entrySet()) {
        if (e.getKey().equals(SafetensorsHeader.METADATA)) {
          throw new IllegalArgumentException("a tensor cannot be called " + e.getKey());
        }
        FloatTensor tensor = e.getValue();
        json.writeObjectFieldStart(e.getKey());
        json.writeStringField("dtype", DType.F32.name());
        json.writeArrayFieldStart("shape");
        for (long size : tensor.shape()) {
          json.writeNumber(size);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("data_offsets");
        json.writeNumber(offset);
        offset += (long) tensor.values().length * Float.BYTES;
        json.writeNumber(offset);
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    while (out.size() % 8 != 0) {
      out.write(' ');
    }
    return out.toByteArray();
  }

  private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** After success there is nothing left under this name. */
  private static void delete(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // The first failure is the one to report.
    }
  }
}
