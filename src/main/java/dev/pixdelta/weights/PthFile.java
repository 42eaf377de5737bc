package dev.pixdelta.weights;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * A file that {@code torch.save} wrote of a state dict: a zip archive with {@code NAME/data.pkl},
 * which says what tensors there are, and {@code NAME/data/KEY}, their numbers. The tensors are
 * those of the key {@code state_dict} where there is one, else of the outermost dictionary.
 */
final class PthFile {
  private static final String PICKLE = "data.pkl";
  private static final int MAX_PICKLE = 16 << 20;
  private static final String STATE = "state_dict";
  private static final List<String> ENDINGS = List.of(".pth", ".pt", ".bin", ".ckpt");

  /** As far as the name of a tar archive's format. */
  private static final int HEAD_BYTES = 512;

  private final Path file;
  private final String folder;
  private final Map<String, ZipRecord> records;

  private PthFile(Path file, String folder, Map<String, ZipRecord> records) {
    this.file = file;
    this.folder = folder;
    this.records = records;
  }

  /**
   * Whether a file is to be read as such a file: it begins like one of any age, or its name says so
   * and it does not begin like a safetensors file.
   */
  static boolean isOne(Path file, FileChannel channel, long size) throws IOException {
    byte[] head = head(channel, size);
    if (SafetensorsHeader.begins(head)) {
      return false;
    }
    String name = file.toString().toLowerCase(Locale.ROOT);
    return ENDINGS.stream().anyMatch(name::endsWith)
        || ZipDirectory.begins(head)
        || isOldFormat(head);
  }

  private static byte[] head(FileChannel channel, long size) throws IOException {
    return ChannelRange.read(channel, 0, (int) Math.min(size, HEAD_BYTES));
  }

  /**
   * Reads what the archive says and checks it; the numbers are not touched, and nothing is run.
   *
   * @throws ModelFileException if it is no such archive, is damaged, or asks for more than tensors
   * @throws IOException if the system does not let it be read
   */
  static TensorTable read(Path file, FileChannel channel, long size) throws IOException {
    if (isOldFormat(head(channel, size))) {
      throw new ModelFileException(
          file,
          "expected a zip archive, found the format of PyTorch before 1.6: load it in a current"
              + " PyTorch and save it again with torch.save, or better as safetensors");
    }
    Map<String, ZipRecord> records = ZipDirectory.read(file, channel, size);
    List<String> pickles =
        records.keySet().stream()
            .filter(n -> n.endsWith("/" + PICKLE) && n.indexOf('/') == n.lastIndexOf('/'))
            .toList();
    if (pickles.size() != 1) {
      throw new ModelFileException(
          file,
          "expected one record NAME/data.pkl as torch.save writes it, found " + pickles.size());
    }
    String name = pickles.getFirst();
    PthFile pth = new PthFile(file, name.substring(0, name.length() - PICKLE.length()), records);
    pth.requireLittleEndian(channel);
    Object root = Pickle.read(file, pth.small(channel, PICKLE, MAX_PICKLE));
    return pth.table(root);
  }

  /** Before 1.6 PyTorch wrote a bare pickle, long before that a tar archive. */
  private static boolean isOldFormat(byte[] head) {
    boolean pickle = head.length > 1 && head[0] == (byte) 0x80 && head[1] >= 0 && head[1] <= 5;
    boolean tar =
        head.length > 262
            && new String(head, 257, 5, java.nio.charset.StandardCharsets.ISO_8859_1)
                .equals("ustar");
    return pickle || tar;
  }

  private void requireLittleEndian(FileChannel channel) throws IOException {
    if (!records.containsKey(folder + "byteorder")) {
      return; // older versions wrote it nowhere, and big-endian machines then wrote nothing else
    }
    ByteBuffer order = small(channel, "byteorder", 16);
    String found = java.nio.charset.StandardCharsets.ISO_8859_1.decode(order).toString();
    if (!found.equals("little")) {
      throw new ModelFileException(
          file, "record 'byteorder': expected little, found " + HeaderJson.quote(found));
    }
  }

  private ByteBuffer small(FileChannel channel, String name, int most) throws IOException {
    ZipRecord record = records.get(folder + name);
    if (record == null || record.length() > most) {
      throw new ModelFileException(
          file,
          "record '%s': expected at most %d bytes, found %s"
              .formatted(name, most, record == null ? "nothing" : record.length()));
    }
    try (Arena arena = Arena.ofConfined()) {
      if (record.deflated()) {
        return ByteBuffer.wrap(
            unpack(file, channel, record, 0, record.length(), arena)
                .toArray(java.lang.foreign.ValueLayout.JAVA_BYTE));
      }
    }
    return ByteBuffer.wrap(ChannelRange.read(channel, record.position(), (int) record.length()));
  }

  private TensorTable table(Object root) {
    if (!(root instanceof Map<?, ?> outer)) {
      throw new ModelFileException(
          file, "expected a dictionary of tensors, found " + Pickle.kind(root));
    }
    Map<?, ?> state = outer.get(STATE) instanceof Map<?, ?> inner ? inner : outer;
    Map<String, TensorEntry> tensors = new LinkedHashMap<>();
    Map<String, ZipRecord> packed = new LinkedHashMap<>();
    state.forEach(
        (key, value) -> {
          if (!(key instanceof String name) || !(value instanceof PickledTensor tensor)) {
            throw new ModelFileException(
                file,
                "key %s: expected a name with a tensor, found %s"
                    .formatted(
                        key instanceof String s ? HeaderJson.quote(s) : key, Pickle.kind(value)));
          }
          if (name.length() > HeaderJson.MAX_NAME || tensors.size() == HeaderJson.MAX_TENSORS) {
            throw new ModelFileException(
                file,
                "expected at most %d tensors with names of at most %d characters, found more"
                    .formatted(HeaderJson.MAX_TENSORS, HeaderJson.MAX_NAME));
          }
          ZipRecord record = record(name, tensor.storage());
          String problem = tensor.problem();
          if (problem != null) {
            throw error(name, problem);
          }
          int bytes = tensor.storage().dtype().bytes();
          long begin = (record.deflated() ? 0 : record.position()) + tensor.offset() * bytes;
          tensors.put(
              name,
              new TensorEntry(
                  name,
                  tensor.storage().dtype(),
                  tensor.shape(),
                  file,
                  begin,
                  tensor.elements() * bytes));
          if (record.deflated()) {
            packed.put(name, record);
          }
        });
    if (tensors.isEmpty()) {
      throw new ModelFileException(file, "expected a dictionary of tensors, found an empty one");
    }
    return new TensorTable(tensors, Map.of(), packed);
  }

  private ZipRecord record(String tensor, PickledTensor.Storage storage) {
    ZipRecord record = records.get(folder + "data/" + storage.key());
    if (record == null) {
      throw error(
          tensor, "expected the record 'data/" + storage.key() + "' with its numbers, found none");
    }
    int bytes = storage.dtype().bytes();
    if (record.length() % bytes != 0 || record.length() / bytes != storage.elements()) {
      throw error(
          tensor,
          "expected %d numbers of %s in the record 'data/%s', found %d bytes"
              .formatted(storage.elements(), storage.dtype(), storage.key(), record.length()));
    }
    return record;
  }

  private ModelFileException error(String tensor, String problem) {
    return new ModelFileException(file, "tensor " + HeaderJson.quote(tensor) + ": " + problem);
  }

  /** The bytes of one tensor whose record is compressed, in memory of the arena. */
  static MemorySegment unpack(
      Path file, FileChannel channel, ZipRecord record, TensorEntry entry, Arena arena)
      throws IOException {
    return unpack(file, channel, record, entry.offset(), entry.length(), arena).asReadOnly();
  }

  private static MemorySegment unpack(
      Path file, FileChannel channel, ZipRecord record, long from, long length, Arena arena)
      throws IOException {
    Inflater inflater = new Inflater(true);
    byte[] buffer = new byte[1 << 16];
    long end = record.position() + record.storedLength();
    try (InputStream in =
        new InflaterInputStream(
            new ChannelRange(channel, record.position(), end), inflater, buffer.length)) {
      in.skipNBytes(from);
      MemorySegment out = arena.allocate(length);
      for (long at = 0; at < length; ) {
        int got = in.read(buffer, 0, (int) Math.min(buffer.length, length - at));
        if (got < 0) {
          throw new EOFException();
        }
        MemorySegment.copy(buffer, 0, out, java.lang.foreign.ValueLayout.JAVA_BYTE, at, got);
        at += got;
      }
      return out;
    } catch (EOFException | java.util.zip.ZipException e) {
      throw new ModelFileException(
          file,
          "expected " + record.length() + " bytes behind compressed data, found damaged data",
          e);
    } finally {
      inflater.end();
    }
  }
}
