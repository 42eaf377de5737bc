package dev.pixdelta.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonScannerTest {
  private static JsonScanner of(String json) {
    return new JsonScanner(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void goesThroughListsAndObjects() {
    JsonScanner in = of(" {\"a\" : [ 1 ,\n2.5] , \"b\":\"x\", \"c\": [] }\n");
    in.take('{');
    assertTrue(in.hasNext(true, '}'));
    assertEquals("a", in.string());
    in.take(':');
    assertTrue(in.sees('['));
    in.take('[');
    assertTrue(in.hasNext(true, ']'));
    assertEquals(1, in.number());
    assertTrue(in.hasNext(false, ']'));
    assertEquals(2.5, in.number());
    assertFalse(in.hasNext(false, ']'));
    assertTrue(in.hasNext(false, '}'));
    assertEquals("b", in.string());
    in.take(':');
    assertEquals("x", in.string());
    assertTrue(in.hasNext(false, '}'));
    assertEquals("c", in.string());
    in.take(':');
    in.take('[');
    assertFalse(in.hasNext(true, ']'));
    assertFalse(in.isAtEnd());
    assertFalse(in.hasNext(false, '}'));
    assertTrue(in.isAtEnd());
  }

  @Test
  void stringsAreUnescaped() {
    assertEquals(
        "a\"\\/\b\f\n\r\t▁🐧é",
        of("\"a\\\"\\\\\\/\\b\\f\\n\\r\\t▁\\ud83d\\udc27\\u00e9\"").string());
  }

  @Test
  void anyValueIsTakenWhole() {
    String value = "{\"a\\\"}\": [1, {\"b\": \"]}\"}, true, null, -1e5]}";
    JsonScanner in = of(value + " , \"next\"");
    assertEquals(value, new String(in.value(), StandardCharsets.UTF_8));
    in.take(',');
    assertEquals("next", in.string());
    assertEquals(400_000, of("[".repeat(200_000) + "]".repeat(200_000)).value().length);
  }

  @ParameterizedTest
  @CsvSource({
    "0",
    "-0.0",
    "-1.5",
    "12",
    "-12.532356262207031",
    "1e3",
    "-1.5E-7",
    "123456789012345678901",
    "0.00000000000000000000001",
    "-2.0122928619384766",
    "1e400"
  })
  void numbersAreRead(String number) {
    assertEquals(Float.parseFloat(number), (float) of(number + "]").number());
  }

  /** As writers print those that were read from a SentencePiece model. */
  @Test
  void everyFloatComesBack() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 100_000; i++) {
      float score = -25 * random.nextFloat();
      assertEquals(score, (float) of((double) score + ",").number(), () -> "seed " + seed);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "-", "1x", "\"1\"", "[", "\u00e9"})
  void whatIsNoNumberIsRefused(String json) {
    assertThrows(IllegalArgumentException.class, () -> of(json).number());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "\"abc", "\"abc\\\"", "\"\\u12", "\"\\u12\"", "\"\\uxyzw\""})
  void whatIsNoStringIsRefused(String json) {
    assertThrows(IllegalArgumentException.class, () -> of(json).string());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[", "[1, ", "{\"a\"", "[\"abc", "[\u00e9]", "[%]"})
  void whatHasNoEndIsRefused(String json) {
    assertThrows(IllegalArgumentException.class, () -> of(json).value());
  }
}
