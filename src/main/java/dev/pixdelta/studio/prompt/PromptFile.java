package dev.pixdelta.studio.prompt;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.text.Sentence;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Prompts from a file: text with one a line, or a table (CSV, TSV) with settings of their own.
 * UTF-8, or UTF-16 with a byte order mark, as spreadsheets write it.
 *
 * @param rows one for each prompt, in the order of the file
 * @param unknown headings of a table's columns that were ignored
 * @param problems lines that could not be understood, in their order; they are not among the rows
 */
public record PromptFile(List<Row> rows, List<String> unknown, List<Problem> problems) {
  private static final int MAX_BYTES = 16 << 20;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /**
   * One prompt; what the file does not say is null. Numbers are not checked against any model.
   *
   * @param line of the file where it begins, from 1
   * @param style name of a preset
   * @param model name or folder
   * @param sampler as typed
   */
  public record Row(
      int line,
      String prompt,
      @Nullable String negative,
      @Nullable String style,
      @Nullable String model,
      @Nullable Size size,
      @Nullable String sampler,
      @Nullable Integer steps,
      @Nullable Double guidance,
      @Nullable Long seed,
      @Nullable Integer count) {
    /** A line of a text file. */
    private Row(int line, String prompt) {
      this(line, prompt, null, null, null, null, null, null, null, null, null);
    }
  }

  /**
   * What is wrong with a line.
   *
   * @param line of the file, from 1
   */
  public record Problem(int line, Sentence sentence) {}

  public PromptFile {
    rows = List.copyOf(rows);
    unknown = List.copyOf(unknown);
    problems = List.copyOf(problems);
  }

  /** Whether a file is one of prompts, by its name. */
  public static boolean isPromptFile(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".txt") || name.endsWith(".csv") || name.endsWith(".tsv");
  }

  /**
   * Reads a file without problems; a table if its name ends in {@code .csv} or {@code .tsv}, else
   * text.
   *
   * @throws PictureFileException if it cannot be read, is larger than 16 MiB, not such a text, or
   *     has a line with a problem; the sentence tells line and column
   */
  public static PromptFile read(Path file) {
    PromptFile found = examine(file);
    if (!found.problems().isEmpty()) {
      Problem first = found.problems().getFirst();
      throw new PictureFileException(file, "line {0}: {1}", first.line(), first.sentence());
    }
    return found;
  }

  /**
   * As {@link #read}, but lines with problems are among what is found.
   *
   * @throws PictureFileException if it cannot be read, is larger than 16 MiB or not such a text
   */
  public static PromptFile examine(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".csv") || name.endsWith(".tsv")
        ? new PromptTable(file).read(decode(file, bytes(file)))
        : ofLines(decode(file, bytes(file)));
  }

  /**
   * The prompts of a text file, one a line, whatever its name. Blank lines are passed over: an
   * empty prompt is given in another way.
   *
   * @throws PictureFileException if it cannot be read, is larger than 16 MiB or no such text
   */
  public static List<String> lines(Path file) {
    return prompts(ofLines(decode(file, bytes(file))));
  }

  /**
   * The prompts of a stream, which is read to its end and not closed, likewise.
   *
   * @param name what an error calls it
   */
  public static List<String> lines(String name, InputStream in) {
    Path file = Path.of(name);
    try {
      return prompts(ofLines(decode(file, in.readNBytes(MAX_BYTES + 1))));
    } catch (IOException e) {
      throw new PictureFileException(file, "prompts cannot be read", e);
    }
  }

  private static List<String> prompts(PromptFile file) {
    return file.rows().stream().map(Row::prompt).toList();
  }

  private static PromptFile ofLines(String text) {
    List<Row> rows = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (!line.isBlank()) {
        rows.add(new Row(number, line));
      }
    }
    return new PromptFile(rows, List.of(), List.of());
  }

  private static byte[] bytes(Path file) {
    if (Files.isDirectory(file)) {
      throw new PictureFileException(file, "prompts cannot be read, it is a folder");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MAX_BYTES + 1);
    } catch (IOException e) {
      throw new PictureFileException(file, "prompts cannot be read", e);
    }
  }

  private static String decode(Path file, byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new PictureFileException(file, "a prompts file can have at most 16 MiB");
    }
    try {
      String text = charset(bytes).newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new PictureFileException(
          file, "a prompts file must be UTF-8 text; in a spreadsheet, save it as 'CSV UTF-8'");
    }
  }

  private static Charset charset(byte[] b) {
    if (b.length >= 2 && b[0] == (byte) 0xfe && b[1] == (byte) 0xff) {
      return UTF_16BE;
    }
    return b.length >= 2 && b[0] == (byte) 0xff && b[1] == (byte) 0xfe ? UTF_16LE : UTF_8;
  }
}
