package dev.pixdelta.studio;

import dev.pixdelta.hub.ControlWeights;
import dev.pixdelta.pipeline.AspectRatioBins;
import dev.pixdelta.pipeline.ControlInput;
import dev.pixdelta.pipeline.ModelDescription;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.pipeline.TextToImage;
import dev.pixdelta.studio.control.ControlMap;
import dev.pixdelta.studio.control.ControlSettings;
import dev.pixdelta.studio.picture.ControlParameters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What steers one run, ready to draw.
 *
 * @param size wanted for the pictures, or null for the model's native one
 * @param inputs with maps of the size that is drawn
 * @param parameters the same for the pictures' metadata
 * @param notes sentences for the user
 */
record RunControls(
    @Nullable Size size,
    List<ControlInput> inputs,
    List<ControlParameters> parameters,
    List<String> notes) {
  /**
   * Reads the control pictures of a request and makes their maps.
   *
   * @throws dev.pixdelta.studio.picture.PictureFileException if a picture cannot be read
   * @throws dev.pixdelta.weights.ModelFileException if there are no weights
   * @throws dev.pixdelta.pipeline.InvalidRequestException if the model cannot serve the request
   */
  static RunControls prepare(GenerationRequest request, TextToImage pipeline) {
    if (request.controls().isEmpty()) {
      return new RunControls(request.size(), List.of(), List.of(), List.of());
    }
    ModelDescription model = pipeline.description();
    List<ControlMap.Source> sources = new ArrayList<>();
    for (ControlSettings c : request.controls()) {
      sources.add(ControlMap.read(c.file(), c.type(), c.invert()));
    }
    Size size =
        request.size() != null
            ? request.size()
            : AspectRatioBins.of(model.nativeSize(), model.multiple())
                .nearest(sources.getFirst().size());
    Size drawn = pipeline.plan(request.batchFrom(0, size)).drawn();
    List<ControlInput> inputs = new ArrayList<>();
    List<ControlParameters> parameters = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      ControlSettings c = request.controls().get(i);
      ControlMap map = sources.get(i).of(drawn);
      if (map.inverted() != c.invert()) {
        notes.add(c.file() + ": " + ControlMap.TURNED);
      }
      Path weights =
          c.weights() != null
              ? c.weights()
              : ControlWeights.ofModel(request.model(), c.type().label());
      inputs.add(
          new ControlInput(weights, c.type(), map.picture(), c.strength(), c.start(), c.end()));
      parameters.add(
          new ControlParameters(
              c.type().label(),
              ControlWeights.of(weights).name(),
              c.strength(),
              c.start(),
              c.end(),
              map.hash()));
    }
    return new RunControls(size, inputs, parameters, notes);
  }
}
