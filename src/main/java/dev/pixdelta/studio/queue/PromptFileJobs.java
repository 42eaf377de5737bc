package dev.pixdelta.studio.queue;

import dev.pixdelta.diffusion.SamplerKind;
import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.pipeline.PipelineRequest;
import dev.pixdelta.studio.GenerationRequest;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.studio.prompt.PromptFile;
import dev.pixdelta.text.Sentence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A job for every prompt in a file.
 *
 * @param jobs in the order of the file
 * @param unknown headings of columns that were ignored
 * @param problems lines that would not make a job, in their order
 */
public record PromptFileJobs(
    List<Entry> jobs, List<String> unknown, List<PromptFile.Problem> problems) {
  /**
   * What a line would draw.
   *
   * @param line of the file, from 1
   */
  public record Entry(int line, GenerationSettings settings) {}

  public PromptFileJobs {
    jobs = List.copyOf(jobs);
    unknown = List.copyOf(unknown);
    problems = List.copyOf(problems);
  }

  /**
   * Reads a file. Nothing is queued.
   *
   * @param ground everything that the file does not say; prompts without a seed of their own have
   *     seeds that run on from its seed
   * @param queue checks what the jobs name: models, styles, word lists
   * @throws PictureFileException if the file cannot be read or there is no prompt in it
   */
  public static PromptFileJobs read(Path file, GenerationSettings ground, JobQueue queue) {
    PromptFile found = PromptFile.examine(file);
    List<PromptFile.Problem> problems = new ArrayList<>(found.problems());
    List<Entry> jobs = new ArrayList<>();
    long seed = ground.seed();
    for (PromptFile.Row row : found.rows()) {
      try {
        GenerationSettings settings = settings(row, ground, seed);
        jobs.add(new Entry(row.line(), settings));
        if (row.seed() == null) {
          seed = next(seed, settings.count());
        }
      } catch (InvalidRequestException e) {
        problems.add(new PromptFile.Problem(row.line(), e.sentence()));
      }
    }
    if (jobs.isEmpty() && problems.isEmpty()) {
      throw new PictureFileException(file, "there are no prompts in it; write one per line");
    }
    List<Entry> good = new ArrayList<>();
    List<@Nullable Sentence> refused = queue.problems(jobs.stream().map(Entry::settings).toList());
    for (int i = 0; i < jobs.size(); i++) {
      Sentence problem = refused.get(i);
      if (problem == null) {
        good.add(jobs.get(i));
      } else {
        problems.add(new PromptFile.Problem(jobs.get(i).line(), problem));
      }
    }
    problems.sort(Comparator.comparingInt(PromptFile.Problem::line));
    return new PromptFileJobs(good, found.unknown(), problems);
  }

  /** Behind the last seed comes the first. */
  private static long next(long seed, int count) {
    long next = seed + count;
    return next + count - 1 > PipelineRequest.MAX_SEED ? 0 : next;
  }

  private static GenerationSettings settings(
      PromptFile.Row row, GenerationSettings ground, long seed) {
    int count = Objects.requireNonNullElse(row.count(), ground.count());
    if (count < 1 || count > GenerationRequest.MAX_COUNT) {
      throw new InvalidRequestException(
          "The count can be 1 to {0} pictures per prompt, not {1}",
          GenerationRequest.MAX_COUNT, count);
    }
    return new GenerationSettings(
        Objects.requireNonNullElse(row.model(), ground.model()),
        ground.device(),
        ground.precision(),
        row.prompt(),
        Objects.requireNonNullElse(row.negative(), ground.negativePrompt()),
        row.style() != null ? row.style() : ground.style(),
        row.size() != null ? row.size() : ground.size(),
        row.sampler() != null ? sampler(row.sampler().strip()) : ground.sampler(),
        row.steps() != null ? row.steps() : ground.steps(),
        row.guidance() != null ? row.guidance() : ground.guidance(),
        Objects.requireNonNullElse(row.seed(), seed),
        count,
        ground.batch(),
        ground.output(),
        ground.controls());
  }

  private static SamplerKind sampler(String name) {
    return Arrays.stream(SamplerKind.values())
        .filter(k -> k.label().equalsIgnoreCase(name) || k.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    "The sampler can be {0}, not '{1}'",
                    String.join(
                        ", ", Arrays.stream(SamplerKind.values()).map(SamplerKind::label).toList()),
                    name));
  }
}
