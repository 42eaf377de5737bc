package dev.pixdelta.studio.picture;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.pixdelta.diffusion.SamplerKind;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.metadata.Dialects;
import dev.pixdelta.studio.metadata.ForeignMetadata;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@link PictureParameters} to texts of a picture file and back: {@code parameters} in the form
 * other programs read, and beside it {@code pixdelta}, a versioned JSON object that loses nothing.
 */
public final class PictureMetadata {
  /** Keyword of the JSON object. */
  static final String PIXDELTA = "pixdelta";

  /** Keyword of the text that other programs read. */
  static final String PARAMETERS = "parameters";

  /** The names that other programs have for the samplers that are here. */
  private static final Map<String, String> SAMPLERS =
      Map.of("lcm", SamplerKind.LCM.label(), "dpmpp_2m", SamplerKind.DPM_SOLVER_PP.label());

  /** Version of the JSON object; raised when a key changes its meaning. */
  static final int FORMAT = 1;

  private static final JsonFactory JSON = new JsonFactory();

  private PictureMetadata() {}

  /**
   * How a picture was made, as its file tells it.
   *
   * @param parameters what there is room for; a sampler that is here too has the name it has here
   * @param source in which form it was found: {@code pixdelta}, {@code parameters} for infotext, or
   *     the name of the program that writes so
   * @param lost what else was done to the picture, which nothing here can do, such as "Hires
   *     upscale: 2"; names as the file has them
   * @param text all of it, in the form that other programs read if there is one
   */
  public record Found(
      PictureParameters parameters, String source, List<String> lost, @Nullable String text) {
    public Found {
      lost = List.copyOf(lost);
    }

    /** Whether the file is this program's, and nothing was lost on the way. */
    public boolean isComplete() {
      return source.equals(PIXDELTA);
    }

    /** Whether it says more than which program made the picture. */
    public boolean isUnderstood() {
      return !parameters.equals(PictureParameters.NONE);
    }
  }

  /** The texts to be written, in this order, before the pixels. */
  static List<PictureText> texts(PictureParameters p) {
    return List.of(
        new PictureText(PARAMETERS, A1111Text.format(p)), new PictureText(PIXDELTA, json(p)));
  }

  /** How a picture was made: ours before those of other programs; null if it does not say. */
  static @Nullable Found find(PictureTexts texts) {
    String json = texts.text(PIXDELTA);
    List<ControlParameters> controls = new ArrayList<>();
    Map<String, String> fields = json == null ? null : fields(json, controls);
    Map<String, String> all = texts.byKeyword();
    if (fields != null) {
      String text = all.getOrDefault(PARAMETERS, all.get(ExifComment.KEYWORD));
      return new Found(parameters(fields, controls), PIXDELTA, List.of(), text);
    }
    all.remove(PIXDELTA); // damaged, or of a later version
    ForeignMetadata foreign = Dialects.read(all);
    return foreign == null
        ? null
        : new Found(parameters(foreign), foreign.program(), foreign.lost(), foreign.text());
  }

  private static PictureParameters parameters(ForeignMetadata foreign) {
    if (!foreign.isUnderstood()) {
      return PictureParameters.NONE;
    }
    ForeignMetadata.Sampling sampling = foreign.sampling();
    String sampler = sampling.sampler();
    return new PictureParameters(
        foreign.prompt(),
        foreign.negativePrompt(),
        sampling.steps(),
        sampler == null ? null : SAMPLERS.getOrDefault(sampler, sampler),
        sampling.guidance(),
        sampling.seed(),
        sampling.size(),
        null,
        foreign.model(),
        foreign.modelHash(),
        null,
        null,
        foreign.version(),
        Origin.NONE);
  }

  /** The JSON object. */
  static String json(PictureParameters p) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("version", FORMAT);
      write(json, "prompt", p.prompt());
      write(json, "negative", p.negativePrompt());
      write(json, "steps", p.steps());
      write(json, "sampler", p.sampler());
      write(json, "guidance", p.guidance());
      write(json, "seed", p.seed());
      write(json, "size", p.size());
      write(json, "drawn", p.drawn());
      write(json, "model", p.model());
      write(json, "model_hash", p.modelHash());
      write(json, "device", p.device());
      write(json, "precision", p.precision());
      write(json, "pixdelta", p.version());
      write(json, "id", p.origin().id());
      write(json, "template", p.origin().template());
      write(json, "style", p.origin().style());
      if (!p.controls().isEmpty()) {
        ControlsJson.write(json, p.controls());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a StringWriter has no way to fail
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, String key, @Nullable Object value)
      throws IOException {
    switch (value) {
      case null -> {}
      case Integer n -> json.writeNumberField(key, n);
      case Long n -> json.writeNumberField(key, n);
      case Double n -> json.writeNumberField(key, n);
      default -> json.writeStringField(key, value.toString());
    }
  }

  /**
   * The scalar fields as text, or null if it is no JSON object of a version known here.
   *
   * @param controls those in it are added
   */
  private static @Nullable Map<String, String> fields(
      String text, List<ControlParameters> controls) {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String key = json.currentName();
        JsonToken value = json.nextToken();
        if (key.equals(ControlsJson.KEY) && value == JsonToken.START_ARRAY) {
          ControlsJson.read(json, controls);
        } else if (value.isStructStart()) {
          json.skipChildren();
        } else if (value != JsonToken.VALUE_NULL) {
          fields.put(key, json.getText());
        }
      }
    } catch (IOException e) {
      return null; // damaged: the other form may still be good
    }
    return Integer.toString(FORMAT).equals(fields.get("version")) ? fields : null;
  }

  private static PictureParameters parameters(
      Map<String, String> f, List<ControlParameters> controls) {
    return new PictureParameters(
        f.getOrDefault("prompt", ""),
        f.getOrDefault("negative", ""),
        integer(f.get("steps")),
        f.get("sampler"),
        number(f.get("guidance")),
        whole(f.get("seed")),
        size(f.get("size")),
        size(f.get("drawn")),
        f.get("model"),
        f.get("model_hash"),
        f.get("device"),
        f.get("precision"),
        f.get("pixdelta"),
        new Origin(f.get("id"), f.get("template"), f.get("style")),
        controls);
  }

  static @Nullable Integer integer(@Nullable String text) {
    Long n = whole(text);
    return n != null && n == n.intValue() ? (Integer) n.intValue() : null;
  }

  static @Nullable Long whole(@Nullable String text) {
    try {
      return text == null ? null : (Long) Long.parseLong(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  static @Nullable Double number(@Nullable String text) {
    try {
      Double n = text == null ? null : (Double) Double.parseDouble(text);
      return n == null || !Double.isFinite(n) ? null : n;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** A size written as {@code 768x512}, or null. */
  static @Nullable Size size(@Nullable String text) {
    int x = text == null ? -1 : text.indexOf('x');
    if (text == null || x < 0) {
      return null;
    }
    Integer width = integer(text.substring(0, x));
    Integer height = integer(text.substring(x + 1));
    return width == null || height == null || width < 1 || height < 1
        ? null
        : new Size(width, height);
  }
}
