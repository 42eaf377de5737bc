package dev.pixdelta.pipeline;

import dev.pixdelta.text.Sentence;

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
          below.equals(above)
              ? Sentence.of("sides must be multiples of {0}; the nearest is {1}", multiple, below)
              : Sentence.of(
                  "sides must be multiples of {0}; the nearest are {1} and {2}",
                  multiple, below, above));
    }
    long tokens = (long) (size.width() / multiple) * (size.height() / multiple);
    if (tokens > MAX_TOKENS) {
      double shrink = Math.sqrt((double) MAX_TOKENS / tokens);
      Size largest =
          new Size(below((int) (size.width() * shrink)), below((int) (size.height() * shrink)));
      throw cannotDraw(
          size, Sentence.of("it is too large; the largest of this shape is {0}", largest));
    }
  }

  private static InvalidRequestException cannotDraw(Size size, Sentence why) {
    return new InvalidRequestException(
        "The size {0} cannot be drawn by this model: {1}", size, why);
  }

  /**
   * Checks a size that a picture is resized to after drawing.
   *
   * @throws InvalidRequestException if a side is too long
   */
  public static void checkSides(Size size) {
    if (size.width() > MAX_SIDE || size.height() > MAX_SIDE) {
      throw new InvalidRequestException(
          "The size {0} is too large: sides can be up to {1} pixels", size, MAX_SIDE);
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
