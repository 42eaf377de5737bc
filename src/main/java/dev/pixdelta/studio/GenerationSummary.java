package dev.pixdelta.studio;

import dev.pixdelta.pipeline.ModelDescription;
import java.util.List;

/**
 * A run that went through to its end.
 *
 * @param model what drew it
 * @param pictures in order
 */
public record GenerationSummary(ModelDescription model, List<SavedPicture> pictures) {
  public GenerationSummary {
    pictures = List.copyOf(pictures);
  }
}
