package dev.pixdelta.studio.picture;

import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What can stand in braces in a {@link FileNamePattern}; written in lower case. */
public enum FileNameField {
  /** Start of the run, as 2026-11-23. */
  DATE(10, false),
  /** Start of the run, as 142501. */
  TIME(6, false),
  /** Of the picture in its run, from 0001. */
  NUMBER(6, false),
  SEED(20, false),
  /** Words of the prompt. */
  PROMPT(80, true),
  MODEL(40, true),
  /** Name of the style preset. */
  STYLE(40, true),
  STEPS(10, false),
  /** As 1024x768. */
  SIZE(21, false),
  WIDTH(10, false),
  HEIGHT(10, false),
  SAMPLER(40, true),
  /** Eight letters and digits that all pictures of a job share; nothing outside a queue. */
  JOB(8, false);

  /** Most characters of a value that words are cut to. */
  public static final int MAX_LENGTH = 200;

  private final int defaultLength;
  private final boolean hasLength;

  FileNameField(int defaultLength, boolean hasLength) {
    this.defaultLength = defaultLength;
    this.hasLength = hasLength;
  }

  /** All fields as they are written between braces, in the order a window may list them. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(FileNameField::key).toList();
  }

  /** As written between braces. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a colon and a length may follow, as in {@code {prompt:40}}. */
  public boolean hasLength() {
    return hasLength;
  }

  /** Most characters of a value when no length follows. */
  int defaultLength() {
    return defaultLength;
  }

  static @Nullable FileNameField of(String key) {
    for (FileNameField field : values()) {
      if (field.key().equals(key)) {
        return field;
      }
    }
    return null;
  }

  /**
   * What no file system refuses, at most {@code length} characters of it as a reader counts them;
   * empty if there is none.
   */
  String value(PictureParameters p, LocalDateTime start, int number, int length) {
    String value =
        switch (this) {
          case DATE -> start.toLocalDate().toString();
          case TIME ->
              padded(start.getHour(), 2)
                  + padded(start.getMinute(), 2)
                  + padded(start.getSecond(), 2);
          case NUMBER -> padded(number, 4);
          case SEED -> text(p.seed());
          case PROMPT -> Slug.of(p.prompt(), length);
          case MODEL -> Slug.of(text(p.model()), length);
          case STYLE -> Slug.of(text(p.origin().style()), length);
          case STEPS -> text(p.steps());
          case SIZE -> text(p.size());
          case WIDTH -> p.size() == null ? "" : text(p.size().width());
          case HEIGHT -> p.size() == null ? "" : text(p.size().height());
          case SAMPLER -> Slug.of(text(p.sampler()), length);
          case JOB -> Slug.of(job(text(p.origin().id())), length);
        };
    return hasLength || value.length() <= length ? value : value.substring(0, length);
  }

  /** The queue's mark of a picture is that of its job, a hyphen, and its place in the job. */
  private static String job(String id) {
    int end = id.indexOf('-');
    return end < 0 ? id : id.substring(0, end);
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static String padded(int number, int width) {
    String digits = Integer.toString(number);
    return "0".repeat(Math.max(0, width - digits.length())) + digits;
  }
}
