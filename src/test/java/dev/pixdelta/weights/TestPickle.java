package dev.pixdelta.weights;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Pickles for tests, instruction by instruction. */
@SuppressWarnings("ByteBufferBackingArray") // all are allocated here
final class TestPickle {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Of protocol 2, as torch.save writes. */
  TestPickle() {
    op(0x80).op(2);
  }

  TestPickle op(int... codes) {
    for (int code : codes) {
      out.write(code);
    }
    return this;
  }

  TestPickle int32(long n) {
    out.writeBytes(TestZip.buffer(4).putInt((int) n).array());
    return this;
  }

  TestPickle number(long n) {
    return n == (int) n
        ? op('J').int32(n)
        : op(0x8a, 8).bytes(TestZip.buffer(8).putLong(n).array());
  }

  TestPickle bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  TestPickle text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return op('X').int32(utf8.length).bytes(utf8);
  }

  TestPickle global(String module, String name) {
    return op('c').bytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
  }

  TestPickle numbers(long... numbers) {
    op('(');
    for (long n : numbers) {
      number(n);
    }
    return op('t');
  }

  /** A view of a storage, as torch.save writes one. */
  TestPickle tensor(String type, String key, long elements, long offset, long[] shape) {
    long[] strides = new long[shape.length];
    long next = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      strides[i] = next;
      next *= shape[i];
    }
    return tensor(type, key, elements, offset, shape, strides);
  }

  TestPickle tensor(
      String type, String key, long elements, long offset, long[] shape, long[] strides) {
    global("torch._utils", "_rebuild_tensor_v2").op('(', '(').text("storage");
    global("torch", type).text(key).text("cpu").number(elements).op('t', 'Q');
    number(offset).numbers(shape).numbers(strides).op(0x89);
    return global("collections", "OrderedDict").op(')', 'R', 't', 'R');
  }

  /** With the STOP behind it. */
  byte[] end() {
    op('.');
    return out.toByteArray();
  }

  /** So far, without a STOP. */
  byte[] soFar() {
    return out.toByteArray();
  }

  /** A state dict of one tensor {@code w}: 0, 1, 2, 3, 4, 5 as [2, 3]. */
  static byte[] small() {
    return new TestPickle()
        .op('}')
        .text("w")
        .tensor("FloatStorage", "0", 6, 0, new long[] {2, 3})
        .op('s')
        .end();
  }

  /** The numbers of {@link #small}. */
  static byte[] sixFloats() {
    var out = TestZip.buffer(24);
    for (float f : List.of(0f, 1f, 2f, 3f, 4f, 5f)) {
      out.putFloat(f);
    }
    return out.array();
  }
}
