package dev.pixdelta.gui.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a record of a section as far as that goes: what is missing or cannot be understood is as in
 * a fallback, an entry of a list or map that cannot be understood is left out, and all else is as
 * it was kept.
 */
final class SectionReader {
  private static final Logger LOG = LoggerFactory.getLogger(SectionReader.class);

  private final ObjectMapper json;

  SectionReader(ObjectMapper json) {
    this.json = json;
  }

  /** The section as a record; the fallback if nothing of it can be understood. */
  <R> R read(JsonNode section, Class<R> type, R fallback) {
    JsonNode usual = json.valueToTree(fallback);
    JsonNode tree = section.deepCopy();
    removeNulls(tree);
    while (tree instanceof ObjectNode object) {
      usual
          .properties()
          .forEach(
              e -> {
                if (!object.hasNonNull(e.getKey())) {
                  object.set(e.getKey(), e.getValue());
                }
              });
      try {
        return json.treeToValue(object, type);
      } catch (JsonMappingException e) {
        LOG.debug("in a section of {}: {}", type.getSimpleName(), e.toString());
        if (!repair(object, e.getPath(), usual)) {
          return fallback;
        }
      } catch (JsonProcessingException | IllegalArgumentException e) {
        LOG.debug("section of {} not understood: {}", type.getSimpleName(), e.toString());
        return fallback;
      }
    }
    return fallback;
  }

  private static void removeNulls(JsonNode node) {
    if (node instanceof ArrayNode array) {
      for (int i = array.size() - 1; i >= 0; i--) {
        if (array.get(i).isNull()) {
          array.remove(i);
        }
      }
    }
    node.forEach(SectionReader::removeNulls);
  }

  /**
   * Takes away what stands at a path: the entry of the first list or map on it, or else the whole
   * component of the record.
   *
   * @return whether there was anything to be taken away
   */
  private static boolean repair(
      ObjectNode section, List<JsonMappingException.Reference> path, JsonNode usual) {
    JsonNode node = section;
    for (JsonMappingException.Reference step : path) {
      if (node instanceof ArrayNode array && step.getFrom() instanceof Collection<?>) {
        return array.remove(step.getIndex()) != null;
      }
      if (node instanceof ObjectNode object && step.getFrom() instanceof Map<?, ?>) {
        return object.remove(step.getFieldName()) != null;
      }
      node = step.getFieldName() == null ? node : node.path(step.getFieldName());
    }
    String component = path.isEmpty() ? null : path.getFirst().getFieldName();
    JsonNode removed = component == null ? null : section.remove(component);
    return removed != null && !removed.equals(usual.get(component));
  }
}
