package dev.pixdelta.studio.picture;

import dev.pixdelta.pipeline.Size;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a picture file says of itself, undigested.
 *
 * @param size in pixels
 * @param texts in the order of the file; at most {@link #MAX_TEXTS} of together at most {@link
 *     #MAX_TEXT_BYTES}, others are passed over
 */
record PictureTexts(FileFormat format, Size size, List<PictureText> texts) {
  /** Most bytes of one text and of all: what a file claims must not fill the memory. */
  static final int MAX_TEXT_BYTES = 4 << 20;

  static final int MAX_TEXTS = 100;

  PictureTexts {
    texts = List.copyOf(texts);
  }

  /** The first text under a keyword, or null. */
  @Nullable String text(String keyword) {
    for (PictureText t : texts) {
      if (t.keyword().equals(keyword)) {
        return t.text();
      }
    }
    return null;
  }

  /** The first text under each keyword. */
  Map<String, String> byKeyword() {
    Map<String, String> all = new LinkedHashMap<>();
    texts.forEach(text -> all.putIfAbsent(text.keyword(), text.text()));
    return all;
  }
}
