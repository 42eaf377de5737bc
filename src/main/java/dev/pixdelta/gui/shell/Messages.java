package dev.pixdelta.gui.shell;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/**
 * The texts of one package in one language, from {@code messages.properties} beside its classes.
 * Immutable.
 */
public final class Messages {
  private final ResourceBundle bundle;

  private Messages(ResourceBundle bundle) {
    this.bundle = bundle;
  }

  /** The texts beside a class. */
  public static Messages of(Class<?> owner, Locale locale) {
    // Never the system's language when English is asked for and there is no bundle named so.
    var control =
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_DEFAULT);
    return new Messages(
        ResourceBundle.getBundle(
            owner.getPackageName() + ".messages", locale, owner.getClassLoader(), control));
  }

  /** The language of these texts. */
  public Locale locale() {
    return bundle.getLocale().equals(Locale.ROOT) ? Locale.ENGLISH : bundle.getLocale();
  }

  /**
   * A text.
   *
   * @param key as in the file; a missing one comes back in angle brackets
   * @param arguments for {@code {0}}, {@code {1}} as {@link MessageFormat} has it; without any the
   *     text is taken as it is, so apostrophes are doubled only in texts with arguments
   */
  public String get(String key, Object... arguments) {
    try {
      String text = bundle.getString(key);
      return arguments.length == 0 ? text : new MessageFormat(text, locale()).format(arguments);
    } catch (MissingResourceException e) {
      return "<" + key + ">";
    }
  }
}
