package dev.pixdelta.studio.metadata;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a line such as {@code Steps: 4, Model: "a, b", Civitai resources: [{"type": "lora"}]}. A
 * comma ends a value only where a key follows it, never inside quotes or JSON.
 */
final class InfotextSettings {
  private static final Pattern KEY =
      Pattern.compile("\\s*([\\p{L}\\p{N}_][\\p{L}\\p{N}_ \\-/+.#]{0,60}):");

  private static final int MAX_UNBALANCED = 10;

  private final String line;
  private final Map<String, String> values = new LinkedHashMap<>();
  private final Matcher key;
  private int unbalanced;

  private InfotextSettings(String line) {
    this.line = line;
    key = KEY.matcher(line);
  }

  /** The pairs in their order; of those with one key, the first. */
  static Map<String, String> parse(String line) {
    return new InfotextSettings(line).parse();
  }

  private Map<String, String> parse() {
    int at = 0;
    while (at < line.length() && isKey(at)) {
      String name = key.group(1).strip();
      at = value(name, key.end());
    }
    return values;
  }

  private boolean isKey(int at) {
    return key.region(at, line.length()).lookingAt();
  }

  /** Takes the value from {@code at} on; returns where the next key begins. */
  private int value(String name, int at) {
    int from = at;
    while (from < line.length() && line.charAt(from) == ' ') {
      from++;
    }
    StringBuilder value = new StringBuilder();
    int end = from;
    if (from < line.length()) {
      end =
          switch (line.charAt(from)) {
            case '"' -> unquote(from + 1, value);
            case '[', '{' -> json(from, value);
            default -> from;
          };
    }
    int comma = comma(end);
    value.append(line, end, comma);
    String given = value.toString().strip();
    boolean open = comma == line.length() && given.endsWith(","); // the next line goes on
    values.putIfAbsent(name, open ? given.substring(0, given.length() - 1) : given);
    return Math.min(comma + 1, line.length());
  }

  /** The next comma with a key behind it, or the end. */
  private int comma(int from) {
    int comma = line.indexOf(',', from);
    while (comma >= 0 && !isKey(comma + 1)) {
      comma = line.indexOf(',', comma + 1);
    }
    return comma < 0 ? line.length() : comma;
  }

  /** Appends what is quoted from {@code at} on; returns where the closing quote ends. */
  private int unquote(int at, StringBuilder value) {
    int i = at;
    while (i < line.length() && line.charAt(i) != '"') {
      char c = line.charAt(i++);
      if (c == '\\' && i < line.length()) {
        char escaped = line.charAt(i++);
        c = escaped == 'n' ? '\n' : escaped;
      }
      value.append(c);
    }
    return Math.min(i + 1, line.length());
  }

  /** Appends the list or object that begins at {@code at}; returns its end, or {@code at}. */
  private int json(int at, StringBuilder value) {
    int end = unbalanced > MAX_UNBALANCED ? -1 : endOfJson(at);
    if (end < 0) {
      unbalanced++; // each such search goes to the end of the line
      return at;
    }
    value.append(line, at, end);
    return end;
  }

  private int endOfJson(int at) {
    int depth = 0;
    boolean quoted = false;
    for (int i = at; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted) {
        if (c == '\\') {
          i++;
        } else {
          quoted = c != '"';
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == '[' || c == '{') {
        depth++;
      } else if ((c == ']' || c == '}') && --depth == 0) {
        return i + 1;
      }
    }
    return -1;
  }
}
