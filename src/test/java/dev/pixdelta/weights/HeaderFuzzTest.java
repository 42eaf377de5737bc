package dev.pixdelta.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A damaged file either still is a safetensors file, with every tensor inside it, or is refused in
 * one short sentence, at once; nothing else ever happens.
 */
class HeaderFuzzTest {
  private static final long SEED = 20_260_101;
  private static final long CASE_NANOS = 1_000_000_000;

  private final Path folder;

  HeaderFuzzTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void twentyThousandMutatedHeaders() throws IOException {
    run(SEED, 20_000);
  }

  @Test
  @Tag("fuzz")
  void halfAMillionMutatedHeaders() throws IOException {
    run(SEED + 1, 500_000);
  }

  private void run(long seed, int cases) throws IOException {
    HeaderMutator mutator = new HeaderMutator(new Random(seed));
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Path file = folder.resolve("fuzz.safetensors");
    int opened = 0;
    // Rewritten in place: ext4 waits for the disk when a file is cut to nothing and closed.
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (int i = 0; i < cases; i++) {
        byte[] bytes = mutator.next();
        channel.write(ByteBuffer.wrap(bytes), 0);
        channel.truncate(bytes.length);
        // Of this thread alone: a busy machine is not the parser's fault.
        long start = threads.getCurrentThreadCpuTime();
        try {
          opened += opens(file, bytes.length) ? 1 : 0;
        } catch (RuntimeException | Error e) {
          throw new AssertionError(
              "seed " + seed + ", case " + i + ": " + HexFormat.of().formatHex(bytes), e);
        }
        long nanos = threads.getCurrentThreadCpuTime() - start;
        assertTrue(nanos < CASE_NANOS, "seed " + seed + ", case " + i + ": " + nanos + " ns");
      }
    }
    // Else the mutator tests only one of the two.
    assertTrue(opened > cases / 20 && opened < cases / 2, opened + " of " + cases + " opened");
  }

  private static boolean opens(Path file, long size) {
    try (WeightFiles weights = WeightFiles.openFile(file);
        Arena arena = Arena.ofConfined()) {
      for (String name : weights.names()) {
        TensorEntry entry = weights.entry(name);
        assertTrue(entry.offset() >= 8 && entry.offset() + entry.length() <= size);
        MemorySegment segment = weights.map(entry, arena);
        assertEquals(entry.length(), segment.byteSize());
        assertEquals(entry.length(), entry.elements() * entry.dtype().bytes());
        for (long at = 0; at < segment.byteSize(); at++) {
          segment.get(ValueLayout.JAVA_BYTE, at);
        }
      }
      assertTrue(weights.bytes() <= size);
      return true;
    } catch (ModelFileException e) {
      String message = String.valueOf(e.getMessage());
      String problem = message.substring(file.toString().length());
      assertTrue(message.startsWith(file + ": ") && problem.length() > 10, message);
      assertTrue(problem.length() < 500, message);
      assertTrue(message.chars().noneMatch(c -> c < ' ' || c == 0x2028 || c == 0x85), message);
      return false;
    }
  }
}
