package dev.pixdelta.studio;

import dev.pixdelta.pipeline.CancelledException;
import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.pipeline.NonFiniteException;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.torch.EngineException;
import dev.pixdelta.weights.ModelFileException;
import java.nio.file.InvalidPathException;

/** Failures as one sentence for the user; what the faces and the queue show. */
public final class FailureSentence {
  private FailureSentence() {}

  /** Whether the failure was foreseen, so that its sentence says all there is to say. */
  public static boolean isForeseen(Throwable failure) {
    return switch (failure) {
      case InvalidRequestException e -> true;
      case EngineException e -> true;
      case ModelFileException e -> true;
      case NonFiniteException e -> true;
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
      case NonFiniteException e -> false;
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

  /** The sentence, in one line. */
  public static String of(Throwable failure) {
    return oneLine(
        switch (failure) {
          case CancelledException e -> "Cancelled";
          case InvalidPathException e -> "'" + e.getInput() + "' is no path on this system";
          case Throwable e when isOutOfMemory(e) ->
              "The memory is not enough; a smaller size, batch or run may do ("
                  + e.getMessage()
                  + ")";
          default ->
              isForeseen(failure)
                  ? String.valueOf(failure.getMessage())
                  : "An error nobody expected: " + failure;
        });
  }

  /** Messages of libraries may have many lines. */
  public static String oneLine(String text) {
    return String.join(" ", text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList());
  }
}
