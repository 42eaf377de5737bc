package dev.pixdelta.gui.shell;

import java.util.Locale;

/**
 * How the window looks and speaks; a section of the {@link Session}.
 *
 * @param theme light, dark, or as the system
 * @param language of the texts, or as the system
 */
public record Appearance(Theme theme, Language language) {
  /** Name of the section. */
  public static final String SECTION = "appearance";

  /** As the system is set. */
  public static final Appearance SYSTEM = new Appearance(Theme.SYSTEM, Language.SYSTEM);

  /** That of a session. */
  public static Appearance of(Session session) {
    return session.get(SECTION, Appearance.class, SYSTEM);
  }

  /** The looks there are. */
  public enum Theme {
    SYSTEM,
    LIGHT,
    DARK
  }

  /** The languages there are. */
  public enum Language {
    SYSTEM,
    ENGLISH,
    KOREAN
  }

  /**
   * The language to speak.
   *
   * @param system the system's, taken when there are texts in it
   */
  public Locale locale(Locale system) {
    return switch (language) {
      case ENGLISH -> Locale.ENGLISH;
      case KOREAN -> Locale.KOREAN;
      case SYSTEM -> system.getLanguage().equals("ko") ? Locale.KOREAN : Locale.ENGLISH;
    };
  }
}
