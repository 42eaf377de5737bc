package dev.pixdelta.studio.queue;

import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.studio.GenerationRequest;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.PictureRequest;
import dev.pixdelta.studio.prompt.PromptTemplate;
import dev.pixdelta.studio.prompt.Style;
import dev.pixdelta.studio.prompt.Styles;
import dev.pixdelta.studio.prompt.WordLists;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Settles, when jobs are added, what each of their pictures will be. Made anew for each addition:
 * word lists and styles are read once, as they are then.
 */
final class PicturePlanner {
  private final GridCells grids;
  private final WordLists lists;
  private final Styles styles;
  private final Map<String, Style> styleByName = new HashMap<>();

  /** With the word lists and styles that a queue is set up with. */
  static PicturePlanner of(JobQueue.Setup setup) {
    return new PicturePlanner(
        new GridCells(setup.models()),
        new WordLists(setup.wordLists()),
        new Styles(setup.userStyles()));
  }

  PicturePlanner(GridCells grids, WordLists lists, Styles styles) {
    this.grids = grids;
    this.lists = lists;
    this.styles = styles;
  }

  /**
   * The pictures of a job without a grid: seeds run on from the first.
   *
   * @throws InvalidRequestException if a number is out of its range, a word list or the style
   *     missing
   */
  List<PromisedPicture> of(GenerationSettings settings) {
    List<PictureRequest> series =
        PictureRequest.series(List.of(settings.prompt()), settings.count(), settings.seed());
    GenerationRequest.checkRun(series.size(), settings.batch(), settings.guidance(), false);
    PromptTemplate template = PromptTemplate.parse(settings.prompt());
    return series.stream()
        .map(p -> picture(settings, template, p.index(), p.index(), p.seed(), null))
        .toList();
  }

  /**
   * The pictures of a grid, row by row; drawn model by model, since opening one takes longest.
   *
   * @throws InvalidRequestException if an axis, one of its values or a number makes no sense
   */
  List<PromisedPicture> of(GenerationSettings settings, Grid grid) {
    List<GenerationSettings> cells = grids.of(settings, grid);
    Map<String, Integer> models = new HashMap<>();
    cells.forEach(c -> models.putIfAbsent(c.model(), models.size()));
    List<Integer> order =
        IntStream.range(0, cells.size())
            .boxed()
            .sorted(Comparator.comparing(i -> models.get(cells.get(i).model())))
            .toList();
    PromisedPicture[] pictures = new PromisedPicture[cells.size()];
    for (int turn = 0; turn < pictures.length; turn++) {
      int index = order.get(turn);
      GenerationSettings cell = cells.get(index);
      var unused = PictureRequest.series(List.of(cell.prompt()), 1, cell.seed());
      GenerationRequest.checkRun(1, cell.batch(), cell.guidance(), false);
      PromptTemplate template = PromptTemplate.parse(cell.prompt());
      pictures[index] = picture(cell, template, index, turn, cell.seed(), cell);
    }
    return List.of(pictures);
  }

  private PromisedPicture picture(
      GenerationSettings s,
      PromptTemplate template,
      int index,
      int turn,
      long seed,
      @Nullable GenerationSettings cell) {
    String prompt = template.expand(seed, lists);
    if (s.style() == null) {
      return new PromisedPicture(index, turn, prompt, s.negativePrompt(), seed, cell);
    }
    Style style = styleByName.computeIfAbsent(s.style(), styles::find);
    // Where a negative prompt does nothing, the style's own would only earn a note about it.
    String negative = isGuided(s) ? style.applyToNegative(s.negativePrompt()) : s.negativePrompt();
    return new PromisedPicture(index, turn, style.applyTo(prompt), negative, seed, cell);
  }

  private static boolean isGuided(GenerationSettings s) {
    if (s.guidance() != null) {
      return s.guidance() > 1;
    }
    return s.sampler() == null || s.sampler().defaultGuidance() > 1;
  }
}
