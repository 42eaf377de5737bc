package dev.pixdelta.studio.control;

import dev.pixdelta.hub.Folders;
import dev.pixdelta.pipeline.Picture;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.studio.picture.PictureFiles;
import dev.pixdelta.system.TemporaryFile;
import dev.pixdelta.system.WholeFile;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Control pictures that have no file of the user's: drawings as they were when a job was queued,
 * and what was carried by finished pictures. A file has its content's hash for a name, so that one
 * drawing is kept once however many jobs use it, and a job can never see another drawing. Safe for
 * any thread.
 *
 * @param folder need not exist
 */
public record ControlPictures(Path folder) {
  private static final String ENDING = ".png";
  private static final Pattern NAME = Pattern.compile("\\b[0-9a-f]{64}\\.png\\b");

  /** Long enough for whoever has just kept one to put it into a job or the session. */
  private static final Duration UNUSED = Duration.ofDays(1);

  /** Those of the program: {@code controls} in its data folder. */
  public static ControlPictures of(Folders folders) {
    return new ControlPictures(folders.data().resolve("controls"));
  }

  /**
   * Keeps a picture.
   *
   * @return its file
   * @throws PictureFileException if it cannot be written
   */
  public Path keep(Picture picture) {
    return keep(PictureFiles.png(picture));
  }

  /**
   * Keeps a picture file's content.
   *
   * @param png a PNG file
   * @return its file
   * @throws PictureFileException if it cannot be written
   */
  public Path keep(byte[] png) {
    Path file = folder.resolve(hash(png) + ENDING);
    try {
      if (!touch(file)) {
        Files.createDirectories(folder);
        WholeFile.replace(file, png);
      }
      return file;
    } catch (IOException e) {
      throw new PictureFileException(file, "the control picture cannot be kept there", e);
    }
  }

  /** Makes a file that is there one that was kept just now. */
  private static boolean touch(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      return true;
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      return Files.isRegularFile(file); // on a disk that is read-only it stays as well
    }
  }

  /** Names of kept pictures that a text mentions, such as settings in JSON. */
  public static Set<String> namesIn(String text) {
    return NAME.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  /**
   * Deletes pictures that are not used and were last kept more than a day ago. Those that another
   * thread or process keeps again meanwhile stay.
   *
   * @param used names of files
   * @throws IOException if the folder cannot be listed
   */
  public void deleteUnused(Set<String> used) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    TemporaryFile.deleteLeftovers(folder);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ENDING)) {
      for (Path file : files) {
        String name = String.valueOf(file.getFileName());
        if (NAME.matcher(name).matches() && !used.contains(name) && isOld(file)) {
          delete(file);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static boolean isOld(Path file) throws IOException {
    Instant kept = Files.getLastModifiedTime(file).toInstant();
    return kept.isBefore(Instant.now().minus(UNUSED));
  }

  /**
   * Deletes a file, unless somebody kept it since it was looked at: it is moved first, after which
   * nobody can, and its time tells whether somebody has.
   */
  private void delete(Path file) throws IOException {
    Path aside = TemporaryFile.in(folder, "unused");
    try {
      Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
      if (isOld(aside)) {
        Files.delete(aside);
      } else {
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (NoSuchFileException e) {
      // another process was faster
    }
  }

  private static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
  }
}
