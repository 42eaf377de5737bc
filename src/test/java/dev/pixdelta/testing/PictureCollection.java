package dev.pixdelta.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.pixdelta.pipeline.Picture;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.picture.Origin;
import dev.pixdelta.studio.picture.Output;
import dev.pixdelta.studio.picture.PictureFiles;
import dev.pixdelta.studio.picture.PictureParameters;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;

/**
 * A folder of many pictures as a year's work leaves it: PNG files of our own with all metadata,
 * each with a seed and a time of its own, a few hundred prompts, three models, folders in folders.
 * 20,000 take a few seconds, because only one picture per prompt is encoded.
 */
public final class PictureCollection {
  private static final List<String> SUBJECTS =
      List.of(
          "a red fox",
          "a penguin",
          "an old lighthouse",
          "두 마리의 펭귄",
          "a castle of glass",
          "a quiet harbour",
          "an astronaut",
          "a bowl of cherries");
  private static final List<String> PLACES =
      List.of("in the snow", "on a teal background", "at dusk", "under water", "in a library");
  private static final List<String> STYLES =
      List.of("oil on canvas", "watercolour", "film photograph, 35 mm", "woodcut", "low poly");
  private static final List<String> MODELS =
      List.of("nano", "PixArt-LCM-XL-2-1024-MS", "PixArt-XL-2-512x512");
  private static final List<String> FOLDERS =
      List.of("", "portraits", "portraits/winter", "landscapes");

  /** Ten digits, as all seeds here have, so that one can stand in for another. */
  private static final long SEED = 1_000_000_007L;

  private static final int SIGNATURE = 8;

  private PictureCollection() {}

  /**
   * Fills a folder, which is made if it is missing.
   *
   * @param count of pictures
   * @param side of each in pixels
   * @return the files, the oldest first
   */
  public static List<Path> fill(Path root, int count, int side) throws IOException {
    List<byte[]> templates = templates(root, Math.min(count, 200), side);
    for (String folder : FOLDERS) {
      Files.createDirectories(root.resolve(folder));
    }
    Instant first = Instant.parse("2026-01-01T09:00:00Z");
    List<Path> files = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      long seed = SEED + 13L * i;
      Path file =
          root.resolve(FOLDERS.get(i % FOLDERS.size()))
              .resolve(String.format("2026-%05d-%d.png", i, seed));
      Files.write(file, withSeed(templates.get(i * 7 % templates.size()), seed));
      Files.setLastModifiedTime(file, FileTime.from(first.plus(Duration.ofMinutes(23L * i))));
      files.add(file);
    }
    return files;
  }

  private static List<byte[]> templates(Path root, int count, int side) throws IOException {
    Path folder = Files.createTempDirectory("pictures");
    Files.createDirectories(root);
    List<byte[]> templates = new ArrayList<>();
    PictureFiles files = new PictureFiles(Output.in(folder), LocalDateTime.of(2026, 1, 1, 9, 0));
    for (int i = 0; i < count; i++) {
      Path file = files.save(picture(side, i), parameters(i, side), i + 1);
      templates.add(Files.readAllBytes(file));
      Files.delete(file);
    }
    Files.delete(folder);
    return templates;
  }

  private static PictureParameters parameters(int i, int side) {
    String prompt =
        SUBJECTS.get(i % SUBJECTS.size())
            + " "
            + PLACES.get(i / SUBJECTS.size() % PLACES.size())
            + ", "
            + STYLES.get(i / SUBJECTS.size() / PLACES.size() % STYLES.size());
    Size size = new Size(side, side);
    return new PictureParameters(
        prompt,
        "",
        4,
        "LCM",
        0.0,
        SEED,
        size,
        size,
        MODELS.get(i % MODELS.size()),
        "0123456789",
        "cpu",
        "fp32",
        "0.1.0",
        Origin.NONE);
  }

  /** A few soft discs on a gradient: compresses about as drawn pictures do. */
  private static Picture picture(int side, int number) {
    Random random = new Random(number);
    double hue = random.nextDouble();
    double x0 = side * random.nextDouble();
    double y0 = side * random.nextDouble();
    byte[] rgb = new byte[3 * side * side];
    for (int y = 0, at = 0; y < side; y++) {
      for (int x = 0; x < side; x++, at += 3) {
        double near = Math.exp(-4 * Math.hypot(x - x0, y - y0) / side);
        int grain = random.nextInt(8);
        rgb[at] = (byte) (grain + 200 * near);
        rgb[at + 1] = (byte) (grain + 200 * hue * y / side);
        rgb[at + 2] = (byte) (grain + 200 * (1 - hue) * x / side);
      }
    }
    return new Picture(new Size(side, side), rgb);
  }

  /** The same file with another seed in its texts. */
  private static byte[] withSeed(byte[] png, long seed) {
    byte[] old = Long.toString(SEED).getBytes(ISO_8859_1);
    byte[] digits = Long.toString(seed).getBytes(ISO_8859_1);
    ByteArrayOutputStream out = new ByteArrayOutputStream(png.length);
    out.write(png, 0, SIGNATURE);
    ByteBuffer in = ByteBuffer.wrap(png, SIGNATURE, png.length - SIGNATURE);
    while (in.hasRemaining()) {
      int length = in.getInt(in.position());
      byte[] chunk = new byte[length + 12];
      in.get(chunk);
      if (new String(chunk, 5, 3, ISO_8859_1).equals("EXt")
          || new String(chunk, 5, 3, ISO_8859_1).equals("TXt")) {
        replace(chunk, old, digits);
        CRC32 crc = new CRC32();
        crc.update(chunk, 4, length + 4);
        ByteBuffer.wrap(chunk).putInt(length + 8, (int) crc.getValue());
      }
      out.writeBytes(chunk);
    }
    return out.toByteArray();
  }

  private static void replace(byte[] in, byte[] old, byte[] with) {
    for (int i = 0; i + old.length <= in.length; i++) {
      if (Arrays.equals(in, i, i + old.length, old, 0, old.length)) {
        System.arraycopy(with, 0, in, i, with.length);
      }
    }
  }
}
