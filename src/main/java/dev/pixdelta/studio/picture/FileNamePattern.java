package dev.pixdelta.studio.picture;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.text.Sentence;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * How picture files are named, such as {@code {date}-{number}-{prompt:40}}: text with fields in
 * braces, see {@link FileNameField}. Every name it gives is legal on Linux, macOS and Windows.
 * Immutable.
 */
public final class FileNamePattern {
  /** Most bytes of a name: 255 less an ending and a number behind names that are taken. */
  private static final int MAX_BYTES = 240;

  private static final String ILLEGAL = "<>:\"/\\|?*";
  private static final String SEPARATORS = "-_ .,+";
  private static final String NAMELESS = "picture";

  /** Names of devices on Windows, whatever ending follows. */
  private static final Pattern RESERVED =
      Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");

  private static final PictureParameters EXAMPLE =
      new PictureParameters(
          "A red fox in the snow, soft morning light, long shadows between the birches",
          "",
          4,
          "LCM",
          0.0,
          42L,
          new Size(1024, 768),
          null,
          "nano",
          null,
          null,
          null,
          null,
          new Origin("7f3a90c1-0", null, "Watercolour"));
  private static final LocalDateTime EXAMPLE_START = LocalDateTime.of(2026, 11, 23, 14, 25, 1);

  /** A stretch of a pattern. */
  private sealed interface Part {
    record Text(String text) implements Part {}

    /** {@code length} is the most characters of a field of words. */
    record Value(FileNameField field, int length) implements Part {}
  }

  private final List<Part> parts;

  private FileNamePattern(List<Part> parts) {
    this.parts = parts;
  }

  /**
   * Reads a pattern.
   *
   * @throws InvalidRequestException if it holds an unknown field or what no file name may hold, or
   *     its names could become too long; the sentence says what is allowed
   */
  public static FileNamePattern parse(String text) {
    FileNamePattern pattern = new FileNamePattern(parts(text));
    pattern.check(text);
    return pattern;
  }

  /** The name of a made-up picture, with its ending: what a window shows beside the pattern. */
  public String example(ImageFormat format) {
    return name(EXAMPLE, EXAMPLE_START, 1) + "." + format.extension();
  }

  /**
   * The name of a picture, without an ending. A value that the picture lacks takes the separator
   * before it along.
   *
   * @param start of the run, local time
   * @param number of the picture in its run, from 1
   */
  String name(PictureParameters picture, LocalDateTime start, int number) {
    StringBuilder name = new StringBuilder();
    boolean dropSeparator = false;
    for (Part part : parts) {
      switch (part) {
        case Part.Text(String text) -> {
          name.append(dropSeparator && name.isEmpty() ? withoutLeadingSeparators(text) : text);
          dropSeparator = false;
        }
        case Part.Value(FileNameField field, int length) -> {
          String value = field.value(picture, start, number, length);
          if (value.isEmpty()) {
            dropTrailing(name, SEPARATORS);
            dropSeparator = true;
          }
          name.append(value);
        }
      }
    }
    dropTrailing(name, " .");
    String result = name.isEmpty() ? NAMELESS : name.toString();
    return RESERVED.matcher(result).matches() ? "_" + result : result;
  }

  private static void dropTrailing(StringBuilder name, String characters) {
    int end = name.length();
    while (end > 0 && characters.indexOf(name.charAt(end - 1)) >= 0) {
      end--;
    }
    name.setLength(end);
  }

  private static String withoutLeadingSeparators(String text) {
    int from = 0;
    while (from < text.length() && SEPARATORS.indexOf(text.charAt(from)) >= 0) {
      from++;
    }
    return text.substring(from);
  }

  private static List<Part> parts(String text) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf('{', at);
      if (open < 0) {
        open = text.length();
      }
      if (open > at) {
        parts.add(new Part.Text(text.substring(at, open)));
      }
      if (open < text.length()) {
        int close = text.indexOf('}', open);
        if (close < 0) {
          throw refused(text, "a brace is opened but not closed; the fields are {0}", fields());
        }
        parts.add(value(text, text.substring(open + 1, close)));
        at = close + 1;
      } else {
        at = open;
      }
    }
    return parts;
  }

  private static Part value(String text, String inside) {
    int colon = inside.indexOf(':');
    String key = colon < 0 ? inside : inside.substring(0, colon);
    FileNameField field = FileNameField.of(key);
    if (field == null) {
      throw refused(
          text, "there is no field {0}; the fields are {1}", "{" + inside + "}", fields());
    }
    if (colon < 0) {
      return new Part.Value(field, field.defaultLength());
    }
    Integer length = PictureMetadata.integer(inside.substring(colon + 1));
    if (!field.hasLength() || length == null || length < 1 || length > FileNameField.MAX_LENGTH) {
      throw refused(
          text,
          "{0} is not a field; only a field of words can have a length, 1 to {1}, as in {prompt:40}",
          "{" + inside + "}",
          FileNameField.MAX_LENGTH);
    }
    return new Part.Value(field, length);
  }

  private static String fields() {
    return String.join(", ", FileNameField.keys().stream().map(k -> "{" + k + "}").toList());
  }

  private void check(String text) {
    if (text.isBlank()) {
      throw refused(text, "it is empty; the default is {0}", Output.DEFAULT_PATTERN);
    }
    int longest = 0;
    for (Part part : parts) {
      switch (part) {
        case Part.Text(String literal) -> {
          checkLiteral(text, literal);
          longest += literal.getBytes(UTF_8).length;
        }
        case Part.Value(_, int length) -> longest += length;
      }
    }
    if (longest > MAX_BYTES) {
      throw refused(
          text,
          "names could become {0} bytes long, and {1} is the limit; ask for fewer characters, as in"
              + " {prompt:40}",
          longest,
          MAX_BYTES);
    }
    if (text.startsWith(".") || text.startsWith(" ") || text.endsWith(".") || text.endsWith(" ")) {
      throw refused(text, "it cannot begin or end with a dot or a space");
    }
    if (RESERVED.matcher(text).matches()) {
      throw refused(text, "Windows reserves this name for a device; add a field such as {number}");
    }
  }

  private static void checkLiteral(String text, String literal) {
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      if (c == '/' || c == '\\') {
        throw refused(text, "it names files in one folder, so it cannot contain / or \\");
      }
      if (c == '}') {
        throw refused(text, "a brace is closed but not opened; the fields are {0}", fields());
      }
      if (ILLEGAL.indexOf(c) >= 0 || Character.isISOControl(c)) {
        throw refused(text, "file names cannot contain line breaks or any of {0}", ILLEGAL);
      }
    }
    try {
      Objects.requireNonNull(Path.of(literal)); // under a POSIX locale only ASCII is a path
    } catch (InvalidPathException e) {
      throw refused(text, "this system cannot write '{0}' as a file name", literal);
    }
  }

  private static InvalidRequestException refused(String text, String why, Object... arguments) {
    return new InvalidRequestException(
        "The file name pattern '{0}' is not valid: {1}", text, Sentence.of(why, arguments));
  }
}
