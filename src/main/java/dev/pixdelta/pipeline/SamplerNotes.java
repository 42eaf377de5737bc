package dev.pixdelta.pipeline;

import dev.pixdelta.diffusion.SchedulerClass;
import dev.pixdelta.diffusion.SchedulerConfig;
import dev.pixdelta.text.Sentence;
import java.util.ArrayList;
import java.util.List;

/** What a user should know of a sampler that is not the one that the model names. */
final class SamplerNotes {
  private SamplerNotes() {}

  /**
   * Sentences, none where the sampler is the model's own.
   *
   * @param named by the model
   * @param used what was made of its file
   * @param chosen whether the user asked for this sampler
   */
  static List<Sentence> of(SchedulerClass named, SchedulerConfig used, boolean chosen) {
    List<Sentence> notes = new ArrayList<>();
    String label = used.sampler().label();
    if (!chosen && !named.is(used.sampler())) {
      notes.add(
          Sentence.of(
              "The model names the scheduler {0}, which Pixdelta does not have; {1} is used instead.",
              named.name(), label));
    }
    if (!used.unused().isEmpty()) {
      notes.add(
          Sentence.of(
              "{0} ignores {1} of the model's scheduler file.",
              label, String.join(", ", used.unused())));
    }
    return notes;
  }
}
