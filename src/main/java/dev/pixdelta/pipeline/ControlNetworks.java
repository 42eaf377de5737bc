package dev.pixdelta.pipeline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.pixdelta.hub.ControlWeights;
import dev.pixdelta.model.AutoencoderKl;
import dev.pixdelta.model.ControlNetTransformer;
import dev.pixdelta.model.PixArtTransformer;
import dev.pixdelta.text.Sentence;
import dev.pixdelta.torch.Torch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The control networks of one base, and what the VAE makes of control maps. Keeps those of the last
 * request, since the next one mostly has the same. Confined to the thread of its {@link Torch}.
 */
final class ControlNetworks implements AutoCloseable {
  /** Most controls of one picture. */
  private static final int MOST = 2;

  private final Torch torch;
  private final PixArtTransformer base;
  private final AutoencoderKl vae;
  private final FiniteCheck finite;
  private final Map<Path, Opened> opened = new HashMap<>();
  private final IdentityHashMap<Picture, NDArray> encoded = new IdentityHashMap<>();

  private record Opened(ControlWeights weights, ControlNetTransformer net) {}

  /**
   * @param finite checks what the VAE makes of maps
   */
  ControlNetworks(Torch torch, PixArtTransformer base, AutoencoderKl vae, FiniteCheck finite) {
    this.torch = torch;
    this.base = base;
    this.vae = vae;
    this.finite = finite;
  }

  /**
   * Opens what a request wants and checks it.
   *
   * @param drawn the size of its pictures
   * @param notes sentences for the user are added
   * @throws InvalidRequestException if it wants too much or a map has another size
   * @throws dev.pixdelta.weights.ModelFileException if weights are damaged or for another model
   */
  void check(List<ControlInput> wanted, Size drawn, int steps, List<Sentence> notes) {
    if (wanted.size() > MOST) {
      throw new InvalidRequestException(
          "One picture can have at most {0} controls, not {1}", MOST, wanted.size());
    }
    for (ControlInput input : wanted) {
      if (!input.map().size().equals(drawn)) {
        throw new InvalidRequestException(
            "The control map must have the size that is drawn, {0}, not {1}",
            drawn, input.map().size());
      }
      Set<String> trained = opened(input.weights()).weights().mapTypes();
      if (input.type() != ControlType.MAP
          && !trained.isEmpty()
          && !trained.contains(input.type().label())) {
        notes.add(
            Sentence.of(
                "These control weights were trained on {0} maps; {1} may steer badly.",
                String.join(" + ", trained.stream().sorted().toList()), input.type().label()));
      }
      if (!input.steersAny(steps)) {
        notes.add(
            Sentence.of(
                "The control does nothing: with strength {0}, start {1} and end {2} it steers none"
                    + " of {3} steps.",
                input.strength(), input.start(), input.end(), steps));
      }
    }
    retain(wanted);
  }

  /** Whether everything that {@link #steering} needs is in memory but for the maps. */
  boolean isLoaded(List<ControlInput> wanted) {
    return wanted.stream().allMatch(w -> opened(w.weights()).net().isLoaded());
  }

  /** Reads the weights that are not in memory. */
  void load(List<ControlInput> wanted) {
    wanted.forEach(w -> opened(w.weights()).net().load());
  }

  /**
   * A control and the steps in which it steers.
   *
   * @param control its latents belong to the {@link ControlNetworks}
   */
  record Steering(ControlNetTransformer.Control control, ControlInput input) {}

  /**
   * What steers a request.
   *
   * @param beforeStage runs before every stage of the VAE; what it throws ends the call
   */
  List<Steering> steering(List<ControlInput> wanted, Runnable beforeStage) {
    retain(wanted);
    List<Steering> all = new ArrayList<>();
    for (ControlInput input : wanted) {
      NDArray latents = encoded.get(input.map());
      if (latents == null) {
        latents = encode(input.map(), beforeStage);
        encoded.put(input.map(), latents);
      }
      ControlNetTransformer net = opened(input.weights()).net();
      all.add(
          new Steering(new ControlNetTransformer.Control(net, latents, input.strength()), input));
    }
    return all;
  }

  /** The mean of the map's latents, scaled: [1, c, h, w] fp32. */
  private NDArray encode(Picture map, Runnable beforeStage) {
    int height = map.size().height();
    int width = map.size().width();
    float[] planar = new float[3 * height * width];
    for (int i = 0; i < height * width; i++) {
      for (int c = 0; c < 3; c++) {
        planar[c * height * width + i] = (map.rgb()[3 * i + c] & 0xff) / 255f * 2 - 1;
      }
    }
    try (NDManager scope = torch.manager().newSubManager()) {
      NDArray picture = scope.create(planar, new Shape(1, 3, height, width));
      NDArray moments = vae.encode(scope, picture, beforeStage); // [1, 2c, h, w]
      NDArray mean = moments.get(":, :" + vae.config().latentChannels() + ", :, :");
      NDArray latents = mean.mul((float) vae.config().scalingFactor()); // [1, c, h, w]
      finite.check(Torch.floats(latents), Sentence.of("for the control map"));
      latents.attach(torch.manager());
      return latents;
    }
  }

  private Opened opened(Path path) {
    Opened known = opened.get(path);
    if (known == null) {
      ControlWeights weights = ControlWeights.of(path);
      known = new Opened(weights, ControlNetTransformer.open(torch, base, weights.open()));
      opened.put(path, known);
    }
    return known;
  }

  /** Frees what is not wanted; a request without controls says nothing of the next with some. */
  private void retain(List<ControlInput> wanted) {
    if (!wanted.isEmpty()) {
      retainOnly(wanted);
    }
  }

  @SuppressWarnings("ReferenceEquality") // as the map has it: of two equal pictures either would do
  private void retainOnly(List<ControlInput> wanted) {
    Set<Path> paths = wanted.stream().map(ControlInput::weights).collect(Collectors.toSet());
    opened.entrySet().removeIf(e -> !paths.contains(e.getKey()) && closed(e.getValue().net()));
    encoded
        .entrySet()
        .removeIf(
            e -> wanted.stream().noneMatch(w -> w.map() == e.getKey()) && closed(e.getValue()));
  }

  private static boolean closed(ControlNetTransformer net) {
    net.close();
    return true;
  }

  private static boolean closed(NDArray latents) {
    latents.close();
    return true;
  }

  @Override
  public void close() {
    retainOnly(List.of());
  }
}
