package dev.pixdelta.studio;

import dev.pixdelta.pipeline.CancelledException;
import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.text.HasSentence;
import dev.pixdelta.text.Sentence;
import dev.pixdelta.torch.EngineException;
import dev.pixdelta.weights.ModelFileException;
import java.nio.file.InvalidPathException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Failures as one sentence for the user; what the faces and the queue show. */
public final class FailureSentence {
  private FailureSentence() {}

  /** Whether the failure was foreseen, so that its sentence says all there is to say. */
  public static boolean isForeseen(Throwable failure) {
    return switch (failure) {
      case InvalidRequestException e -> true;
      case EngineException e -> true;
      case ModelFileException e -> true;
      case PictureFileException e -> true;
      case DataFileException e -> true;
      case CancelledException e -> true;
      case InvalidPathException e -> true;
      default -> isOutOfMemory(failure);
    };
  }

  /** Whether memory was not enough, the heap or the native engine's. */
  public static boolean isOutOfMemory(Throwable failure) {
    return switch (failure) {
      case OutOfMemoryError e -> true;
      case InvalidRequestException e -> false;
      case EngineException e -> false;
      case ModelFileException e -> false;
      case PictureFileException e -> false;
      case DataFileException e -> false;
      default -> isOutOfNativeMemory(failure);
    };
  }

  /** The engine has one exception for everything; PyTorch's CPU and CUDA allocators say these. */
  private static boolean isOutOfNativeMemory(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    return message.contains("can't allocate memory") || message.contains("CUDA out of memory");
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
      case InvalidPathException e ->
          Sentence.of("'{0}' is not a valid path on this system", e.getInput());
      case Throwable e when isOutOfMemory(e) ->
          Sentence.of(
              "Not enough memory; try a smaller size, batch or run ({0})", oneLine(e.getMessage()));
      default -> Sentence.of("Unexpected error: {0}", oneLine(failure.toString()));
    };
  }

  /** Messages of libraries may have many lines. */
  public static String oneLine(@Nullable String text) {
    if (text == null) {
      return "null";
    }
    return String.join(" ", text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList());
  }
}
