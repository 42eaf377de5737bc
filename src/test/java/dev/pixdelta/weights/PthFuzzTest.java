package dev.pixdelta.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A damaged archive either still holds tensors, every one of them inside it, or is refused in one
 * short sentence, at once and without much memory; nothing else ever happens.
 */
class PthFuzzTest {
  private static final long SEED = 20_260_102;
  private static final long CASE_NANOS = 1_000_000_000;
  private static final long CASE_BYTES = 64 << 20;

  /** Bytes that mean something to a pickle or a zip archive. */
  private static final byte[] TELLING = {
    0, 1, 2, 3, 8, 127, -128, -1, '(', ')', '.', 'K', 'M', 'J', 'N', 'Q', 'R', 'X', 'b', 'c', 'h',
    'i', 'j', 'o', 'q', 'r', 's', 't', 'u', '}', ']', 'a', 'e', -123, -122, -121, -120, -119, -118,
    -117, -116, -108, -109, -107, 'P', '\n', '/', '.'
  };

  private final Path folder;

  PthFuzzTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void twoThousandMutatedArchives() throws IOException {
    run(SEED, 2_000);
  }

  @Test
  @Tag("fuzz")
  void twentyThousandMutatedArchives() throws IOException {
    run(SEED + 1, 20_000);
  }

  private void run(long seed, int cases) throws IOException {
    Random random = new Random(seed);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    Path file = folder.resolve("fuzz.pth");
    int opened = 0;
    // Rewritten in place: ext4 waits for the disk when a file is cut to nothing and closed.
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (int i = 0; i < cases; i++) {
        byte[] bytes = mutated(random);
        channel.write(ByteBuffer.wrap(bytes), 0);
        channel.truncate(bytes.length);
        String where = "seed " + seed + ", case " + i + ": ";
        // Of this thread alone: a busy machine is not the parser's fault.
        long start = threads.getCurrentThreadCpuTime();
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
          opened += opens(file, bytes.length) ? 1 : 0;
        } catch (RuntimeException | Error e) {
          throw new AssertionError(where + Base64.getEncoder().encodeToString(bytes), e);
        }
        long nanos = threads.getCurrentThreadCpuTime() - start;
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(nanos < CASE_NANOS, where + nanos + " ns");
        assertTrue(allocated < CASE_BYTES, where + allocated + " bytes");
      }
    }
    // Else the mutations test only one of the two.
    assertTrue(opened > cases / 20 && opened < cases / 2, opened + " of " + cases + " opened");
  }

  /**
   * An archive of a few tensors with up to four things wrong, in the pickle, outside it, or both.
   */
  private static byte[] mutated(Random random) {
    TestPickle pickle = new TestPickle().op('}');
    int tensors = random.nextInt(1, 4);
    boolean inner = random.nextBoolean();
    if (inner) {
      pickle.text("state_dict").op('}');
    }
    pickle.op('(');
    for (int i = 0; i < tensors; i++) {
      pickle.text("w" + i).tensor("FloatStorage", "" + i % 2, 6, i % 3, new long[] {1 + i, 2});
      pickle.op('q', i);
    }
    pickle.op('u');
    byte[] program = inner ? pickle.op('s').end() : pickle.end();
    if (random.nextInt(3) == 0) {
      program = damaged(program, random);
    }
    TestZip zip = new TestZip();
    add(zip, "a/data.pkl", program, random);
    for (int i = 0; i < 2; i++) {
      add(zip, "a/data/" + i, TestPickle.sixFloats(), random);
    }
    byte[] bytes = zip.comment(random.nextBoolean() ? "" : "PK\5\6").bytes();
    return random.nextInt(3) == 0 ? bytes : damaged(bytes, random);
  }

  private static void add(TestZip zip, String name, byte[] data, Random random) {
    if (random.nextInt(3) == 0) {
      zip.deflated(name, data);
    } else {
      zip.add(name, data);
    }
  }

  private static byte[] damaged(byte[] bytes, Random random) {
    byte[] out = bytes;
    for (int n = random.nextInt(1, 5); n > 0 && out.length > 4; n--) {
      int at = random.nextInt(out.length);
      switch (random.nextInt(6)) {
        case 0 -> out[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> out[at] = TELLING[random.nextInt(TELLING.length)];
        case 2 -> out = spliced(out, at, 0, new byte[] {TELLING[random.nextInt(TELLING.length)]});
        case 3 -> out = spliced(out, at, Math.min(random.nextInt(1, 5), out.length - at));
        case 4 -> {
          int from = random.nextInt(out.length);
          int length = Math.min(random.nextInt(40), out.length - from);
          out = spliced(out, at, 0, Arrays.copyOfRange(out, from, from + length));
        }
        default -> {
          if (at + 4 <= out.length) {
            int[] telling = {0, -1, Integer.MAX_VALUE, out.length, 1 << 30, random.nextInt()};
            ByteBuffer.wrap(out)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(at, telling[random.nextInt(telling.length)]);
          }
        }
      }
    }
    return out;
  }

  /** Takes {@code cut} bytes out and puts others in. */
  private static byte[] spliced(byte[] bytes, int at, int cut, byte... in) {
    ByteBuffer out = ByteBuffer.allocate(bytes.length - cut + in.length);
    return out.put(bytes, 0, at).put(in).put(bytes, at + cut, bytes.length - at - cut).array();
  }

  private static boolean opens(Path file, long size) {
    try (WeightFiles weights = WeightFiles.openFile(file);
        Arena arena = Arena.ofConfined()) {
      for (String name : weights.names()) {
        TensorEntry entry = weights.entry(name);
        assertTrue(
            entry.offset() >= 0
                && (weights.isPacked(entry) || entry.offset() + entry.length() <= size));
        assertEquals(entry.length(), entry.elements() * entry.dtype().bytes());
        MemorySegment segment = weights.map(entry, arena);
        assertEquals(entry.length(), segment.byteSize());
        for (long at = 0; at < segment.byteSize(); at++) {
          segment.get(ValueLayout.JAVA_BYTE, at);
        }
      }
      return true;
    } catch (ModelFileException e) {
      String message = e.getMessage();
      String problem = message.substring(file.toString().length());
      assertTrue(message.startsWith(file + ": ") && problem.length() > 10, message);
      assertTrue(problem.length() < 500, message);
      assertTrue(message.chars().noneMatch(c -> c < ' ' || c == 0x2028 || c == 0x85), message);
      return false;
    }
  }
}
