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
      throw cannotDraw(
          size,
          "sides must be multiples of "
              + multiple
              + "; the nearest "
              + (below.equals(above) ? "is " + below : "are " + below + " and " + above));
    }
    long tokens = (long) (size.width() / multiple) * (size.height() / multiple);
    if (tokens > MAX_TOKENS) {
      double shrink = Math.sqrt((double) MAX_TOKENS / tokens);
      Size largest =
          new Size(below((int) (size.width() * shrink)), below((int) (size.height() * shrink)));
      throw cannotDraw(size, "it is too large; the largest of this shape is " + largest);
    }
  }

  private static InvalidRequestException cannotDraw(Size size, String why) {
    return new InvalidRequestException(
        "size " + size + " cannot be drawn by this model: " + why + ".");
  }

  /**
   * Checks a size that a picture is resized to after drawing.
   *
   * @throws InvalidRequestException if a side is too long
   */
  public static void checkSides(Size size) {
    if (size.width() > MAX_SIDE || size.height() > MAX_SIDE) {
      throw new InvalidRequestException(
          "size " + size + " is too large: sides may be up to " + MAX_SIDE + " pixels.");
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
