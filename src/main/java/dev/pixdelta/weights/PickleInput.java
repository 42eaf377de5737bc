package dev.pixdelta.weights;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The bytes of a pickle: instructions and what stands behind them. */
final class PickleInput {
  private static final int PROTO = 0x80;

  private final Path file;
  private final ByteBuffer in;
  private int at;

  /**
   * @param file for messages
   * @param in all of the pickle; is used up
   * @throws ModelFileException if it is not of protocol 2 to 5
   */
  PickleInput(Path file, ByteBuffer in) {
    this.file = file;
    this.in = in.order(ByteOrder.LITTLE_ENDIAN);
    if (in.remaining() < 2 || (in.get() & 0xff) != PROTO || in.get(1) < 2 || in.get(1) > 5) {
      throw error("expected a pickle of protocol 2 to 5, found another");
    }
    in.get();
  }

  /** The next instruction. */
  PickleOp next() {
    at = in.position();
    int code = unsigned8();
    @Nullable PickleOp op = PickleOp.of(code);
    if (op == null) {
      throw error("expected an instruction, found " + code);
    }
    return op;
  }

  boolean isAtEnd() {
    return !in.hasRemaining();
  }

  int unsigned8() {
    require(1);
    return in.get() & 0xff;
  }

  int unsigned16() {
    require(2);
    return in.getShort() & 0xffff;
  }

  int int32() {
    require(4);
    return in.getInt();
  }

  /** Big-endian, as only this number is. */
  double float64() {
    require(8);
    return Double.longBitsToDouble(Long.reverseBytes(in.getLong()));
  }

  /** Passes over a length that only readers of streams need. */
  void frame() {
    require(8);
    in.getLong();
  }

  /** A whole number of so many bytes, two's complement. */
  long whole(int bytes) {
    if (bytes > Long.BYTES) {
      throw error("expected a whole number of at most 8 bytes, found " + bytes);
    }
    require(bytes);
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (in.get() & 0xffL) << (8 * i);
    }
    int unused = Long.SIZE - (8 * bytes);
    return bytes == 0 ? 0 : value << unused >> unused;
  }

  /** A text of so many bytes. */
  String text(int length) {
    if (length < 0) {
      throw error("expected a text inside the pickle, found one of more than 2 GiB");
    }
    require(length);
    String text = decoded(in.slice(in.position(), length));
    in.position(in.position() + length);
    return text;
  }

  /** Up to the next line feed, which is passed over. */
  String line() {
    int from = in.position();
    try {
      while (in.get() != '\n') {}
    } catch (BufferUnderflowException e) {
      throw cut();
    }
    return decoded(in.slice(from, in.position() - 1 - from));
  }

  private String decoded(ByteBuffer utf8) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
    } catch (CharacterCodingException e) {
      throw error("expected a text in UTF-8, found other bytes");
    }
  }

  private void require(int bytes) {
    if (in.remaining() < bytes) {
      throw cut();
    }
  }

  private ModelFileException cut() {
    return error("expected more, found the end of the pickle");
  }

  /** A sentence about the instruction read last. */
  ModelFileException error(String problem) {
    return new ModelFileException(file, "data.pkl, byte " + at + ": " + problem);
  }
}
