package dev.pixdelta.studio.control;

import dev.pixdelta.pipeline.ControlType;
import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.pipeline.Picture;
import dev.pixdelta.pipeline.Size;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A control map, white on black in three equal channels.
 *
 * @param picture the map
 * @param inverted whether it was turned from black on white, asked for or not
 */
public record ControlMap(Picture picture, boolean inverted) {
  /** What a user is told of a sketch that was turned without being asked for. */
  public static final String TURNED = "The sketch is dark on light and was inverted.";

  /**
   * A picture file to make maps of. Reading it once serves maps of any size.
   *
   * @param type what the maps show
   * @param invert whether to turn black to white; a black-on-white sketch is turned in any case
   * @param photo what is in the file
   */
  public record Source(ControlType type, boolean invert, GreyPicture photo) {
    /**
     * @throws InvalidRequestException if a map as it is shall be inverted
     */
    public Source {
      if (type == ControlType.MAP && invert) {
        throw new InvalidRequestException(
            "A control map is taken as it is; to invert one, say what it shows, such as depth");
      }
    }

    /** The size of the picture, read as the camera was turned, and no longer than 4096 pixels. */
    public Size size() {
      return photo.size();
    }

    /** A map of this size, of the picture's middle. */
    public ControlMap of(Size size) {
      return map(type, photo.covering(size), invert);
    }
  }

  /**
   * Reads a picture.
   *
   * @throws dev.pixdelta.studio.picture.PictureFileException if it cannot be read
   * @throws InvalidRequestException if a map as it is shall be inverted
   */
  public static Source read(Path file, ControlType type, boolean invert) {
    // Paper is white; what a map leaves out is black.
    float background = type == ControlType.MAP || type == ControlType.DEPTH ? 0 : 1;
    return new Source(type, invert, PhotoFile.read(file, background));
  }

  private static ControlMap map(ControlType type, GreyPicture photo, boolean invert) {
    boolean onPaper = type == ControlType.SCRIBBLE && isOnPaper(photo);
    boolean turn = invert != onPaper;
    GreyPicture map =
        switch (type) {
          case MAP, SCRIBBLE -> photo;
          case EDGES -> CannyEdges.of(photo);
          case SOFTEDGE -> SoftEdges.of(photo);
          case DEPTH -> stretched(photo);
        };
    return new ControlMap(rgb(turn ? map.inverted() : map), turn);
  }

  /** A sketch is mostly what it is drawn on. */
  private static boolean isOnPaper(GreyPicture sketch) {
    double sum = 0;
    for (float v : sketch.values()) {
      sum += v;
    }
    return sum > sketch.values().length / 2.0;
  }

  /** The whole range from black to white: depth has no unit that maps agree on. */
  private static GreyPicture stretched(GreyPicture depth) {
    float least = 1;
    float most = 0;
    for (float v : depth.values()) {
      least = Math.min(least, v);
      most = Math.max(most, v);
    }
    if (most <= least) {
      return depth;
    }
    float[] out = new float[depth.values().length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (depth.values()[i] - least) / (most - least);
    }
    return new GreyPicture(depth.size(), out);
  }

  private static Picture rgb(GreyPicture map) {
    byte[] rgb = new byte[3 * map.values().length];
    for (int i = 0; i < map.values().length; i++) {
      byte grey = (byte) Math.round(Math.clamp(map.values()[i], 0f, 1f) * 255);
      rgb[3 * i] = grey;
      rgb[3 * i + 1] = grey;
      rgb[3 * i + 2] = grey;
    }
    return new Picture(map.size(), rgb);
  }

  /** SHA-256 over width, height (four bytes each, the largest first) and pixels, in hex. */
  public String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      Size size = picture.size();
      digest.update(ByteBuffer.allocate(8).putInt(size.width()).putInt(size.height()).flip());
      return HexFormat.of().formatHex(digest.digest(picture.rgb()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
  }
}
