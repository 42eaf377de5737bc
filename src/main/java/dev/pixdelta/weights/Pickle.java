package dev.pixdelta.weights;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pickle of a state dict: a stack machine that knows dictionaries, lists, tuples,
 * numbers, texts and tensors, and refuses by name whatever else a pickle can ask for. Nothing is
 * looked up, called or made but these values, and nothing is walked through, so that neither depth
 * nor sharing costs anything.
 *
 * <p>Values are String, Long, Double, Boolean, {@link #NONE}, List (a list or a tuple), Map, {@link
 * PickledTensor} and two that only pass by: {@link PickleGlobal}, {@link PickledTensor.Storage}.
 */
final class Pickle {
  /** Python's None. */
  static final Object NONE =
      new Object() {
        @Override
        public String toString() {
          return "None";
        }
      };

  /** Values in lists, tuples and dictionaries; some 25 a tensor. */
  private static final int MAX_KEPT = 1 << 20;

  private static final int MAX_DIMENSIONS = 8;

  private final PickleInput in;
  private final PickleStack stack;
  private final Map<String, PickledTensor.Storage> storages = new HashMap<>();
  private int kept;

  private Pickle(PickleInput in) {
    this.in = in;
    this.stack = new PickleStack(in);
  }

  /**
   * Runs a pickle to its end.
   *
   * @param file for messages
   * @param bytes all of the pickle; is used up
   * @return the value that the pickle is of
   * @throws ModelFileException if it is damaged, too large, or asks for anything else
   */
  static Object read(Path file, ByteBuffer bytes) {
    return new Pickle(new PickleInput(file, bytes)).run();
  }

  private Object run() {
    PickleOp op = in.next();
    while (op != PickleOp.STOP) {
      step(op);
      op = in.next();
    }
    Object root = stack.pop();
    if (!stack.isEmpty() || !in.isAtEnd()) {
      throw in.error("expected the end of the pickle, found more");
    }
    return root;
  }

  private void step(PickleOp op) {
    switch (op) {
      case FRAME -> in.frame();
      case MARK -> stack.mark();
      case NONE -> stack.push(NONE);
      case NEWTRUE -> stack.push(true);
      case NEWFALSE -> stack.push(false);
      case BININT -> stack.push((long) in.int32());
      case BININT1 -> stack.push((long) in.unsigned8());
      case BININT2 -> stack.push((long) in.unsigned16());
      case LONG1 -> stack.push(in.whole(in.unsigned8()));
      case BINFLOAT -> stack.push(in.float64());
      case SHORT_BINUNICODE -> stack.push(in.text(in.unsigned8()));
      case BINUNICODE -> stack.push(in.text(in.int32()));
      case EMPTY_TUPLE -> stack.push(List.of());
      case TUPLE1 -> stack.push(tuple(1));
      case TUPLE2 -> stack.push(tuple(2));
      case TUPLE3 -> stack.push(tuple(3));
      case TUPLE -> stack.push(tuple(stack.marked()));
      case EMPTY_LIST -> stack.push(new ArrayList<>());
      case APPEND -> append(1);
      case APPENDS -> append(stack.marked());
      case EMPTY_DICT -> stack.push(new LinkedHashMap<>());
      case SETITEM -> setItems(2);
      case SETITEMS -> setItems(stack.marked());
      case GLOBAL -> stack.push(global(in.line(), in.line()));
      case STACK_GLOBAL -> {
        List<Object> names = stack.take(2);
        if (!(names.get(0) instanceof String module) || !(names.get(1) instanceof String name)) {
          throw in.error(
              "expected the name of a module and of something in it, found other values");
        }
        stack.push(global(module, name));
      }
      case BINPUT -> stack.remember(in.unsigned8());
      case LONG_BINPUT -> stack.remember(in.int32());
      case MEMOIZE -> stack.rememberNext();
      case BINGET -> stack.push(stack.remembered(in.unsigned8()));
      case LONG_BINGET -> stack.push(stack.remembered(in.int32()));
      case BINPERSID -> stack.push(storage(stack.pop()));
      case REDUCE -> {
        List<Object> call = stack.take(2);
        stack.push(call(call.get(0), call.get(1)));
      }
      case BUILD -> {
        // An OrderedDict's attributes: torch keeps versions of modules there.
        List<Object> built = stack.take(2);
        if (!(built.get(0) instanceof Map) || !(built.get(1) instanceof Map)) {
          throw in.error("BUILD of " + kind(built.get(0)) + ", which no file of tensors needs");
        }
        stack.push(built.get(0));
      }
      case INST -> {
        global(in.line(), in.line());
        throw refused(op.name());
      }
      default -> throw refused(op.name());
    }
  }

  private void keep(int count) {
    kept += count;
    if (kept > MAX_KEPT) {
      throw stack.tooMuch();
    }
  }

  private List<Object> tuple(int count) {
    keep(count);
    return stack.take(count);
  }

  @SuppressWarnings("unchecked") // all lists and maps here are of any values
  private void append(int count) {
    List<Object> items = stack.take(count);
    keep(count);
    if (!(stack.peek() instanceof ArrayList<?> list)) {
      throw in.error("expected a list to add to, found " + kind(stack.peek()));
    }
    ((List<Object>) list).addAll(items);
  }

  @SuppressWarnings("unchecked")
  private void setItems(int count) {
    List<Object> items = stack.take(count);
    keep(count);
    if (count % 2 != 0 || !(stack.peek() instanceof Map<?, ?> map)) {
      throw in.error("expected a dictionary and pairs to put into it, found " + kind(stack.peek()));
    }
    for (int i = 0; i < count; i += 2) {
      Object key = items.get(i);
      if (!(key instanceof String || key instanceof Long)) {
        throw in.error("expected a text or a whole number as key, found " + kind(key));
      }
      if (((Map<Object, Object>) map).put(key, items.get(i + 1)) != null) {
        throw in.error(
            "key "
                + (key instanceof String s ? HeaderJson.quote(s) : key)
                + ": expected once, found twice");
      }
    }
  }

  private PickleGlobal global(String module, String name) {
    return PickleGlobal.find(module, name)
        .orElseThrow(() -> refused(HeaderJson.quote(module + "." + name)));
  }

  private ModelFileException refused(String what) {
    return in.error("asks for " + what + ", which no file of tensors needs; nothing was run");
  }

  /** The tuple ("storage", type, key, device, number of elements). */
  private PickledTensor.Storage storage(Object id) {
    if (id instanceof List<?> t
        && t.size() == 5
        && "storage".equals(t.get(0))
        && t.get(1) instanceof PickleGlobal type
        && type.dtype() != null
        && t.get(2) instanceof String key
        && t.get(4) instanceof Long elements
        && elements >= 0) {
      var storage = new PickledTensor.Storage(type.dtype(), key, elements);
      PickledTensor.Storage before = storages.putIfAbsent(key, storage);
      if (before != null && !before.equals(storage)) {
        throw in.error(
            "storage " + HeaderJson.quote(key) + ": expected one dtype and size, found two");
      }
      return storage;
    }
    throw in.error("expected a storage of numbers as torch.save names it, found " + kind(id));
  }

  private Object call(Object function, Object arguments) {
    if (function instanceof PickleGlobal global && arguments instanceof List<?> a) {
      switch (global.kind()) {
        case ORDERED_DICT -> {
          if (a.isEmpty()) {
            return new LinkedHashMap<>();
          }
        }
        case PARAMETER -> {
          if (a.size() == 3 && a.getFirst() instanceof PickledTensor tensor) {
            return tensor;
          }
        }
        case TENSOR -> {
          // storage, offset, shape, strides, requires_grad, hooks; newer files may add metadata
          if ((a.size() == 6 || a.size() == 7)
              && a.get(0) instanceof PickledTensor.Storage storage
              && a.get(1) instanceof Long offset) {
            keep(2 * MAX_DIMENSIONS);
            return new PickledTensor(storage, offset, numbers(a.get(2)), numbers(a.get(3)));
          }
        }
        case STORAGE -> {}
      }
    }
    throw in.error("calls " + kind(function) + " in a way that no file of tensors needs");
  }

  private List<Long> numbers(Object value) {
    List<Long> numbers = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object item : list) {
        if (item instanceof Long n && numbers.size() < MAX_DIMENSIONS) {
          numbers.add(n);
        } else {
          throw in.error(
              "expected a tuple of at most 8 whole numbers, found " + kind(item) + " in it");
        }
      }
      return numbers;
    }
    throw in.error("expected a tuple of whole numbers, found " + kind(value));
  }

  /** A value in a word or two. */
  static String kind(@Nullable Object value) {
    return switch (value) {
      case null -> "nothing";
      case String s -> HeaderJson.quote(s);
      case Map<?, ?> m -> "a dictionary";
      case List<?> l -> "a list";
      case PickledTensor t -> "a tensor";
      case PickledTensor.Storage s -> "a storage";
      case PickleGlobal g -> "a name";
      default -> value.toString();
    };
  }
}
