package dev.pixdelta.gui.shell;

import dev.pixdelta.hub.ControlWeights;
import dev.pixdelta.studio.control.ControlProblem;
import dev.pixdelta.studio.control.ControlSettings;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Controls and what is wrong with them, in words. Immutable. */
public final class ControlText {
  private final Messages messages;

  public ControlText(Locale locale) {
    this.messages = Messages.of(ControlText.class, locale);
  }

  /** Which weights steer, such as "Control weights: lines". */
  public String weights(ControlSettings control, String model) {
    return control.weights() == null
        ? messages.get("control.weights.own", model)
        : messages.get("control.weights", name(control.weights()));
  }

  private static String name(Path weights) {
    return new ControlWeights(weights, Set.of()).name();
  }

  /** Why a control cannot steer, in one sentence; the remedies are buttons beside it. */
  public String of(ControlProblem problem) {
    return switch (problem) {
      case ControlProblem.NoWeights p -> messages.get("control.noWeights", p.model());
      case ControlProblem.WeightsMissing p ->
          messages.get("control.weightsMissing", p.weights().toString());
      case ControlProblem.WeightsUnfit p ->
          messages.get("control.weightsUnfit", name(p.weights()), p.model());
      case ControlProblem.WrongType p ->
          messages.get(
              "control.wrongType",
              name(p.weights()),
              p.trained().stream().sorted().map(this::type).collect(Collectors.joining(", ")),
              type(p.type().label()));
      case ControlProblem.PictureMissing p ->
          messages.get("control.pictureMissing", p.file().toString());
    };
  }

  /** What a type of map is called, such as "soft edges"; weights may name others. */
  private String type(String label) {
    String text = messages.get("mapType." + label);
    return text.startsWith("<") ? label : text;
  }
}
