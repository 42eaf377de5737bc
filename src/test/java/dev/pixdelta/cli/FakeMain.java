package dev.pixdelta.cli;

import dev.pixdelta.testing.FakePipeline;
import java.time.Duration;

/** The command line with a pipeline that takes its time, as a process of its own. */
final class FakeMain {
  private FakeMain() {}

  public static void main(String[] args) {
    Duration step = Duration.ofMillis(Long.getLong("fake.step.millis", 0));
    System.exit(
        Main.run((model, options) -> new FakePipeline(model, step, -1), Arguments.repaired(args)));
  }
}
