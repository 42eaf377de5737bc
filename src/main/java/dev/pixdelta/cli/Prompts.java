package dev.pixdelta.cli;

import dev.pixdelta.studio.picture.PictureFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Prompts from a file, one a line. */
final class Prompts {
  private static final int MAX_BYTES = 16 << 20;

  private Prompts() {}

  /**
   * The lines of a UTF-8 file, with or without a byte order mark. Blank lines are passed over: an
   * empty prompt is given as an argument.
   *
   * @param name the file, or {@code -} for standard input
   * @throws PictureFileException if it cannot be read, is larger than 16 MiB or no UTF-8
   */
  static List<String> read(String name, InputStream standardInput) {
    Path file = Path.of(name.equals("-") ? "standard input" : name);
    byte[] bytes;
    try {
      if (name.equals("-")) {
        bytes = standardInput.readNBytes(MAX_BYTES + 1);
      } else if (Files.isDirectory(file)) {
        throw new PictureFileException(file, "prompts cannot be read, it is a folder");
      } else {
        try (InputStream in = Files.newInputStream(file)) {
          bytes = in.readNBytes(MAX_BYTES + 1);
        }
      }
    } catch (IOException e) {
      throw new PictureFileException(file, "prompts cannot be read", e);
    }
    if (bytes.length > MAX_BYTES) {
      throw new PictureFileException(file, "a prompts file can have at most 16 MiB");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return (text.startsWith("\uFEFF") ? text.substring(1) : text)
          .lines()
          .filter(line -> !line.isBlank())
          .toList();
    } catch (CharacterCodingException e) {
      throw new PictureFileException(file, "a prompts file must be UTF-8 text, this is not");
    }
  }
}
