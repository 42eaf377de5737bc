package dev.pixdelta.studio.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Draw Things: a JSON object with the prompts under {@code c} and {@code uc}, as XMP's or EXIF's
 * user comment; and the same as text in the description, where a line that begins with a hyphen is
 * the negative prompt.
 */
final class DrawThingsDialect implements MetadataDialect {
  private static final String PROGRAM = "drawthings";
  private static final List<String> LOST =
      List.of(
          "lora",
          "control",
          "upscaler",
          "hires_fix",
          "refiner",
          "face_restoration",
          "shift",
          "image_guidance",
          "tiled_diffusion");

  @Override
  public @Nullable ForeignMetadata read(Map<String, String> texts) {
    for (String keyword : List.of("exif:UserComment", "UserComment", "Comment")) {
      String text = texts.get(keyword);
      JsonNode object = JsonText.object(text);
      if (text != null && object != null && isOne(object)) {
        return of(text, object);
      }
    }
    boolean named =
        texts.getOrDefault("xmp:CreatorTool", "").startsWith("Draw Things")
            || texts.getOrDefault("Software", "").startsWith("Draw Things");
    for (String keyword : List.of("dc:description", "Description", "ImageDescription")) {
      String text = texts.get(keyword);
      if (text != null && (named || text.contains("Seed Mode:")) && Infotext.isOne(text)) {
        return ofText(text);
      }
    }
    return null;
  }

  private static boolean isOne(JsonNode object) {
    return object.path("c").isTextual()
        && (object.has("uc") || object.has("sampler") || object.has("steps"));
  }

  private static ForeignMetadata of(String text, JsonNode object) {
    MetadataBuilder found = new MetadataBuilder(PROGRAM, text);
    found.prompt(JsonText.text(object.path("c")));
    found.negativePrompt(JsonText.text(object.path("uc")));
    found.steps(JsonText.text(object.path("steps")));
    found.sampler(JsonText.text(object.path("sampler")));
    found.guidance(JsonText.text(object.path("scale")));
    found.seed(JsonText.text(object.path("seed")));
    found.size(JsonText.text(object.path("size")));
    found.model(JsonText.text(object.path("model")));
    double strength = object.path("strength").asDouble(1);
    if (strength < 1) {
      found.lost("strength", object.path("strength").asText());
    }
    for (String key : LOST) {
      String value = JsonText.words(object.path(key));
      if (value != null && !(key.equals("shift") && object.path(key).asDouble() == 1)) {
        found.lost(key.replace('_', ' '), value);
      }
    }
    return found.build();
  }

  private static ForeignMetadata ofText(String text) {
    MetadataBuilder found = new MetadataBuilder(PROGRAM, text);
    Infotext infotext = Infotext.parse(text);
    A1111Dialect.fill(found, infotext);
    String both = infotext.prompt();
    int negative = both.startsWith("-") ? 0 : both.indexOf("\n-") + 1;
    if (negative > 0 || both.startsWith("-")) {
      found.prompt(both.substring(0, negative));
      found.negativePrompt(both.substring(negative + 1));
    }
    A1111Dialect.lost(found, infotext, java.util.Set.of("Strength", "Seed Mode"));
    return found.build();
  }
}
