package dev.pixdelta.studio.metadata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the texts of a picture say, for tests. */
final class Read {
  private Read() {}

  /**
   * Reads texts that are known to some program.
   *
   * @param pairs keywords and texts in turn
   */
  static ForeignMetadata of(String... pairs) {
    ForeignMetadata found = orNull(pairs);
    assertNotNull(found);
    return found;
  }

  static @Nullable ForeignMetadata orNull(String... pairs) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      texts.put(pairs[i], pairs[i + 1]);
    }
    return Dialects.read(texts);
  }

  /**
   * Compares everything that a picture can be drawn again with.
   *
   * @param expected program, prompt, negative prompt, steps, sampler, guidance, seed, size, model;
   *     "-" for what is not known
   */
  static void assertSays(String expected, ForeignMetadata found) {
    ForeignMetadata.Sampling s = found.sampling();
    List<String> all = new ArrayList<>();
    for (Object value :
        new @Nullable Object[] {
          found.program(),
          found.prompt(),
          found.negativePrompt(),
          s.steps(),
          s.sampler(),
          s.guidance(),
          s.seed(),
          s.size(),
          found.model()
        }) {
      all.add(value == null ? "-" : value.toString());
    }
    assertEquals(expected, String.join(" | ", all));
  }
}
