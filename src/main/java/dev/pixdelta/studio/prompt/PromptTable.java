package dev.pixdelta.studio.prompt;

import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.text.Sentence;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * A table of prompts as spreadsheets save it: cells between commas, semicolons or tabs, quoted
 * where they hold one. A first row with the heading {@code prompt} names the columns; without it
 * the first column is the prompt and the others count for nothing.
 */
final class PromptTable {
  private static final char[] DELIMITERS = {',', ';', '\t'};
  private static final String EXCEL_HINT = "sep=";
  private static final Sentence WHOLE = Sentence.of("a whole number");

  private enum Column {
    PROMPT,
    NEGATIVE,
    STYLE,
    MODEL,
    SIZE,
    WIDTH,
    HEIGHT,
    SAMPLER,
    STEPS,
    GUIDANCE,
    SEED,
    COUNT;

    static @Nullable Column of(String heading) {
      for (Column column : values()) {
        if (column.name().equalsIgnoreCase(heading.strip())) {
          return column;
        }
      }
      return heading.strip().equalsIgnoreCase("negative prompt") ? NEGATIVE : null;
    }
  }

  /** A row of cells and where it begins. */
  private record Line(int number, CSVRecord cells) {}

  private final Path file;
  private final Map<Column, Integer> columns = new EnumMap<>(Column.class);

  PromptTable(Path file) {
    this.file = file;
  }

  /**
   * @throws PictureFileException if the text is not such a table
   */
  PromptFile read(String text) {
    List<Line> lines = lines(text);
    List<String> unknown = List.of();
    if (!lines.isEmpty() && isHeader(lines.getFirst().cells())) {
      unknown = header(lines.removeFirst());
    } else {
      columns.put(Column.PROMPT, 0);
    }
    List<PromptFile.Row> rows = new ArrayList<>();
    List<PromptFile.Problem> problems = new ArrayList<>();
    for (Line line : lines) {
      if (!cell(line, Column.PROMPT).isBlank()) {
        try {
          rows.add(row(line));
        } catch (InvalidRequestException e) {
          problems.add(new PromptFile.Problem(line.number(), e.sentence()));
        }
      }
    }
    return new PromptFile(rows, unknown, problems);
  }

  private List<Line> lines(String text) {
    boolean hinted = text.startsWith(EXCEL_HINT) && text.length() > EXCEL_HINT.length();
    char delimiter = hinted ? text.charAt(EXCEL_HINT.length()) : delimiter(firstLine(text));
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(delimiter)
            .setIgnoreEmptyLines(false)
            .setIgnoreSurroundingSpaces(false)
            .get();
    List<Line> lines = new ArrayList<>();
    try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
      Iterator<CSVRecord> records = parser.iterator();
      int number = 1;
      while (records.hasNext()) {
        lines.add(new Line(number, records.next()));
        number = Math.toIntExact(parser.getCurrentLineNumber()) + 1;
      }
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw new PictureFileException(
          file,
          "line {0} or one near it is not a valid row; put a cell that contains quotation marks in"
              + " quotation marks, and double those inside",
          lines.isEmpty() ? 1 : lines.getLast().number() + 1);
    }
    if (hinted) {
      lines.removeFirst();
    }
    return lines;
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  /** The delimiter under which there is a heading; else the one that is there; else a comma. */
  private static char delimiter(String line) {
    for (char c : DELIMITERS) {
      for (String heading : line.split(String.valueOf(c), -1)) {
        if (Column.of(heading.replace("\"", "")) == Column.PROMPT) {
          return c;
        }
      }
    }
    for (char c : DELIMITERS) {
      if (line.indexOf(c) >= 0) {
        return c;
      }
    }
    return ',';
  }

  private static boolean isHeader(CSVRecord cells) {
    return cells.stream().anyMatch(c -> Column.of(c) == Column.PROMPT);
  }

  private List<String> header(Line line) {
    List<String> unknown = new ArrayList<>();
    for (int i = 0; i < line.cells().size(); i++) {
      String heading = line.cells().get(i);
      Column column = Column.of(heading);
      if (column != null && columns.putIfAbsent(column, i) != null) {
        throw new PictureFileException(
            file, "line {0}: there are two columns '{1}'", line.number(), heading.strip());
      }
      if (column == null && !heading.isBlank()) {
        unknown.add(heading.strip());
      }
    }
    return unknown;
  }

  private PromptFile.Row row(Line line) {
    return new PromptFile.Row(
        line.number(),
        cell(line, Column.PROMPT),
        columns.containsKey(Column.NEGATIVE) ? cell(line, Column.NEGATIVE) : null,
        text(line, Column.STYLE),
        text(line, Column.MODEL),
        size(line),
        text(line, Column.SAMPLER),
        value(line, Column.STEPS, WHOLE, Integer::valueOf),
        value(line, Column.GUIDANCE, Sentence.of("a number"), PromptTable::number),
        value(line, Column.SEED, WHOLE, Long::valueOf),
        value(line, Column.COUNT, WHOLE, Integer::valueOf));
  }

  /** A decimal comma is one where spreadsheets write semicolons. */
  private static double number(String cell) {
    double number = Double.parseDouble(cell.replace(',', '.'));
    if (!Double.isFinite(number)) {
      throw new NumberFormatException();
    }
    return number;
  }

  private @Nullable Size size(Line line) {
    Size size = value(line, Column.SIZE, Sentence.of("a size such as 768x512"), PromptTable::size);
    Integer width = value(line, Column.WIDTH, WHOLE, Integer::valueOf);
    Integer height = value(line, Column.HEIGHT, WHOLE, Integer::valueOf);
    if (width == null && height == null) {
      return size;
    }
    if (size != null || width == null || height == null || width < 1 || height < 1) {
      throw new InvalidRequestException("give either 'size', or both 'width' and 'height'");
    }
    return new Size(width, height);
  }

  private static Size size(String cell) {
    String[] sides = cell.toLowerCase(Locale.ROOT).replace('×', 'x').split("x", -1);
    if (sides.length != 2) {
      throw new NumberFormatException();
    }
    return new Size(Integer.parseInt(sides[0].strip()), Integer.parseInt(sides[1].strip()));
  }

  private String cell(Line line, Column column) {
    Integer at = columns.get(column);
    return at == null || at >= line.cells().size() ? "" : line.cells().get(at);
  }

  private @Nullable String text(Line line, Column column) {
    String cell = cell(line, column).strip();
    return cell.isEmpty() ? null : cell;
  }

  private <T> @Nullable T value(
      Line line, Column column, Sentence wanted, Function<String, T> parser) {
    String cell = text(line, column);
    if (cell == null) {
      return null;
    }
    try {
      return parser.apply(cell);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(
          "column '{0}': expected {1}, found '{2}'",
          column.name().toLowerCase(Locale.ROOT), wanted, shortened(cell));
    }
  }

  private static String shortened(String cell) {
    return cell.length() <= 40 ? cell : cell.substring(0, 39) + "…";
  }
}
