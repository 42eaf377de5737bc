package dev.pixdelta.studio.metadata;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the metadata of one program. Stateless; safe for any thread. */
interface MetadataDialect {
  /**
   * Reads the texts of a picture file, which may be anybody's and damaged.
   *
   * @param texts by keyword: those of PNG's text chunks, the names of EXIF tags, names of XMP
   *     properties with their usual prefix ({@code dc:description}), {@code Comment} for JPEG's
   * @return what the program says, which may be nothing but its name; null if the texts are not of
   *     this program
   */
  @Nullable ForeignMetadata read(Map<String, String> texts);
}
