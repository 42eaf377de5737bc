package dev.pixdelta.gui.shell;

import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A question that is asked anew whenever something changes: in the background, one at a time, and
 * while an answer is awaited at most one more is kept. A failure ends its own question only. JavaFX
 * thread only.
 */
public final class BackgroundQuery<T> {
  private final Background background;
  private final Supplier<Callable<T>> question;
  private final Consumer<T> answer;
  private final Consumer<Throwable> failed;
  private boolean asking;
  private boolean askAgain;

  /** A question whose failures go where the background's do. */
  public BackgroundQuery(
      Background background, Supplier<Callable<T>> question, Consumer<T> answer) {
    this(background, question, answer, background::failed);
  }

  /**
   * @param question made on the JavaFX thread each time it is asked, of what is then so
   */
  public BackgroundQuery(
      Background background,
      Supplier<Callable<T>> question,
      Consumer<T> answer,
      Consumer<Throwable> failed) {
    this.background = background;
    this.question = question;
    this.answer = answer;
    this.failed = failed;
  }

  /** Asks, now or when the awaited answer has come. */
  public void ask() {
    if (asking) {
      askAgain = true;
      return;
    }
    asking = true;
    background.ask(
        question.get(), result -> ended(answer, result), failure -> ended(failed, failure));
  }

  private <R> void ended(Consumer<R> listener, R result) {
    asking = false;
    try {
      listener.accept(result);
    } finally {
      if (askAgain) {
        askAgain = false;
        ask();
      }
    }
  }
}
