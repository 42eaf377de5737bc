package dev.pixdelta.studio.queue;

import dev.pixdelta.studio.GenerationSettings;
import java.util.List;

/**
 * Pictures that are drawn together now.
 *
 * @param job they belong to
 * @param uuid of the job
 * @param settings of the job or of the grid's cells; of those that differ in prompt, style or seed,
 *     the first one's
 * @param pictures at least one, in the order of drawing
 */
record Pass(long job, String uuid, GenerationSettings settings, List<PromisedPicture> pictures) {
  Pass {
    pictures = List.copyOf(pictures);
  }

  Recipe recipe() {
    return Recipe.of(settings);
  }

  /** The settings of one of its pictures. */
  GenerationSettings settingsOf(PromisedPicture picture) {
    return picture.cell() == null ? settings : picture.cell();
  }

  /** What the picture's file will be known by. */
  String id(PromisedPicture picture) {
    return id(uuid, picture.index());
  }

  static String id(String uuid, int index) {
    return uuid + "-" + index;
  }
}
