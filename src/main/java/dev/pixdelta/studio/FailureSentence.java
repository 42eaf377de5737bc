package dev.pixdelta.studio;

import dev.pixdelta.pipeline.CancelledException;
import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.torch.AddressSpace;
import dev.pixdelta.torch.EngineException;
import dev.pixdelta.weights.ModelFileException;
import java.io.File;
import java.nio.charset.Charset;
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

  /** The sentence, in one line. */
  public static String of(Throwable failure) {
    return oneLine(
        switch (failure) {
          case CancelledException e -> "Cancelled";
          case InvalidPathException e -> noPath(e.getInput());
          case Throwable e when isOutOfMemory(e) ->
              "The memory is not enough; a smaller size, batch or run may do ("
                  + memoryReason(String.valueOf(e.getMessage()))
                  + AddressSpace.note()
                  + ")";
          default ->
              isForeseen(failure)
                  ? String.valueOf(failure.getMessage())
                  : "An error nobody expected: " + failure;
        });
  }

  /** Names of files are bytes on Linux, and Java reads them by the locale. */
  private static String noPath(String path) {
    String charset = System.getProperty("sun.jnu.encoding", "UTF-8");
    boolean limited =
        File.separatorChar == '/'
            && Charset.isSupported(charset)
            && !Charset.forName(charset).newEncoder().canEncode('\uac00');
    return "'"
        + path
        + "' is not a valid path here"
        + (limited
            ? "; the locale's character set, "
                + charset
                + ", may lack its letters: set LC_ALL=C.UTF-8 and try again"
            : "");
  }

  /** Messages of libraries may have many lines. */
  public static String oneLine(String text) {
    return String.join(" ", text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList());
  }
}
