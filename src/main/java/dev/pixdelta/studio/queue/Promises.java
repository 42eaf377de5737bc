package dev.pixdelta.studio.queue;

import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.studio.GenerationRequest;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.PictureRequest;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Settles, when a job is added, what each of its pictures will be. */
final class Promises {
  private final GridCells grids;

  Promises(GridCells grids) {
    this.grids = grids;
  }

  /**
   * The pictures of a job without a grid: seeds run on from the first.
   *
   * @throws InvalidRequestException if a number is out of its range
   */
  List<PromisedPicture> of(GenerationSettings settings) {
    List<PictureRequest> series =
        PictureRequest.series(List.of(settings.prompt()), settings.count(), settings.seed());
    GenerationRequest.checkRun(series.size(), settings.batch(), settings.guidance(), false);
    return series.stream()
        .map(p -> picture(settings, p.index(), p.index(), p.seed(), null))
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
      pictures[index] = picture(cell, index, turn, cell.seed(), cell);
    }
    return List.of(pictures);
  }

  private PromisedPicture picture(
      GenerationSettings s, int index, int turn, long seed, @Nullable GenerationSettings cell) {
    return new PromisedPicture(index, turn, s.prompt(), s.negativePrompt(), seed, cell);
  }
}
