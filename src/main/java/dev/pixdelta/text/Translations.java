package dev.pixdelta.text;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sentences of one language by their English text. Those of a language are read when the first
 * is asked for. Immutable.
 */
final class Translations {
  private static final Translations NONE = new Translations(Map.of());

  private final Map<String, String> byEnglish;

  private Translations(Map<String, String> byEnglish) {
    this.byEnglish = byEnglish;
  }

  /** Read once, when first needed. */
  private static final class Korean {
    static final Translations ALL = read("sentences_ko.json");
  }

  /** Those of a language; of English and of languages that there are none of, none. */
  static Translations of(Locale locale) {
    return locale.getLanguage().equals(Locale.KOREAN.getLanguage()) ? Korean.ALL : NONE;
  }

  @Nullable String find(String english) {
    return byEnglish.get(english);
  }

  private static Translations read(String name) {
    try (InputStream in = Translations.class.getResourceAsStream(name)) {
      return new Translations(new ObjectMapper().readValue(in, new TypeReference<>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a resource of our own
    }
  }
}
