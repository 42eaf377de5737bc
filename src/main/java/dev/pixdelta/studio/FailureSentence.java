package dev.pixdelta.studio;

import dev.pixdelta.pipeline.CancelledException;
import dev.pixdelta.text.HasSentence;
import dev.pixdelta.text.Sentence;
import dev.pixdelta.torch.AddressSpace;
import java.io.File;
import java.nio.charset.Charset;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Failures as one sentence for the user; what the faces and the queue show. */
public final class FailureSentence {
  private FailureSentence() {}

  /** Whether the failure was foreseen, so that its sentence says all there is to say. */
  public static boolean isForeseen(Throwable failure) {
    return failure instanceof HasSentence
        || failure instanceof CancelledException
        || failure instanceof InvalidPathException
        || isOutOfMemory(failure);
  }

  /** Whether memory was not enough, the heap or the native engine's. */
  public static boolean isOutOfMemory(Throwable failure) {
    return failure instanceof OutOfMemoryError
        || (!(failure instanceof HasSentence) && isOutOfNativeMemory(failure));
  }

  /** The engine has one exception for everything; PyTorch's CPU and CUDA allocators say these. */
  private static boolean isOutOfNativeMemory(Throwable failure) {
    return saysOutOfMemory(String.valueOf(failure.getMessage()));
  }

  private static boolean saysOutOfMemory(String text) {
    return text.contains("can't allocate memory") || text.contains("CUDA out of memory");
  }

  /** The engine's words without the source of the graph that it was in. */
  private static String memoryReason(String message) {
    return message
        .lines()
        .filter(FailureSentence::saysOutOfMemory)
        .map(line -> line.replaceFirst("^.*?(?=can't allocate|CUDA out of)", "").strip())
        .findFirst()
        .orElse(message);
  }

  /** The sentence in English, in one line. */
  public static String of(Throwable failure) {
    return of(failure, Locale.ENGLISH);
  }

  /** The sentence in a language, in one line. */
  public static String of(Throwable failure, Locale locale) {
    return oneLine(sentence(failure).in(locale));
  }

  /** The sentence, to be said in any language. */
  public static Sentence sentence(Throwable failure) {
    return switch (failure) {
      case HasSentence told -> told.sentence();
      case CancelledException e -> Sentence.of("Cancelled");
      case InvalidPathException e -> invalidPath(e.getInput());
      case Throwable e when isOutOfMemory(e) ->
          Sentence.of(
              "Not enough memory; try a smaller size, batch or run ({0})",
              AddressSpace.explained(
                  new Sentence(memoryReason(String.valueOf(e.getMessage())), true, List.of())));
      default -> Sentence.of("Unexpected error: {0}", oneLine(failure.toString()));
    };
  }

  /** Names of files are bytes on Linux, and Java reads them by the locale. */
  private static Sentence invalidPath(String path) {
    String charset = System.getProperty("sun.jnu.encoding", "UTF-8");
    boolean limited =
        File.separatorChar == '/'
            && Charset.isSupported(charset)
            && !Charset.forName(charset).newEncoder().canEncode('\uac00');
    return limited
        ? Sentence.of(
            "'{0}' is not a valid path on this system; the locale's character set, {1}, may lack its"
                + " letters: set LC_ALL=C.UTF-8 and try again",
            path, charset)
        : Sentence.of("'{0}' is not a valid path on this system", path);
  }

  /** Messages of libraries may have many lines. */
  public static String oneLine(@Nullable String text) {
    if (text == null) {
      return "null";
    }
    return String.join(" ", text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList());
  }
}
