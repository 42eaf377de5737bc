package dev.pixdelta.pipeline;

import dev.pixdelta.diffusion.SchedulerClass;
import dev.pixdelta.diffusion.SchedulerConfig;
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
  static List<String> of(SchedulerClass named, SchedulerConfig used, boolean chosen) {
    List<String> notes = new ArrayList<>();
    String label = used.sampler().label();
    if (!chosen && !named.is(used.sampler())) {
      notes.add(
          "The model names the scheduler %s, which Pixdelta does not have; %s is used instead."
              .formatted(named.name(), label));
    }
    if (!used.unused().isEmpty()) {
      notes.add(
          "%s does without %s of the model's scheduler file."
              .formatted(label, String.join(", ", used.unused())));
    }
    return notes;
  }
}
