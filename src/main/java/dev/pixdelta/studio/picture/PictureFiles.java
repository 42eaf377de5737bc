package dev.pixdelta.studio.picture;

import dev.pixdelta.pipeline.Picture;
import dev.pixdelta.system.TemporaryFile;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.List;

/**
 * The pictures of one run in one folder. A file appears under its name complete and flushed to the
 * disk, or not at all, and no existing file is ever replaced, however many processes save at once.
 */
public final class PictureFiles {
  private static final int MAX_NAME_TRIES = 10_000;
  private static final FileNamePattern SHEET = FileNamePattern.parse("{date}-{time}-sheet");

  private final Output output;
  private final Path folder;
  private final FileNamePattern pattern;
  private final LocalDateTime start;

  /**
   * @param output whose folder must exist
   * @param start of the run, local time: all its pictures carry it, so that names sort by run
   */
  public PictureFiles(Output output, LocalDateTime start) {
    this.output = output;
    this.folder = output.folder();
    this.pattern = FileNamePattern.parse(output.pattern());
    this.start = start;
  }

  /**
   * Makes the folder if it is missing and tries to write in it.
   *
   * @throws PictureFileException if it cannot be used
   */
  public static void prepare(Path folder) {
    try {
      if (Files.exists(folder) && !Files.isDirectory(folder)) {
        throw new PictureFileException(
            folder, "pictures cannot be saved there, it is not a folder");
      }
      Files.createDirectories(folder);
      // Permission bits do not tell of read-only disks and Windows rights; a file does.
      Path probe = TemporaryFile.in(folder, "probe");
      Files.write(probe, new byte[0], StandardOpenOption.CREATE_NEW);
      Files.delete(probe);
    } catch (IOException e) {
      throw new PictureFileException(folder, "cannot save files there", e);
    }
  }

  /**
   * Saves one picture with its parameters.
   *
   * @param number of the picture in its run, from 1
   * @return the new file
   * @throws PictureFileException if it cannot be written; nothing of it stays then
   */
  public Path save(Picture picture, PictureParameters parameters, int number) {
    String name = pattern.name(parameters, start, number);
    return save(
        name,
        output.format(),
        out -> {
          switch (output.format()) {
            case PNG ->
                PngWriter.write(
                    out,
                    picture,
                    PictureMetadata.texts(parameters),
                    List.of(PictureMetadata.PIXDELTA));
            case JPEG ->
                JpegWriter.write(out, picture, JpegSegments.of(parameters), output.quality());
          }
        });
  }

  /**
   * Draws and saves a contact sheet, always as PNG, under a name that sorts with the run's usual
   * ones.
   *
   * @return the new file
   * @throws PictureFileException if it cannot be written; nothing of it stays then
   */
  public Path save(ContactSheet sheet) {
    String slug = Slug.of(sheet.title(), 40);
    String name = SHEET.name(PictureParameters.NONE, start, 1) + (slug.isEmpty() ? "" : "-" + slug);
    return save(name, ImageFormat.PNG, out -> SheetPainter.write(out, sheet));
  }

  /** Writes the bytes of a file. */
  @FunctionalInterface
  private interface Content {
    void write(OutputStream out) throws IOException;
  }

  private Path save(String name, ImageFormat format, Content content) {
    Path temporary = TemporaryFile.in(folder, "picture"); // names may leave no room for more
    try {
      try (FileChannel channel =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        content.write(out);
        out.flush();
        channel.force(true);
      }
      Path file = published(temporary, name, format);
      forceFolder();
      return file;
    } catch (IOException e) {
      throw new PictureFileException(file(name, format), "cannot be written", e);
    } finally {
      TemporaryFile.deleteQuietly(temporary);
    }
  }

  private Path file(String name, ImageFormat format) {
    return folder.resolve(name + "." + format.extension());
  }

  /** A picture as a PNG file in memory, without parameters. */
  public static byte[] png(Picture picture) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PngWriter.write(out, picture, List.of(), List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory has no way to fail
    }
    return out.toByteArray();
  }

  /**
   * Saves one picture under a name of its own, without parameters, in the format that the name
   * tells.
   *
   * @throws PictureFileException if it cannot be written, a file of that name is there, or the name
   *     tells no format
   */
  public static void saveAs(Picture picture, Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new PictureFileException(file, "cannot be written, it is a folder");
    }
    ImageFormat format = ImageFormat.ofName(file.toString());
    if (format == null) {
      throw new PictureFileException(
          file, "cannot be written, its name must end in " + ImageFormat.ENDINGS);
    }
    Path temporary = TemporaryFile.in(folder, "picture");
    try {
      try (OutputStream out =
          new BufferedOutputStream(
              Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW), 1 << 16)) {
        switch (format) {
          case PNG -> PngWriter.write(out, picture, List.of(), List.of());
          case JPEG -> JpegWriter.write(out, picture, new byte[0], Output.DEFAULT_QUALITY);
        }
      }
      linkOrMove(temporary, file.toAbsolutePath());
    } catch (IOException e) {
      throw new PictureFileException(file, "cannot be written", e);
    } finally {
      TemporaryFile.deleteQuietly(temporary);
    }
  }

  /** The name too must outlive a power cut; Windows has no such call and does so by itself. */
  private void forceFolder() {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // a file system that cannot: the picture itself is saved
    }
  }

  /** A file system may refuse what the system can write: an older one, or another machine's. */
  private Path published(Path temporary, String name, ImageFormat format) throws IOException {
    try {
      return publish(temporary, name, format);
    } catch (FileAlreadyExistsException | NoSuchFileException | AccessDeniedException e) {
      throw e;
    } catch (FileSystemException e) {
      if (name.chars().allMatch(c -> c < 128)) {
        throw e;
      }
      String plain = Slug.ascii(name, FileNameField.MAX_LENGTH);
      return publish(temporary, plain.isEmpty() ? "picture" : plain, format);
    }
  }

  private Path publish(Path temporary, String name, ImageFormat format) throws IOException {
    return publish(temporary, folder, name, "." + format.extension());
  }

  /**
   * Gives a finished file its name, with -2, -3 and so on behind it if that is taken.
   *
   * @param temporary in the same folder; may stay, with the new file a link to it
   * @param ending of the name, with its dot
   * @return the new file
   * @throws IOException if the system refuses
   */
  public static Path publish(Path temporary, Path folder, String name, String ending)
      throws IOException {
    for (int i = 1; i <= MAX_NAME_TRIES; i++) {
      Path target = folder.resolve((i == 1 ? name : name + "-" + i) + ending);
      try {
        linkOrMove(temporary, target);
        return target;
      } catch (FileAlreadyExistsException e) {
        // taken: the next name
      }
    }
    throw new FileAlreadyExistsException(folder.resolve(name + ending).toString());
  }

  /**
   * A hard link fails if the name is taken, in one step; a rename would replace. Where the file
   * system has no links, an empty file claims the name first and is then replaced by the rename.
   */
  private static void linkOrMove(Path temporary, Path target) throws IOException {
    try {
      Files.createLink(target, temporary);
      return;
    } catch (FileAlreadyExistsException | NoSuchFileException e) {
      throw e;
    } catch (IOException | UnsupportedOperationException e) {
      // no hard links here (FAT, some network shares)
    }
    claimAndMove(temporary, target);
  }

  /** The way without links; for an instant the file is there and empty. */
  static void claimAndMove(Path temporary, Path target) throws IOException {
    Files.write(target, new byte[0], StandardOpenOption.CREATE_NEW);
    try {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      TemporaryFile.deleteQuietly(target);
      throw e;
    }
  }
}
