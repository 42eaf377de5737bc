package dev.pixdelta.studio.picture;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.font.LineBreakMeasurer;
import java.awt.font.TextAttribute;
import java.awt.font.TextLayout;
import java.text.AttributedString;
import java.util.ArrayList;
import java.util.List;

/**
 * A label of a contact sheet: text in lines no wider than its room.
 *
 * @param width in pixels, rounded up
 * @param height likewise
 */
record SheetLabel(List<TextLayout> lines, int width, int height) {
  private static final FontRenderContext SMOOTH = new FontRenderContext(null, true, true);
  private static final int MAX_CHARACTERS = 2_000;
  private static final String CUT = "…";

  /** Wraps a text; what is beyond the last line ends in an ellipsis. A blank one has no lines. */
  static SheetLabel of(String text, Font font, int maxWidth, int maxLines) {
    String words = text.strip().replaceAll("\\s+", " ");
    if (words.length() > MAX_CHARACTERS) {
      words = words.substring(0, MAX_CHARACTERS);
    }
    List<TextLayout> lines = new ArrayList<>();
    int at = 0;
    while (at < words.length() && lines.size() < maxLines) {
      String rest = words.substring(at);
      int length = fitting(rest, font, maxWidth);
      boolean cut = lines.size() == maxLines - 1 && length < rest.length();
      lines.add(cut ? cut(rest, length, font, maxWidth) : layout(rest.substring(0, length), font));
      at += length;
    }
    float width = 0;
    float height = 0;
    for (TextLayout line : lines) {
      width = Math.max(width, line.getVisibleAdvance());
      height += height(line);
    }
    return new SheetLabel(lines, (int) Math.ceil(width), (int) Math.ceil(height));
  }

  /** How many characters fit in a line: whole words, or what there is of one that is too long. */
  private static int fitting(String text, Font font, int maxWidth) {
    var measured = new AttributedString(text);
    measured.addAttribute(TextAttribute.FONT, font);
    return Math.max(1, new LineBreakMeasurer(measured.getIterator(), SMOOTH).nextOffset(maxWidth));
  }

  private static TextLayout cut(String text, int length, Font font, int maxWidth) {
    int end = length;
    TextLayout line = layout(text.substring(0, end).strip() + CUT, font);
    while (end > 0 && line.getAdvance() > maxWidth) {
      end = text.offsetByCodePoints(end, -1);
      line = layout(text.substring(0, end).strip() + CUT, font);
    }
    return line;
  }

  private static TextLayout layout(String text, Font font) {
    return new TextLayout(text, font, SMOOTH);
  }

  private static float height(TextLayout line) {
    return line.getAscent() + line.getDescent() + line.getLeading();
  }

  /**
   * Draws it.
   *
   * @param x left edge of the room
   * @param y top edge of the label
   * @param room width of the room
   * @param align 0 for lines at the left, 0.5 in the middle, 1 at the right
   */
  void draw(Graphics2D g, int x, int y, int room, double align) {
    float top = y;
    for (TextLayout line : lines) {
      float left = (float) (x + (room - line.getVisibleAdvance()) * align);
      line.draw(g, left, top + line.getAscent());
      top += height(line);
    }
  }
}
