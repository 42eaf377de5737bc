package dev.pixdelta.hub;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pixdelta.weights.FailedDownload;
import dev.pixdelta.weights.ModelFileException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object file of a model, read key by key; every getter checks type and range. A key that
 * is {@code null} counts as absent, as diffusers takes it. Immutable.
 */
public final class ConfigFile {
  private static final long MAX_BYTES = 1 << 20;
  private static final int MAX_DEPTH = 50;
  private static final int MAX_DIGITS = 100;

  /** How Jackson puts it. */
  private static final Pattern DUPLICATE = Pattern.compile("Duplicate field '(.{1,60})'");

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  // No table of names that outlives the file.
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_DIGITS)
                          .build())
                  .build())
          // scheduler_config.json of DPM-Solver++ says -Infinity.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final Path file;
  private final JsonNode root;

  private ConfigFile(Path file, JsonNode root) {
    this.file = file;
    this.root = root;
  }

  /**
   * Reads a file.
   *
   * @throws ModelFileException if it is missing, unreadable, over 1 MiB or no JSON object
   */
  public static ConfigFile read(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        throw new ModelFileException(
            file,
            "expected a JSON file, found "
                + (attributes.isDirectory() ? "a folder" : "a special file"));
      }
      FailedDownload.check(file);
      if (attributes.size() > MAX_BYTES) {
        throw new ModelFileException(
            file, "expected a JSON file of at most 1 MiB, found " + attributes.size() + " bytes");
      }
      // Refuses what is no UTF-8; Jackson's own decoding would put replacement characters.
      JsonNode root = JSON.readTree(Files.readString(file));
      if (root == null || !root.isObject()) {
        throw new ModelFileException(file, "expected a JSON object, found " + shown(root));
      }
      return new ConfigFile(file, root);
    } catch (JsonProcessingException e) {
      throw new ModelFileException(file, problem(e), e);
    } catch (CharacterCodingException e) {
      throw new ModelFileException(file, "expected UTF-8 text, found other bytes", e);
    } catch (IOException e) {
      throw ModelFileException.unreadable(file, e);
    }
  }

  private static String problem(JsonProcessingException e) {
    if (e instanceof StreamConstraintsException) {
      return "expected JSON of at most "
          + MAX_DEPTH
          + " levels and numbers of at most "
          + MAX_DIGITS
          + " digits, found more";
    }
    if (e instanceof JsonEOFException) {
      return "expected one JSON object, found only its beginning: the file is cut off; download it"
          + " again";
    }
    Matcher twice = DUPLICATE.matcher(e.getOriginalMessage());
    if (twice.lookingAt()) {
      return "key '" + twice.group(1) + "': expected once, found twice";
    }
    JsonLocation at = e.getLocation();
    return "expected one JSON object, found something else"
        + (at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")");
  }

  /** The file that was read. */
  public Path file() {
    return file;
  }

  /** Whether the key is there and not null. */
  public boolean has(String key) {
    return find(key) != null;
  }

  /** An integer from min to max; the key must be there. */
  public int integer(String key, int min, int max) {
    String expected = "an integer from " + min + " to " + max;
    JsonNode v = require(key, expected);
    if (!isInteger(v, min, max)) {
      throw wrong(key, expected, v);
    }
    return v.intValue();
  }

  /** As {@link #integer(String, int, int)}, or {@code absent} when the key is absent. */
  public int integer(String key, int min, int max, int absent) {
    return has(key) ? integer(key, min, max) : absent;
  }

  /** A finite number from min to max; the key must be there. */
  public double number(String key, double min, double max) {
    String expected = "a number from " + min + " to " + max;
    JsonNode v = require(key, expected);
    double d = v.isNumber() ? v.doubleValue() : Double.NaN;
    if (!Double.isFinite(d) || d < min || d > max) {
      throw wrong(key, expected, v);
    }
    return d;
  }

  /** As {@link #number(String, double, double)}, or {@code absent} when the key is absent. */
  public double number(String key, double min, double max, double absent) {
    return has(key) ? number(key, min, max) : absent;
  }

  /** Whether the key is there and holds this very number, which may be infinite. */
  public boolean holds(String key, double number) {
    JsonNode v = find(key);
    return v != null && v.isNumber() && v.doubleValue() == number;
  }

  /** True or false, or {@code absent} when the key is absent. */
  public boolean flag(String key, boolean absent) {
    JsonNode v = find(key);
    if (v == null) {
      return absent;
    }
    if (!v.isBoolean()) {
      throw wrong(key, "true or false", v);
    }
    return v.booleanValue();
  }

  /** One of the given words; the key must be there. */
  public String word(String key, Set<String> allowed) {
    String expected = allowed.size() == 1 ? quoted(allowed) : "one of " + quoted(allowed);
    JsonNode v = require(key, expected);
    if (!v.isTextual() || !allowed.contains(v.textValue())) {
      throw wrong(key, expected, v);
    }
    return v.textValue();
  }

  /** As {@link #word(String, Set)}, or {@code absent} when the key is absent. */
  public String word(String key, Set<String> allowed, String absent) {
    return has(key) ? word(key, allowed) : absent;
  }

  /** Any text, or null when the key is absent. */
  public @Nullable String text(String key) {
    JsonNode v = find(key);
    if (v == null) {
      return null;
    }
    if (!v.isTextual()) {
      throw wrong(key, "text", v);
    }
    return v.textValue();
  }

  /** A list of 1 to {@code maxLength} integers from min to max; the key must be there. */
  public List<Integer> integers(String key, int maxLength, int min, int max) {
    String expected = "a list of 1 to " + maxLength + " integers from " + min + " to " + max;
    JsonNode v = require(key, expected);
    if (!v.isArray() || v.isEmpty() || v.size() > maxLength) {
      throw wrong(key, expected, v);
    }
    List<Integer> out = new ArrayList<>();
    for (JsonNode e : v) {
      if (!isInteger(e, min, max)) {
        throw wrong(key, expected, v);
      }
      out.add(e.intValue());
    }
    return List.copyOf(out);
  }

  /** A list of 1 to {@code maxLength} finite numbers from min to max; the key must be there. */
  public List<Double> numbers(String key, int maxLength, double min, double max) {
    String expected = "a list of 1 to " + maxLength + " numbers from " + min + " to " + max;
    JsonNode v = require(key, expected);
    if (!v.isArray() || v.isEmpty() || v.size() > maxLength) {
      throw wrong(key, expected, v);
    }
    List<Double> out = new ArrayList<>();
    for (JsonNode e : v) {
      if (!e.isNumber() || !(e.doubleValue() >= min && e.doubleValue() <= max)) {
        throw wrong(key, expected, v);
      }
      out.add(e.doubleValue());
    }
    return List.copyOf(out);
  }

  /** A list of 1 to {@code maxLength} words out of {@code allowed}; the key must be there. */
  public List<String> words(String key, int maxLength, Set<String> allowed) {
    String expected = "a list of 1 to " + maxLength + " of " + quoted(allowed);
    JsonNode v = require(key, expected);
    if (!v.isArray() || v.isEmpty() || v.size() > maxLength) {
      throw wrong(key, expected, v);
    }
    List<String> out = new ArrayList<>();
    for (JsonNode e : v) {
      if (!e.isTextual() || !allowed.contains(e.textValue())) {
        throw wrong(key, expected, v);
      }
      out.add(e.textValue());
    }
    return List.copyOf(out);
  }

  /** A list of 1 to {@code maxLength} texts, or {@code absent} when the key is absent. */
  public List<String> texts(String key, int maxLength, List<String> absent) {
    JsonNode v = find(key);
    if (v == null) {
      return absent;
    }
    List<String> out = new ArrayList<>();
    if (v.isArray() && v.size() <= maxLength) {
      v.forEach(e -> out.add(e.isTextual() ? e.textValue() : ""));
    }
    if (out.isEmpty() || out.contains("")) {
      throw wrong(key, "a list of 1 to " + maxLength + " texts", v);
    }
    return List.copyOf(out);
  }

  /** Whether a key holds a list of nulls, which stands for nothing at all. */
  boolean isNulls(String key) {
    JsonNode v = find(key);
    return v != null && v.isArray() && !v.isEmpty() && v.valueStream().allMatch(JsonNode::isNull);
  }

  /** The error for a value that is well-formed but makes no sense. */
  public ModelFileException error(String key, String expected) {
    JsonNode v = find(key);
    return new ModelFileException(
        file, "key '" + key + "': expected " + expected + ", found " + shown(v));
  }

  /** 8 and 8.0 are the same number to JSON; a double holds every int exactly. */
  private static boolean isInteger(JsonNode v, int min, int max) {
    double d = v.isNumber() ? v.doubleValue() : Double.NaN;
    return d == Math.rint(d) && d >= min && d <= max;
  }

  private @Nullable JsonNode find(String key) {
    JsonNode v = root.get(key);
    return v == null || v.isNull() ? null : v;
  }

  private JsonNode require(String key, String expected) {
    JsonNode v = find(key);
    if (v == null) {
      throw new ModelFileException(file, "key '" + key + "' is missing: expected " + expected);
    }
    return v;
  }

  private ModelFileException wrong(String key, String expected, JsonNode found) {
    return new ModelFileException(
        file, "key '" + key + "': expected " + expected + ", found " + shown(found));
  }

  private static String quoted(Set<String> words) {
    return String.join(", ", words.stream().sorted().map(w -> '"' + w + '"').toList());
  }

  private static String shown(@Nullable JsonNode v) {
    if (v == null || v.isMissingNode()) {
      return "nothing";
    }
    String s = v.toString();
    return s.length() <= 60 ? s : s.substring(0, 57) + "...";
  }
}
