package dev.pixdelta.studio;

import dev.pixdelta.hub.ControlWeights;
import dev.pixdelta.pipeline.ControlType;
import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.studio.control.ControlPictures;
import dev.pixdelta.studio.control.ControlSettings;
import dev.pixdelta.studio.picture.ControlParameters;
import dev.pixdelta.weights.ModelFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What steered a picture, made to steer again. */
final class RestoredControls {
  private RestoredControls() {}

  /**
   * Converts.
   *
   * @param model finds the folder of the model that will be steered
   * @param weights finds control weights by name, or null
   * @param pictures the carried pictures are kept there
   * @param losses what cannot be had is added
   */
  static List<ControlSettings> of(
      List<ControlParameters> controls,
      Supplier<Path> model,
      Function<String, @Nullable Path> weights,
      ControlPictures pictures,
      List<RestoredSettings.Loss> losses) {
    List<ControlSettings> all = new ArrayList<>();
    for (ControlParameters c : controls) {
      ControlType type = type(c.type());
      byte[] png = carried(c);
      if (png.length == 0) {
        losses.add(new RestoredSettings.Loss.ControlPicture(type.label()));
        continue;
      }
      Path found = weights.apply(c.model());
      if (found == null && !c.model().equals(own(model, type))) {
        losses.add(new RestoredSettings.Loss.ControlWeights(c.model()));
      }
      try {
        all.add(
            new ControlSettings(
                pictures.keep(png),
                c.sketch() ? type : ControlType.MAP,
                false,
                found,
                c.strength(),
                c.start(),
                c.end(),
                c.sketch()));
      } catch (InvalidRequestException e) {
        losses.add(new RestoredSettings.Loss.ControlPicture(type.label())); // numbers of nowhere
      }
    }
    return all;
  }

  private static ControlType type(String label) {
    for (ControlType type : ControlType.values()) {
      if (type.label().equals(label.toLowerCase(Locale.ROOT))) {
        return type;
      }
    }
    return ControlType.MAP;
  }

  private static byte[] carried(ControlParameters control) {
    try {
      return Base64.getDecoder().decode(control.carried());
    } catch (IllegalArgumentException e) {
      return new byte[0]; // damaged
    }
  }

  /** The name of the model's own weights, or null if it has none. */
  private static @Nullable String own(Supplier<Path> model, ControlType type) {
    try {
      return ControlWeights.of(ControlWeights.ofModel(model.get(), type.label())).name();
    } catch (ModelFileException e) {
      return null;
    }
  }
}
