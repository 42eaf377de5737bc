package dev.pixdelta.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.weights.ModelFileException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class SentencePieceFileTest {
  private static final Path FILE = Path.of("spiece.model");

  /** A protobuf message being written. */
  private static final class Message {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message number(int field, long value) {
      varint((long) field << 3);
      return varint(value);
    }

    Message text(int field, String value) {
      return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message message(int field, Message value) {
      return bytes(field, value.out.toByteArray());
    }

    Message bytes(int field, byte[] value) {
      varint(((long) field << 3) | 2);
      varint(value.length);
      out.writeBytes(value);
      return this;
    }

    Message float32(int field, float value) {
      varint(((long) field << 3) | 5);
      out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array());
      return this;
    }

    private Message varint(long value) {
      long rest = value;
      for (; (rest & ~0x7FL) != 0; rest >>>= 7) {
        out.write(((int) rest & 0x7F) | 0x80);
      }
      out.write((int) rest);
      return this;
    }

    Message piece(String text, float score, int type) {
      return message(1, new Message().text(1, text).float32(2, score).number(3, type));
    }
  }

  /** Three special pieces, "▁", "a" and "b". */
  private static Message small() {
    return new Message()
        .piece("<pad>", 0, 3)
        .piece("</s>", 0, 3)
        .piece("<unk>", 0, 2)
        .piece("▁", -1, 1)
        .piece("a", -1, 1)
        .piece("b", -1, 1);
  }

  private static int[] encode(Message model, String text) {
    return SentencePieceFile.read(FILE, model.out.toByteArray()).encode(text);
  }

  @Test
  void settingsAreRead() {
    assertArrayEquals(new int[] {3, 4, 3, 5}, encode(small(), " a  b "));
    Message asTheyAre = new Message().number(3, 0).number(4, 0);
    assertArrayEquals(new int[] {4, 3, 3, 5, 3}, encode(small().message(3, asTheyAre), "a  b "));
    Message notEscaped = new Message().number(5, 0);
    assertArrayEquals(new int[] {2, 4}, encode(small().message(3, notEscaped), "a"));
    Message suffix = new Message().number(24, 1);
    assertArrayEquals(new int[] {4, 3}, encode(small().message(2, suffix), "a"));
  }

  /** What the library runs when it loads a model, and what it decodes with, is of no use here. */
  @Test
  void selfTestAndDenormalizerArePassedOver() {
    Message model = small().message(4, new Message().text(1, "x"));
    model.message(5, new Message().bytes(2, new byte[] {1, 2, 3}));
    assertArrayEquals(new int[] {3, 4}, encode(model, "a"));
  }

  static Stream<Arguments> damages() {
    return Stream.of(
        Arguments.of(small().message(2, new Message().number(3, 2)), "unigram model"),
        Arguments.of(small().piece("a", -1, 1), "\"a\" twice"),
        Arguments.of(small().piece("", -1, 1), "piece 6 of 1 to 512 bytes"),
        Arguments.of(small().piece("x".repeat(513), -1, 1), "found 513"),
        Arguments.of(small().piece("c", Float.NaN, 1), "NaN"),
        Arguments.of(small().piece("c", Float.NEGATIVE_INFINITY, 1), "-Infinity"),
        Arguments.of(small().piece("c", -1, 0), "type 1 to 6"),
        Arguments.of(small().piece("c", -1, 7), "type 1 to 6"),
        Arguments.of(small().piece("<unk2>", -1, 2), "2 of them unknown"),
        Arguments.of(new Message().piece("</s>", 0, 3), "0 of them unknown"),
        Arguments.of(new Message().piece("<unk>", 0, 2), "without </s>"),
        Arguments.of(new Message().piece("<unk>", 0, 2).piece("</s>", 0, 1), "of type NORMAL"),
        Arguments.of(small().piece("<0x41>", 0, 6), "none for <0x00>"),
        Arguments.of(small().number(1, 5), "a SentencePiece model, found something else"),
        Arguments.of(small().message(3, new Message().bytes(2, new byte[] {1})), "character map"),
        Arguments.of(new Message(), "found 0 pieces"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("damages")
  void whatIsNoUnigramModelIsRefused(Message model, String said) {
    var e = assertThrows(ModelFileException.class, () -> encode(model, "a"));
    assertTrue(e.getMessage().startsWith("spiece.model: "), e.getMessage());
    assertTrue(e.getMessage().contains(said), e.getMessage());
  }
}
