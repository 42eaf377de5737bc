package dev.pixdelta.studio;

import dev.pixdelta.hub.ControlWeights;
import dev.pixdelta.pipeline.AspectRatioBins;
import dev.pixdelta.pipeline.ControlInput;
import dev.pixdelta.pipeline.ModelDescription;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.pipeline.TextToImage;
import dev.pixdelta.studio.control.ControlMap;
import dev.pixdelta.studio.control.ControlSettings;
import dev.pixdelta.studio.control.SoftEdgeDrawer;
import dev.pixdelta.studio.picture.ControlParameters;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.studio.picture.PictureFiles;
import dev.pixdelta.text.Sentence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What steers one run, ready to draw.
 *
 * @param size wanted for the pictures, or null for the model's native one
 * @param inputs with maps of the size that is drawn
 * @param maps those of the inputs
 * @param notes sentences for the user
 */
record RunControls(
    @Nullable Size size, List<ControlInput> inputs, List<ControlMap> maps, List<Sentence> notes) {
  /**
   * Readers, ours too, pass over texts that are much longer; two of them in Base64 are just below.
   */
  private static final int MAX_CARRIED = 350_000;

  /**
   * Reads the control pictures of a request and makes their maps.
   *
   * @throws dev.pixdelta.studio.picture.PictureFileException if a picture cannot be read
   * @throws dev.pixdelta.weights.ModelFileException if there are no weights
   * @throws dev.pixdelta.pipeline.InvalidRequestException if the model cannot serve the request
   */
  static RunControls prepare(
      GenerationRequest request, TextToImage pipeline, SoftEdgeDrawer softEdges) {
    List<ControlMap.Source> sources = new ArrayList<>();
    for (ControlSettings c : request.controls()) {
      sources.add(c.read());
    }
    return of(request, sources, pipeline, softEdges);
  }

  /**
   * Makes the maps of control pictures that are in memory.
   *
   * @param sources one for each control of the request; its file is not read
   */
  static RunControls of(
      GenerationRequest request,
      List<ControlMap.Source> sources,
      TextToImage pipeline,
      SoftEdgeDrawer softEdges) {
    ModelDescription model = pipeline.description();
    Size size =
        request.size() != null || sources.isEmpty()
            ? request.size()
            : AspectRatioBins.of(model.nativeSize(), model.multiple())
                .nearest(sources.getFirst().size());
    if (sources.isEmpty()) {
      return new RunControls(size, List.of(), List.of(), List.of());
    }
    Size drawn = pipeline.plan(request.batchFrom(0, size)).drawn();
    List<ControlInput> inputs = new ArrayList<>();
    List<ControlMap> maps = new ArrayList<>();
    List<Sentence> notes = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      ControlSettings c = request.controls().get(i);
      ControlMap map = sources.get(i).of(drawn, softEdges);
      if (map.inverted() != c.invert()) {
        notes.add(Sentence.of("{0}: {1}", c.file(), Sentence.of(ControlMap.TURNED)));
      }
      Path weights =
          c.weights() != null
              ? c.weights()
              : ControlWeights.ofModel(request.model(), c.type().label());
      inputs.add(
          new ControlInput(weights, c.type(), map.picture(), c.strength(), c.start(), c.end()));
      maps.add(map);
    }
    softEdges.note().ifPresent(notes::add);
    return new RunControls(size, inputs, maps, notes);
  }

  /**
   * What is told of the controls in the pictures' metadata.
   *
   * @param asked the controls of the request
   * @throws PictureFileException if a drawing cannot be read
   */
  List<ControlParameters> parameters(List<ControlSettings> asked) {
    List<ControlParameters> all = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      ControlSettings c = asked.get(i);
      all.add(
          new ControlParameters(
              c.type().label(),
              ControlWeights.of(inputs.get(i).weights()).name(),
              c.strength(),
              c.start(),
              c.end(),
              maps.get(i).hash(),
              carried(c, maps.get(i)),
              c.sketch()));
    }
    return all;
  }

  /** What a picture's metadata carries of a control, so that it can be drawn again anywhere. */
  private static String carried(ControlSettings control, ControlMap map) {
    byte[] png = control.sketch() ? content(control.file()) : PictureFiles.png(map.picture());
    return png.length > MAX_CARRIED ? "" : Base64.getEncoder().encodeToString(png);
  }

  private static byte[] content(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new PictureFileException(file, "cannot be read", e);
    }
  }
}
