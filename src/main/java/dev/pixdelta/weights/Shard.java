package dev.pixdelta.weights;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * One open file of tensors with what it says of them. For one thread; owns its channel.
 *
 * @param size of the file in bytes on opening
 */
record Shard(Path file, FileChannel channel, long size, TensorTable header)
    implements AutoCloseable {
  /**
   * Opens a file and checks its header. Whether it is a safetensors file or a PyTorch archive is
   * told by what is in it, and by its ending where that does not tell.
   *
   * @throws ModelFileException if it is missing, no regular file or damaged
   */
  static Shard open(Path file) {
    @Nullable FileChannel channel = null;
    @Nullable Shard shard = null;
    try {
      // Before opening: a pipe would wait for its writer, a device never ends.
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        throw new ModelFileException(
            file,
            "expected a file of weights, found "
                + (attributes.isDirectory() ? "a folder" : "a special file"));
      }
      channel = FileChannel.open(file, StandardOpenOption.READ);
      long size = channel.size();
      FailedDownload.check(file, channel, size);
      TensorTable header =
          PthFile.isOne(file, channel, size)
              ? PthFile.read(file, channel, size)
              : SafetensorsHeader.read(file, channel, size);
      shard = new Shard(file, channel, size, header);
      return shard;
    } catch (IOException e) {
      throw ModelFileException.unreadable(file, e);
    } finally {
      if (shard == null && channel != null) {
        close(channel);
      }
    }
  }

  /** See {@link WeightFiles#requireUnchanged}. */
  void requireUnchanged() {
    try {
      long now = channel.size();
      if (now != size) {
        throw new ModelFileException(
            file, "the file changed while in use: expected " + size + " bytes, found " + now);
      }
    } catch (IOException e) {
      throw ModelFileException.unreadable(file, e);
    }
  }

  /** Whether an entry is of this file: a tensor of it, or rows of one. */
  boolean owns(TensorEntry entry) {
    TensorEntry whole = header.tensors().get(entry.name());
    return whole != null
        && whole.file().equals(entry.file())
        && whole.dtype() == entry.dtype()
        && entry.offset() >= whole.offset()
        && entry.offset() + entry.length() <= whole.offset() + whole.length();
  }

  /** See {@link WeightFiles#map}; the entry is one of this file's. */
  MemorySegment map(TensorEntry entry, Arena arena) {
    try {
      requireUnchanged();
      ZipRecord packed = header.packed().get(entry.name());
      if (packed != null) {
        return PthFile.unpack(file, channel, packed, entry, arena);
      }
      return entry.length() == 0
          ? arena.allocate(0).asReadOnly()
          : channel.map(FileChannel.MapMode.READ_ONLY, entry.offset(), entry.length(), arena);
    } catch (IOException e) {
      throw ModelFileException.unreadable(file, e);
    }
  }

  @Override
  public void close() {
    close(channel);
  }

  private static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // It was open for reading only: nothing is lost.
    }
  }
}
