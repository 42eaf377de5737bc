package dev.pixdelta.tokenizer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The fields of one protobuf message, in order. Stricter than the format: a field that is asked for
 * must be of the kind it is asked as, and groups are refused. Errors are {@link
 * IllegalArgumentException}.
 */
final class ProtobufReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;

  private final byte[] in;
  private final int end;
  private int at;
  private int field;
  private int kind;
  private long number;
  private int contentBegin;
  private int contentEnd;

  ProtobufReader(byte[] message) {
    this(message, 0, message.length);
  }

  private ProtobufReader(byte[] in, int begin, int end) {
    this.in = in;
    this.at = begin;
    this.end = end;
  }

  /** Reads the next field; false at the end. */
  boolean next() {
    if (at == end) {
      return false;
    }
    long tag = readVarint();
    if (tag < 8 || tag > 0xFFFF_FFFFL) {
      throw new IllegalArgumentException("tag " + tag);
    }
    field = (int) (tag >>> 3);
    kind = (int) (tag & 7);
    switch (kind) {
      case VARINT -> number = readVarint();
      case FIXED64 -> skip(Long.BYTES);
      case FIXED32 -> skip(Integer.BYTES);
      case LENGTH -> skip(readVarint());
      default -> throw new IllegalArgumentException("wire type " + kind);
    }
    return true;
  }

  /** The number of the field. */
  int field() {
    return field;
  }

  /** The field as an integer. */
  long varint() {
    require(VARINT);
    return number;
  }

  /** The field as a float. */
  float float32() {
    require(FIXED32);
    return ByteBuffer.wrap(in).order(ByteOrder.LITTLE_ENDIAN).getFloat(contentBegin);
  }

  /** The field as a string or as bytes. */
  byte[] bytes() {
    require(LENGTH);
    return Arrays.copyOfRange(in, contentBegin, contentEnd);
  }

  /** The field as a message. */
  ProtobufReader message() {
    require(LENGTH);
    return new ProtobufReader(in, contentBegin, contentEnd);
  }

  private void require(int expected) {
    if (kind != expected) {
      throw new IllegalArgumentException("field " + field + " of wire type " + kind);
    }
  }

  private void skip(long length) {
    if (length < 0 || length > end - at) {
      throw new IllegalArgumentException("length " + length);
    }
    contentBegin = at;
    at += (int) length;
    contentEnd = at;
  }

  private long readVarint() {
    long value = 0;
    for (int shift = 0; shift < 64 && at < end; shift += 7) {
      byte b = in[at++];
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("varint");
  }
}
