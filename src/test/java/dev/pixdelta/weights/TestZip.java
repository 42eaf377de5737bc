package dev.pixdelta.weights;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.Deflater;

/** Zip archives for tests, honest or not, written without the code under test. */
@SuppressWarnings("ByteBufferBackingArray") // all are allocated here
final class TestZip {
  /** What the directory and the local header say of one record; a test may make either lie. */
  static final class Entry {
    String name;
    String localName;
    int method;
    int flags;
    int localFlags;
    long packed;
    long length;
    long localPacked;
    long localLength;
    long header = -1;
    byte[] extra = new byte[0];
    final byte[] data;

    Entry(String name, byte[] data, boolean deflated) {
      this.name = name;
      this.localName = name;
      this.method = deflated ? 8 : 0;
      this.data = deflated ? deflate(data) : data;
      this.packed = this.data.length;
      this.length = data.length;
      this.localPacked = packed;
      this.localLength = length;
    }
  }

  private final List<Entry> entries = new ArrayList<>();
  private String comment = "";

  TestZip add(String name, byte[] data) {
    entries.add(new Entry(name, data, false));
    return this;
  }

  TestZip deflated(String name, byte[] data) {
    entries.add(new Entry(name, data, true));
    return this;
  }

  /** Changes the record added last. */
  TestZip but(Consumer<Entry> change) {
    change.accept(entries.getLast());
    return this;
  }

  TestZip comment(String text) {
    comment = text;
    return this;
  }

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Entry e : entries) {
      if (e.header < 0) {
        e.header = out.size();
      }
      byte[] name = e.localName.getBytes(StandardCharsets.UTF_8);
      ByteBuffer h = buffer(30 + name.length).putInt(0x04034b50).putShort((short) 20);
      h.putShort((short) e.localFlags).putShort((short) e.method).putLong(0);
      h.putInt((int) e.localPacked).putInt((int) e.localLength);
      h.putShort((short) name.length).putShort((short) 0).put(name);
      out.writeBytes(h.array());
      out.writeBytes(e.data);
    }
    int start = out.size();
    for (Entry e : entries) {
      byte[] name = e.name.getBytes(StandardCharsets.UTF_8);
      ByteBuffer h = buffer(46 + name.length + e.extra.length).putInt(0x02014b50);
      h.putInt(20 | 20 << 16).putShort((short) e.flags).putShort((short) e.method).putLong(0);
      h.putInt((int) e.packed).putInt((int) e.length);
      h.putShort((short) name.length).putShort((short) e.extra.length);
      h.putLong(0).putShort((short) 0).putInt((int) e.header).put(name).put(e.extra);
      out.writeBytes(h.array());
    }
    byte[] tail = comment.getBytes(StandardCharsets.UTF_8);
    ByteBuffer end = buffer(22 + tail.length).putInt(0x06054b50).putInt(0);
    end.putShort((short) entries.size()).putShort((short) entries.size());
    end.putInt(out.size() - start).putInt(start).putShort((short) tail.length).put(tail);
    out.writeBytes(end.array());
    return out.toByteArray();
  }

  static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] deflate(byte[] data) {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(data);
    deflater.finish();
    byte[] buffer = new byte[1 << 16];
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    while (!deflater.finished()) {
      out.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return out.toByteArray();
  }
}
