package dev.pixdelta.studio.queue;

import java.util.List;
import java.util.Objects;

/**
 * One axis of a grid job.
 *
 * @param kind the setting that changes along it
 * @param values as the user typed them, at least one
 */
public record Axis(Kind kind, List<String> values) {
  /** The settings that can change along an axis. */
  public enum Kind {
    STEPS,
    SEED,
    STYLE,
    MODEL,
    GUIDANCE,
    SAMPLER,
    SIZE,
    /** Values are whole prompts. */
    PROMPT
  }

  public Axis {
    Objects.requireNonNull(kind);
    values = List.copyOf(values);
  }
}
