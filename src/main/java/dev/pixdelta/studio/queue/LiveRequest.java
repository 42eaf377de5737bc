package dev.pixdelta.studio.queue;

import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.control.ControlMap;
import java.util.List;

/**
 * One picture that follows a drawing hand: drawn before all jobs, never saved, and forgotten when a
 * newer one is asked for before it was begun. Immutable.
 *
 * @param id given back with the picture
 * @param settings of which one picture is drawn
 * @param sources one for each of the settings' controls, in place of its file
 */
public record LiveRequest(long id, GenerationSettings settings, List<ControlMap.Source> sources) {
  /** Copies the sources. */
  public LiveRequest {
    sources = List.copyOf(sources);
    if (sources.size() != settings.controls().size()) {
      throw new IllegalArgumentException(
          sources.size() + " sources for " + settings.controls().size() + " controls");
    }
  }
}
