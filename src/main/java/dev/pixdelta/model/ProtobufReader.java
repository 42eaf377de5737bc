package dev.pixdelta.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The fields of one protobuf message, in order. Stricter than the format: a field that is asked for
 * must be of the kind it is asked as, and groups are refused. Errors are {@link
 * IllegalArgumentException} and {@link java.nio.BufferUnderflowException}.
 */
final class ProtobufReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;

  private final ByteBuffer in;
  private int field;
  private int kind;
  private long number;
  private ByteBuffer content = ByteBuffer.allocate(0);

  ProtobufReader(ByteBuffer message) {
    this.in = message.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Reads the next field; false at the end. */
  boolean next() {
    if (!in.hasRemaining()) {
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
      case FIXED64 -> number = in.getLong();
      case FIXED32 -> number = in.getInt();
      case LENGTH -> {
        long length = readVarint();
        if (length < 0 || length > in.remaining()) {
          throw new IllegalArgumentException("length " + length);
        }
        content = in.slice(in.position(), (int) length);
        in.position(in.position() + (int) length);
      }
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
    return Float.intBitsToFloat((int) number);
  }

  /** The field as a string or as bytes. */
  ByteBuffer bytes() {
    require(LENGTH);
    return content.duplicate();
  }

  /** The field as a message. */
  ProtobufReader message() {
    return new ProtobufReader(bytes());
  }

  private void require(int expected) {
    if (kind != expected) {
      throw new IllegalArgumentException("field " + field + " of wire type " + kind);
    }
  }

  private long readVarint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte b = in.get();
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("varint");
  }
}
