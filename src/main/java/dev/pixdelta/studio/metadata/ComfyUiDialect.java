package dev.pixdelta.studio.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * ComfyUI: the graph as its API takes it under {@code prompt}, and as its window shows it under
 * {@code workflow}. In EXIF data they follow these words and a colon in any tag; other nodes that
 * save write one or both into the user comment. A graph that does not lead to a prompt gives its
 * program's name alone.
 */
final class ComfyUiDialect implements MetadataDialect {
  private static final String PROGRAM = "comfyui";

  @Override
  public @Nullable ForeignMetadata read(Map<String, String> texts) {
    List<String> prompts = new ArrayList<>();
    List<String> workflows = new ArrayList<>();
    texts.forEach(
        (keyword, text) -> {
          String value = text.strip();
          String start = value.substring(0, Math.min(value.length(), 12)).toLowerCase(Locale.ROOT);
          if (keyword.equalsIgnoreCase("prompt")) {
            prompts.add(value);
          } else if (keyword.equalsIgnoreCase("workflow")) {
            workflows.add(value);
          } else if (start.startsWith("prompt:")) {
            prompts.add(value.substring("prompt:".length()));
          } else if (start.startsWith("workflow:")) {
            workflows.add(value.substring("workflow:".length()));
          } else if (keyword.endsWith("Comment") || keyword.equals("ImageDescription")) {
            both(value, prompts, workflows);
          }
        });
    ForeignMetadata recognised = null;
    for (String text : prompts) {
      ForeignMetadata found = ofGraph(text);
      if (found != null && found.isUnderstood()) {
        return found;
      }
      recognised = recognised == null ? found : recognised;
    }
    for (String text : workflows) {
      ForeignMetadata found = ofWorkflow(text);
      if (found != null && found.isUnderstood()) {
        return found;
      }
      recognised = recognised == null ? found : recognised;
    }
    return recognised;
  }

  private static void both(String value, List<String> prompts, List<String> workflows) {
    JsonNode object = JsonText.object(value);
    if (object == null) {
      return;
    }
    JsonNode prompt = JsonText.object(object.path("prompt"));
    JsonNode workflow = JsonText.object(object.path("workflow"));
    if (prompt != null) {
      prompts.add(prompt.toString());
    }
    if (workflow != null) {
      workflows.add(workflow.toString());
    }
    if (ComfyGraph.of(object) != null) {
      prompts.add(value);
    }
  }

  private static @Nullable ForeignMetadata ofGraph(String text) {
    JsonNode object = JsonText.object(text);
    return object == null ? null : of(text, ComfyGraph.of(object));
  }

  private static @Nullable ForeignMetadata ofWorkflow(String text) {
    JsonNode object = JsonText.object(text);
    return object == null ? null : of(text, ComfyGraph.of(ComfyWorkflow.graph(object)));
  }

  private static ForeignMetadata of(String text, @Nullable ComfyGraph graph) {
    MetadataBuilder found = new MetadataBuilder(PROGRAM, text);
    if (graph != null) {
      ComfyReader.read(graph, found);
    }
    ForeignMetadata read = found.build();
    if (read.prompt() != null) {
      return read;
    }
    if (read.isUnderstood()) {
      found.lost("prompt", "made by nodes that cannot be read");
    } else {
      found = new MetadataBuilder(PROGRAM, text);
      found.lost("ComfyUI workflow");
    }
    return found.build();
  }
}
