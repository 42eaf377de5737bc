package dev.pixdelta.studio.queue;

import dev.pixdelta.diffusion.SamplerKind;
import dev.pixdelta.studio.GenerationRequest;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.studio.prompt.PromptFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A job for every prompt in a file. */
public final class PromptFileJobs {
  private PromptFileJobs() {}

  /**
   * Reads a file.
   *
   * @param ground everything that the file does not say; prompts without a seed of their own have
   *     seeds that run on from its seed
   * @return one job a prompt, in the order of the file
   * @throws PictureFileException if the file cannot be read or says what makes no sense; the
   *     sentence names the line
   */
  public static List<GenerationSettings> read(Path file, GenerationSettings ground) {
    return of(file, PromptFile.read(file), ground);
  }

  /**
   * Likewise of a file that was read.
   *
   * @param file named in messages
   */
  public static List<GenerationSettings> of(
      Path file, PromptFile prompts, GenerationSettings ground) {
    List<GenerationSettings> jobs = new ArrayList<>();
    long seed = ground.seed();
    for (PromptFile.Row row : prompts.rows()) {
      int count = Objects.requireNonNullElse(row.count(), ground.count());
      if (count < 1 || count > GenerationRequest.MAX_COUNT) {
        throw new PictureFileException(
            file,
            "line "
                + row.line()
                + ": the count can be 1 to "
                + GenerationRequest.MAX_COUNT
                + ", not "
                + count);
      }
      jobs.add(
          new GenerationSettings(
              Objects.requireNonNullElse(row.model(), ground.model()),
              ground.device(),
              ground.precision(),
              row.prompt(),
              Objects.requireNonNullElse(row.negative(), ground.negativePrompt()),
              row.style() != null ? row.style() : ground.style(),
              row.size() != null ? row.size() : ground.size(),
              row.sampler() != null ? sampler(file, row) : ground.sampler(),
              row.steps() != null ? row.steps() : ground.steps(),
              row.guidance() != null ? row.guidance() : ground.guidance(),
              Objects.requireNonNullElse(row.seed(), seed),
              count,
              ground.batch(),
              ground.output(),
              ground.controls()));
      seed += row.seed() == null ? count : 0;
    }
    if (jobs.isEmpty()) {
      throw new PictureFileException(file, "there are no prompts in it; write one a line");
    }
    return jobs;
  }

  private static @Nullable SamplerKind sampler(Path file, PromptFile.Row row) {
    String name = String.valueOf(row.sampler()).strip();
    return Arrays.stream(SamplerKind.values())
        .filter(k -> k.label().equalsIgnoreCase(name) || k.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new PictureFileException(
                    file,
                    "line "
                        + row.line()
                        + ": the sampler can be "
                        + String.join(
                            " or ",
                            Arrays.stream(SamplerKind.values()).map(SamplerKind::label).toList())
                        + ", not '"
                        + name
                        + "'"));
  }
}
