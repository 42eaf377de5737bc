package dev.pixdelta.gui.generate;

import dev.pixdelta.diffusion.SamplerKind;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.studio.RestoredSettings;
import dev.pixdelta.studio.RestoredSettings.Loss;
import java.util.List;

/** What a picture had and could not be restored, in words. */
final class Restoration {
  private Restoration() {}

  static List<String> words(RestoredSettings restored, Messages messages) {
    SamplerKind sampler = restored.settings().sampler();
    String used = sampler == null ? messages.get("loss.sampler.own") : sampler.label();
    return restored.losses().stream().map(loss -> words(loss, used, messages)).toList();
  }

  private static String words(Loss loss, String sampler, Messages messages) {
    return switch (loss) {
      case Loss.Model m -> messages.get("loss.model", m.name(), m.used());
      case Loss.Sampler s -> messages.get("loss.sampler", s.name(), sampler);
      case Loss.Steps s -> messages.get("loss.steps", s.asked(), s.used());
      case Loss.Seed s -> messages.get("loss.seed", Long.toString(s.asked()));
      case Loss.TooLarge s ->
          messages.get("loss.size", s.asked().width() + " × " + s.asked().height());
      case Loss.Style s -> messages.get("loss.style", s.name());
      case Loss.ControlWeights w -> messages.get("loss.controlWeights", w.name());
      case Loss.ControlPicture p -> messages.get("loss.controlPicture", p.type());
      case Loss.Feature f -> f.name();
    };
  }
}
