package dev.pixdelta.studio.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * InvokeAI before version 3: a JSON object under {@code sd-metadata}, and the command that would
 * draw the picture again under {@code Dream}. Negative prompts stand in brackets inside the prompt.
 */
final class InvokeAi2Dialect implements MetadataDialect {
  private static final Pattern NEGATIVE = Pattern.compile("\\[([^\\[\\]]*)\\]");

  @Override
  public @Nullable ForeignMetadata read(Map<String, String> texts) {
    String text = texts.get("sd-metadata");
    JsonNode metadata = JsonText.object(text);
    if (text != null && metadata != null) {
      JsonNode first = metadata.path("images").path(0); // of a sheet of several
      JsonNode image = metadata.has("image") ? metadata.path("image") : first;
      if (image.isObject()) {
        return of(text, metadata, image);
      }
    }
    String dream = texts.get("Dream");
    return dream == null ? null : DreamCommand.parse(dream).metadata();
  }

  private static ForeignMetadata of(String text, JsonNode metadata, JsonNode image) {
    MetadataBuilder found = new MetadataBuilder(InvokeAiDialect.PROGRAM, text);
    prompts(found, prompt(image.path("prompt")));
    found.sampler(JsonText.text(image.path("sampler")));
    found.model(JsonText.text(metadata.path("model_weights")));
    found.modelHash(JsonText.text(metadata.path("model_hash")));
    found.version(JsonText.text(metadata.path("app_version")));
    InvokeAiDialect.numbers(found, image);
    InvokeAiDialect.lost(found, image);
    return found.build();
  }

  /** A text, or a list of objects, one for each weighted part. */
  private static String prompt(JsonNode prompt) {
    if (!prompt.isArray()) {
      return prompt.asText();
    }
    List<String> parts = new ArrayList<>();
    prompt.forEach(part -> parts.add(part.path("prompt").asText()));
    return String.join(" ", parts);
  }

  /** Takes what is in brackets out of a prompt. */
  static void prompts(MetadataBuilder found, String prompt) {
    List<String> negative = new ArrayList<>();
    Matcher brackets = NEGATIVE.matcher(prompt);
    String positive =
        brackets.replaceAll(
            part -> {
              negative.add(part.group(1).strip());
              return " ";
            });
    found.prompt(negative.isEmpty() ? prompt : positive.replaceAll(" {2,}", " "));
    if (!prompt.isBlank()) {
      found.negativePrompt(String.join(" ", negative));
    }
  }
}
