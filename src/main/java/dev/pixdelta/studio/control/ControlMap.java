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
import org.jspecify.annotations.Nullable;

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
   * @param colours the same in colours, where its maps may want them
   */
  public record Source(
      ControlType type, boolean invert, GreyPicture photo, @Nullable ColourPicture colours) {
    /**
     * @throws InvalidRequestException if a map as it is shall be inverted
     */
    public Source {
      if (type == ControlType.MAP && invert) {
        throw new InvalidRequestException(
            "A control map is used as is; to invert one, give its type, such as depth");
      }
    }

    /** Of a picture without colours. */
    public Source(ControlType type, boolean invert, GreyPicture photo) {
      this(type, invert, photo, null);
    }

    /** The size of the picture, read as the camera was turned, and no longer than 4096 pixels. */
    public Size size() {
      return photo.size();
    }

    /**
     * A map of this size, of the picture's middle.
     *
     * @throws dev.pixdelta.weights.ModelFileException if soft edges are asked for and the weights
     *     that would draw them are damaged
     */
    public ControlMap of(Size size, SoftEdgeDrawer softEdges) {
      GreyPicture map =
          switch (type) {
            case MAP, SCRIBBLE -> photo.covering(size);
            case EDGES -> CannyEdges.of(photo.covering(size));
            case SOFTEDGE -> softEdges.of(this, size);
            case DEPTH -> stretched(photo.covering(size));
          };
      boolean turn = invert != (type == ControlType.SCRIBBLE && isOnPaper(map));
      return new ControlMap((turn ? map.inverted() : map).rgb(), turn);
    }

    /** The picture's middle in this size, grey where it has no colours. */
    Picture inColours(Size size) {
      return colours == null ? photo.covering(size).rgb() : colours.covering(size);
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
    if (type == ControlType.SOFTEDGE) {
      return PhotoFile.read(
          file, photo -> new Source(type, invert, photo.grey(background), photo.colour()));
    }
    return new Source(type, invert, PhotoFile.read(file, background));
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
