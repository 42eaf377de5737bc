package dev.pixdelta.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CloserTest {
  private final List<String> closed = new ArrayList<>();

  private AutoCloseable resource(String name) {
    return () -> closed.add(name);
  }

  @Test
  void closesTheLastFirst() {
    Closer closer = new Closer();
    AutoCloseable first = resource("first");
    assertSame(first, closer.register(first));
    var unused = closer.register(resource("second"));
    closer.close();
    assertEquals(List.of("second", "first"), closed);
    closer.close();
    assertEquals(2, closed.size(), "each once");
  }

  @Test
  void closesTheOthersWhenOneFails() {
    Closer closer = new Closer();
    var unusedFirst = closer.register(resource("first"));
    AutoCloseable broken =
        () -> {
          throw new IOException("broken");
        };
    var unusedSecond = closer.register(broken);
    var unusedThird = closer.register(broken);
    RuntimeException failure = assertThrows(IllegalStateException.class, closer::close);
    assertEquals(1, failure.getSuppressed().length);
    assertEquals(List.of("first"), closed);
  }

  @Test
  void whatIsOpenedTogetherStaysOpenUnlessOneFails() {
    assertEquals("all", Closer.allOrNone(c -> c.register(resource("first")) == null ? "" : "all"));
    assertEquals(List.of(), closed);
    OutOfMemoryError error = new OutOfMemoryError();
    assertSame(
        error,
        assertThrows(
            OutOfMemoryError.class,
            () ->
                Closer.allOrNone(
                    c -> {
                      var unusedOne = c.register(resource("first"));
                      var unusedTwo = c.register(resource("second"));
                      throw error;
                    })));
    assertEquals(List.of("second", "first"), closed);
  }
}
