package dev.pixdelta.pipeline;

/**
 * Which sizes a model can draw.
 *
 * @param multiple sides of a drawn picture must be multiples of this: patch size x VAE factor
 */
public record SizeRule(int multiple) {
  /** Longest side of a picture, drawn or resized. */
  public static final int MAX_SIDE = 8192;

  /** Most tokens a drawn picture may have, one per square of {@code multiple} pixels. */
  public static final int MAX_TOKENS = 65_536;

  /**
   * @throws IllegalArgumentException if multiple is not 1 to {@link #MAX_SIDE}
   */
  public SizeRule {
    if (multiple < 1 || multiple > MAX_SIDE) {
      throw new IllegalArgumentException("multiple " + multiple);
    }
  }

  /**
   * Checks a size that is drawn as asked, without binning.
   *
   * @throws InvalidRequestException with the nearest sizes that can be drawn
   */
  public void checkDrawn(Size size) {
    checkSides(size);
    if (size.width() % multiple != 0 || size.height() % multiple != 0) {
      Size below = new Size(below(size.width()), below(size.height()));
      Size above = new Size(above(size.width()), above(size.height()));
      throw new InvalidRequestException(
          "size %s cannot be drawn by this model: sides must be multiples of %d; the nearest %s."
              .formatted(
                  size,
                  multiple,
                  below.equals(above) ? "is " + below : "are " + below + " and " + above));
    }
    long tokens = (long) (size.width() / multiple) * (size.height() / multiple);
    if (tokens > MAX_TOKENS) {
      throw new InvalidRequestException(
          "size %s cannot be drawn by this model: at most %d squares of %dx%d pixels fit, this has %d."
              .formatted(size, MAX_TOKENS, multiple, multiple, tokens));
    }
  }

  /**
   * Checks a size that a picture is resized to after drawing.
   *
   * @throws InvalidRequestException if a side is too long
   */
  public static void checkSides(Size size) {
    if (size.width() > MAX_SIDE || size.height() > MAX_SIDE) {
      throw new InvalidRequestException(
          "size %s is too large: sides may be up to %d pixels.".formatted(size, MAX_SIDE));
    }
  }

  private int below(int side) {
    return Math.max(side / multiple, 1) * multiple;
  }

  private int above(int side) {
    // never past the longest side that can be drawn
    return Math.min((side + multiple - 1) / multiple, MAX_SIDE / multiple) * multiple;
  }
}
