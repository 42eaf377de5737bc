package dev.pixdelta.weights;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The memory of a {@link Pickle}: a stack with marks, and what is remembered. All of it bounded.
 */
final class PickleStack {
  /** A pickler puts at most a thousand pairs there at a time. */
  private static final int MAX_DEPTH = 1 << 16;

  /** The largest checkpoints remember some ten thousand. */
  private static final int MAX_MEMO = 1 << 19;

  private final PickleInput in;
  private final List<Object> values = new ArrayList<>();
  private final List<Integer> marks = new ArrayList<>();
  private final Map<Integer, Object> memo = new HashMap<>();

  /**
   * @param in for messages
   */
  PickleStack(PickleInput in) {
    this.in = in;
  }

  void push(Object value) {
    if (values.size() == MAX_DEPTH) {
      throw tooMuch();
    }
    values.add(value);
  }

  Object pop() {
    requireAbove(1);
    return values.removeLast();
  }

  Object peek() {
    requireAbove(1);
    return values.getLast();
  }

  /** Takes the topmost values, the deepest first; none from below the last mark. */
  List<Object> take(int count) {
    requireAbove(count);
    List<Object> taken = new ArrayList<>(count);
    int first = values.size() - count;
    for (int i = 0; i < count; i++) {
      taken.add(values.get(first + i));
    }
    for (int i = 0; i < count; i++) {
      values.removeLast();
    }
    return taken;
  }

  private void requireAbove(int count) {
    int floor = marks.isEmpty() ? 0 : marks.getLast();
    if (values.size() - count < floor) {
      throw in.error("expected " + count + " values, found " + (values.size() - floor));
    }
  }

  void mark() {
    if (marks.size() == MAX_DEPTH) {
      throw tooMuch();
    }
    marks.add(values.size());
  }

  /** Removes the last mark; returns how many values stand above it. */
  int marked() {
    if (marks.isEmpty()) {
      throw in.error("expected a mark, found none");
    }
    return values.size() - marks.removeLast();
  }

  boolean isEmpty() {
    return values.isEmpty() && marks.isEmpty();
  }

  /** Remembers the topmost value. */
  void remember(int key) {
    memo.put(key, peek());
    if (memo.size() > MAX_MEMO) {
      throw tooMuch();
    }
  }

  /** Remembers the topmost value under the next free number. */
  void rememberNext() {
    remember(memo.size());
  }

  Object remembered(int key) {
    Object value = memo.get(key);
    if (value == null) {
      throw in.error(
          "expected a value remembered as " + Integer.toUnsignedString(key) + ", found none");
    }
    return value;
  }

  ModelFileException tooMuch() {
    return in.error("expected the state of a network, found more values than any has");
  }
}
