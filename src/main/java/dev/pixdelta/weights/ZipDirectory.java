package dev.pixdelta.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The records of a zip archive, also above 4 GiB (zip64). Its central directory is the truth; every
 * local header must agree with it, and no byte may belong to two records. Only headers are read.
 */
final class ZipDirectory {
  /** Most records: twice as many as tensors are allowed. */
  private static final int MAX_RECORDS = 2 * HeaderJson.MAX_TENSORS;

  private static final int MAX_BYTES = 64 << 20;

  /** Zeros pack a thousandfold, weights hardly at all: beyond this an archive is a bomb. */
  private static final int MAX_RATIO = 100;

  private static final int END = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int MAX_COMMENT = 0xffff;
  private static final int END64 = 0x06064b50;
  private static final int END64_BYTES = 56;
  private static final int LOCATOR64 = 0x07064b50;
  private static final int LOCATOR64_BYTES = 20;
  private static final int CENTRAL = 0x02014b50;
  private static final int CENTRAL_BYTES = 46;
  private static final int LOCAL = 0x04034b50;
  private static final int LOCAL_BYTES = 30;
  private static final long IN_ZIP64 = 0xffff_ffffL;
  private static final int STORED = 0;
  private static final int DEFLATED = 8;
  private static final int ENCRYPTED = 1 | 1 << 6 | 1 << 13;
  private static final int SIZES_FOLLOW = 1 << 3;

  private final Path file;
  private final FileChannel channel;
  private final long size;

  /** A record with the place of its local header. */
  private record Placed(String name, long header, ZipRecord record) {}

  private ZipDirectory(Path file, FileChannel channel, long size) {
    this.file = file;
    this.channel = channel;
    this.size = size;
  }

  /**
   * Reads and checks.
   *
   * @return the records by name, in the order of the directory
   * @throws ModelFileException if the file is no zip archive or contradicts itself
   * @throws IOException if the system does not let it be read
   */
  static Map<String, ZipRecord> read(Path file, FileChannel channel, long size) throws IOException {
    return new ZipDirectory(file, channel, size).records();
  }

  private record Bounds(long start, long length, long count) {}

  private Map<String, ZipRecord> records() throws IOException {
    Bounds bounds = bounds();
    if (bounds.count() > MAX_RECORDS || bounds.length() > MAX_BYTES) {
      throw error(
          "expected a zip directory of at most %d records and %d bytes, found %d and %d"
              .formatted(MAX_RECORDS, MAX_BYTES, bounds.count(), bounds.length()));
    }
    ByteBuffer in = bytes(bounds.start(), (int) bounds.length());
    Map<String, ZipRecord> records = new LinkedHashMap<>();
    List<Placed> placed = new ArrayList<>();
    long unpacked = 0;
    for (long i = 0; i < bounds.count(); i++) {
      Placed p = central(in, bounds.start());
      if (records.put(p.name(), p.record()) != null) {
        throw error("record " + HeaderJson.quote(p.name()) + ": expected once, found twice");
      }
      placed.add(p);
      if (p.record().deflated() && p.record().length() > MAX_RATIO * size - unpacked) {
        throw error(
            "expected records of at most "
                + MAX_RATIO
                + " times the file's size, found more: a zip bomb");
      }
      unpacked += p.record().length();
    }
    if (in.hasRemaining()) {
      throw error("expected " + bounds.count() + " records in the zip directory, found more");
    }
    requireApart(placed);
    return records;
  }

  /** Where the directory is, by the end record, which may point to its 64-bit form. */
  private Bounds bounds() throws IOException {
    if (size < END_BYTES) {
      throw noEnd();
    }
    int tail = (int) Math.min(size, END_BYTES + MAX_COMMENT);
    ByteBuffer in = bytes(size - tail, tail);
    int at = tail - END_BYTES;
    while (at >= 0 && !(in.getInt(at) == END && at + END_BYTES + unsigned16(in, at + 20) == tail)) {
      at--;
    }
    if (at < 0) {
      throw noEnd();
    }
    long end = size - tail + at;
    if (in.getShort(at + 4) != 0 || in.getShort(at + 6) != 0) {
      throw error("expected a zip archive in one piece, found a part of one");
    }
    long count = unsigned16(in, at + 10);
    long length = unsigned32(in, at + 12);
    long start = unsigned32(in, at + 16);
    if (count == 0xffff || length == IN_ZIP64 || start == IN_ZIP64) {
      if (end < LOCATOR64_BYTES + END64_BYTES) {
        throw error("expected a 64-bit zip directory, found none");
      }
      ByteBuffer locator = bytes(end - LOCATOR64_BYTES, LOCATOR64_BYTES);
      end = locator.getLong(8);
      if (locator.getInt(0) != LOCATOR64 || end < 0 || end > size - END64_BYTES) {
        throw error("expected a 64-bit zip directory, found none");
      }
      ByteBuffer end64 = bytes(end, END64_BYTES);
      if (end64.getInt(0) != END64 || end64.getInt(16) != 0 || end64.getInt(20) != 0) {
        throw error("expected a 64-bit zip directory, found other bytes");
      }
      count = end64.getLong(32);
      length = end64.getLong(40);
      start = end64.getLong(48);
    }
    if (count < 0 || length < 0 || start < 0 || start > end || length > end - start) {
      throw error("expected the zip directory inside the file, found it beyond the end");
    }
    return new Bounds(start, length, count);
  }

  private ModelFileException noEnd() throws IOException {
    return error(
        begins(ChannelRange.read(channel, 0, (int) Math.min(size, Integer.BYTES)))
            ? "the file is cut off: after its %d bytes the end of a PyTorch archive is missing;"
                    .formatted(size)
                + " download it again"
            : "expected a PyTorch archive, which is a zip archive, found something else");
  }

  /** Whether bytes are the first ones of such an archive. */
  static boolean begins(byte[] head) {
    return head.length >= Integer.BYTES
        && ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt() == LOCAL;
  }

  private Placed central(ByteBuffer in, long limit) throws IOException {
    int at = in.position();
    if (in.remaining() < CENTRAL_BYTES || in.getInt(at) != CENTRAL) {
      throw error("expected a record of the zip directory at its byte " + at + ", found none");
    }
    int flags = unsigned16(in, at + 8);
    int method = unsigned16(in, at + 10);
    int nameLength = unsigned16(in, at + 28);
    int extraLength = unsigned16(in, at + 30);
    int commentLength = unsigned16(in, at + 32);
    if (in.remaining() < CENTRAL_BYTES + nameLength + extraLength + commentLength) {
      throw error("expected a whole zip directory, found it cut at its byte " + at);
    }
    byte[] rawName = new byte[nameLength];
    in.get(at + CENTRAL_BYTES, rawName);
    String name = name(rawName);
    long[] wide = { // in the order of the 64-bit extra field
      unsigned32(in, at + 24), unsigned32(in, at + 20), unsigned32(in, at + 42)
    };
    widen(in, at + CENTRAL_BYTES + nameLength, extraLength, wide, name);
    in.position(at + CENTRAL_BYTES + nameLength + extraLength + commentLength);

    if ((flags & ENCRYPTED) != 0) {
      throw record(name, "expected plain data, found it encrypted");
    }
    if (method != STORED && method != DEFLATED) {
      throw record(name, "expected stored or deflated data, found compression method " + method);
    }
    if (wide[0] < 0 || wide[1] < 0 || (method == STORED && wide[0] != wide[1])) {
      throw record(name, "expected two equal sizes, found " + wide[0] + " and " + wide[1]);
    }
    long position = local(name, rawName, flags, method, wide, limit);
    return new Placed(name, wide[2], new ZipRecord(position, wide[1], wide[0], method == DEFLATED));
  }

  /** Checks a local header; returns where the data behind it begins. */
  private long local(String name, byte[] rawName, int flags, int method, long[] wide, long limit)
      throws IOException {
    long header = wide[2];
    if (header < 0 || header > limit - LOCAL_BYTES - rawName.length) {
      throw record(name, "expected it before the zip directory, found it at " + header);
    }
    ByteBuffer in = bytes(header, LOCAL_BYTES + rawName.length);
    byte[] localName = new byte[rawName.length];
    in.get(LOCAL_BYTES, localName);
    if (in.getInt(0) != LOCAL
        || unsigned16(in, 26) != rawName.length
        || !Arrays.equals(localName, rawName)
        || unsigned16(in, 8) != method
        || ((unsigned16(in, 6) ^ flags) & (ENCRYPTED | SIZES_FOLLOW)) != 0) {
      throw record(name, "expected at byte " + header + " what the directory says, found another");
    }
    long packed = unsigned32(in, 18);
    long length = unsigned32(in, 22);
    if ((flags & SIZES_FOLLOW) == 0
        && ((packed != wide[1] && packed != IN_ZIP64)
            || (length != wide[0] && length != IN_ZIP64))) {
      throw record(name, "expected " + wide[0] + " bytes as the directory says, found " + length);
    }
    long position = header + LOCAL_BYTES + rawName.length + unsigned16(in, 28);
    if (position > limit || wide[1] > limit - position) {
      throw record(
          name, "expected " + wide[1] + " bytes at " + position + ", found the directory there");
    }
    return position;
  }

  /** Replaces numbers that did not fit 32 bits by those of the 64-bit extra field. */
  private void widen(ByteBuffer in, int from, int length, long[] numbers, String name) {
    int at = from;
    int end = from + length;
    while (end - at >= 4) {
      int id = unsigned16(in, at);
      int bytes = unsigned16(in, at + 2);
      at += 4;
      if (bytes > end - at) {
        break;
      }
      if (id == 1) {
        int next = at;
        for (int i = 0; i < numbers.length; i++) {
          if (numbers[i] == IN_ZIP64 && next + 8 <= at + bytes) {
            numbers[i] = in.getLong(next);
            next += 8;
          }
        }
        return;
      }
      at += bytes;
    }
    if (at != end) {
      throw record(name, "expected whole extra fields in the zip directory, found a cut one");
    }
  }

  private String name(byte[] raw) {
    String name;
    try {
      name = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
    } catch (CharacterCodingException e) {
      throw error("expected record names in UTF-8, found other bytes");
    }
    // Nothing is ever unpacked to disk; still, who writes such names means harm.
    boolean leadsOut =
        name.isEmpty()
            || name.length() > HeaderJson.MAX_NAME
            || name.startsWith("/")
            || name.indexOf('\\') >= 0
            || name.indexOf(':') >= 0
            || name.chars().anyMatch(c -> c < ' ')
            || List.of(name.split("/", -1)).contains("..");
    if (leadsOut) {
      throw record(name, "expected a name that stays inside the archive");
    }
    return name;
  }

  private void requireApart(List<Placed> placed) {
    placed.sort(Comparator.comparingLong(Placed::header));
    long end = 0;
    for (Placed p : placed) {
      if (p.header() < end) {
        throw record(p.name(), "expected its own bytes, found it overlapping another record");
      }
      end = p.record().position() + p.record().storedLength();
    }
  }

  private ByteBuffer bytes(long position, int length) throws IOException {
    return ByteBuffer.wrap(ChannelRange.read(channel, position, length))
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int unsigned16(ByteBuffer in, int at) {
    return Short.toUnsignedInt(in.getShort(at));
  }

  private static long unsigned32(ByteBuffer in, int at) {
    return Integer.toUnsignedLong(in.getInt(at));
  }

  private ModelFileException record(String name, String problem) {
    return error("record " + HeaderJson.quote(name) + ": " + problem);
  }

  private ModelFileException error(String problem) {
    return new ModelFileException(file, problem);
  }
}
