package dev.pixdelta.studio.queue;

import dev.pixdelta.pipeline.PipelineRequest;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.control.ControlSettings;
import dev.pixdelta.studio.picture.PictureFileException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A job for every control map in a folder. */
public final class ControlFolderJobs {
  private static final Set<String> PICTURES =
      Set.of("png", "jpg", "jpeg", "webp", "tif", "tiff", "gif", "bmp");
  private static final int MAX_PROMPT_BYTES = 1 << 16;

  private ControlFolderJobs() {}

  /**
   * Reads a folder.
   *
   * @param ground everything but the first control; a map with a text file of its name, such as
   *     {@code cat.txt} beside {@code cat.png}, has its prompt from there
   * @param control how each map steers; its file is replaced
   * @return one job a map, by file name; seeds run on
   * @throws PictureFileException if the folder or a prompt cannot be read, or there is no map
   */
  public static List<GenerationSettings> read(
      Path folder, GenerationSettings ground, ControlSettings control) {
    List<GenerationSettings> jobs = new ArrayList<>();
    long seed = ground.seed();
    for (Path map : maps(folder)) {
      String prompt = prompt(map);
      List<ControlSettings> controls = new ArrayList<>();
      controls.add(control.withFile(map));
      ground.controls().stream().limit(1).forEach(controls::add);
      GenerationSettings job = prompt == null ? ground : ground.withPrompt(prompt);
      jobs.add(job.withControls(controls).withSeries(seed, ground.count()));
      seed = (seed + ground.count()) % (PipelineRequest.MAX_SEED - ground.count() + 2);
    }
    return jobs;
  }

  private static List<Path> maps(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> maps =
          files
              .filter(f -> PICTURES.contains(ending(f)) && Files.isRegularFile(f))
              .sorted()
              .toList();
      if (maps.isEmpty()) {
        throw new PictureFileException(
            folder, "there are no control maps in it (PNG, JPEG, WebP, TIFF, GIF or BMP)");
      }
      return maps;
    } catch (IOException e) {
      throw new PictureFileException(folder, "cannot be read", e);
    }
  }

  private static String ending(Path file) {
    String name = file.toString();
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private static @Nullable String prompt(Path map) {
    String name = String.valueOf(map.getFileName());
    Path file = map.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".txt");
    if (!Files.isRegularFile(file)) {
      return null;
    }
    try {
      if (Files.size(file) > MAX_PROMPT_BYTES) {
        throw new PictureFileException(file, "is too long for a prompt");
      }
      return Files.readString(file, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new PictureFileException(file, "is not UTF-8 text", e);
    }
  }
}
