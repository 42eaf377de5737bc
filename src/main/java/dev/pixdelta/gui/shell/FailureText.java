package dev.pixdelta.gui.shell;

import dev.pixdelta.studio.FailureSentence;
import java.util.Locale;

/** Failures in the language of the window. Immutable. */
public final class FailureText {
  /**
   * @param locale language of the window
   */
  public FailureText(Locale locale) {}

  /** A failure in one sentence. */
  public String of(Throwable failure) {
    return of(FailureSentence.of(failure));
  }

  /** A sentence of the program, such as a job keeps. */
  public String of(String sentence) {
    return sentence;
  }
}
