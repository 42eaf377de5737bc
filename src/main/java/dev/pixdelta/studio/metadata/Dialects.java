package dev.pixdelta.studio.metadata;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All programs whose metadata are read. */
public final class Dialects {
  /**
   * In this order: those with a keyword of their own; those whose JSON stands under a keyword that
   * others use too, so that it is never taken for a prompt; infotext, which says in words what a
   * graph beside it says in nodes; graphs; and what is left, by its names.
   */
  private static final List<MetadataDialect> ALL =
      List.of(
          new InvokeAiDialect(),
          new InvokeAi2Dialect(),
          new SwarmUiDialect(),
          new FooocusDialect(),
          new DrawThingsDialect(),
          new NovelAiDialect(),
          new EasyDiffusionDialect(),
          new A1111Dialect(),
          new ComfyUiDialect(),
          new CommonNamesDialect());

  private Dialects() {}

  /**
   * Reads the texts of a picture file.
   *
   * @param texts by keyword: those of PNG's text chunks, the names of EXIF tags, names of XMP
   *     properties with their usual prefix, {@code Comment} for JPEG's
   * @return what the first program says that can be understood; if none can, the first that is
   *     recognised; null if there is none
   */
  public static @Nullable ForeignMetadata read(Map<String, String> texts) {
    ForeignMetadata recognised = null;
    for (MetadataDialect dialect : ALL) {
      ForeignMetadata found = dialect.read(texts);
      if (found != null && found.isUnderstood()) {
        return found;
      }
      if (recognised == null) {
        recognised = found;
      }
    }
    return recognised;
  }
}
