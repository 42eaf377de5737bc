package dev.pixdelta.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.types.Shape;
import dev.pixdelta.testing.JavaProcess;
import dev.pixdelta.testing.TestEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where {@code ulimit -v} leaves little, opening the engine ends in a sentence, if not well. */
final class LimitedAddressSpaceTest {
  /** Kilobytes; the JVM alone needs most of it. */
  private static final int LEAST = 2_600_000;

  private static final int STEP = 20_000;
  private static final int MOST = 20_000_000;

  /** Opens the engine and computes something; says why it cannot. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) {
      System.out.println("started");
      try (Torch torch = TestEngine.open(PrecisionChoice.FP32);
          var sum = torch.manager().ones(new Shape(100_000)).sum()) {
        System.out.println(sum.getFloat());
      } catch (EngineException e) {
        System.out.println(e.getMessage());
        System.exit(1);
      }
    }
  }

  @Test
  void noLimitMakesTheEngineHangOrEndTheProcess(@TempDir Path folder) throws IOException {
    assumeTrue(System.getProperty("os.name").equals("Linux"), "a limit of Linux");
    for (int limit = LEAST; limit < MOST; limit += STEP) {
      JavaProcess.Result run =
          JavaProcess.script(
              folder,
              "ulimit -v " + limit + "; exec \"$@\"",
              List.of("-XX:CompressedClassSpaceSize=128m", "-XX:+UseSerialGC"),
              Map.of(),
              Child.class);
      if (run.exit() == 0) {
        assertEquals("started\n100000.0\n", run.out(), run.err());
        return;
      }
      if (!run.out().startsWith("started")) {
        continue; // too little for the JVM
      }
      assertEquals(1, run.exit(), limit + " " + run.out() + run.err());
      assertTrue(
          run.out().matches("started\nThe native engine needs \\d+ MB of address space, [^\n]*\n"),
          limit + " " + run.out() + run.err());
    }
  }
}
