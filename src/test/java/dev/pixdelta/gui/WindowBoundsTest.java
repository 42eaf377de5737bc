package dev.pixdelta.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.api.Test;

final class WindowBoundsTest {
  /** With a panel at the top. */
  private static final Rectangle2D LARGE = new Rectangle2D(0, 32, 1920, 1048);

  private static final Rectangle2D RIGHT = new Rectangle2D(1920, 0, 1280, 1024);

  private static WindowBounds bounds(double x, double y, double width, double height) {
    return new WindowBounds(x, y, width, height, false);
  }

  private static WindowBounds fitted(WindowBounds bounds, Rectangle2D... screens) {
    return bounds.on(List.of(screens)).bounds();
  }

  @Test
  void theFirstWindowIsInTheMiddle() {
    assertEquals(bounds(320, 156, 1280, 800), fitted(WindowBounds.FIRST, LARGE, RIGHT));
  }

  @Test
  void theFirstWindowFitsASmallScreen() {
    for (Rectangle2D screen :
        List.of(
            new Rectangle2D(0, 27, 1366, 741),
            new Rectangle2D(65, 24, 959, 576),
            new Rectangle2D(0, 0, 640, 360))) {
      assertInside(fitted(WindowBounds.FIRST, screen), screen);
    }
  }

  @Test
  void aWindowThatIsSeenStaysWhereItIs() {
    WindowBounds kept = bounds(700, 100, 1000, 700);
    assertEquals(kept, fitted(kept, LARGE, RIGHT));
    WindowBounds maximized = new WindowBounds(2000, 100, 1000, 700, true);
    assertEquals(maximized, fitted(maximized, LARGE, RIGHT));
    assertEquals(RIGHT, maximized.on(List.of(LARGE, RIGHT)).screen());
  }

  @Test
  void aWindowThatIsPartlySeenIsMovedIn() {
    assertEquals(bounds(100, 32, 1000, 700), fitted(bounds(100, -20, 1000, 700), LARGE));
    assertEquals(bounds(920, 380, 1000, 700), fitted(bounds(1500, 900, 1000, 700), LARGE));
    assertEquals(bounds(0, 100, 1000, 700), fitted(bounds(-990, 100, 1000, 700), LARGE));
  }

  @Test
  void aWindowOfAScreenThatIsGoneIsMovedToAnother() {
    assertEquals(bounds(920, 100, 1000, 700), fitted(bounds(2100, 100, 1000, 700), LARGE));
    assertEquals(bounds(1920, 0, 1280, 1024), fitted(bounds(-5000, 0, 3000, 2000), RIGHT));
  }

  @Test
  void whateverWasKeptTheWindowIsOnAScreen() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    double[] odd = {
      Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, -1, -1e300, 1e300
    };
    for (int i = 0; i < 10_000; i++) {
      double[] values = new double[4];
      for (int j = 0; j < 4; j++) {
        values[j] =
            random.nextInt(4) == 0
                ? odd[random.nextInt(odd.length)]
                : random.nextDouble(-3000, 5000);
      }
      WindowBounds kept = bounds(values[0], values[1], values[2], values[3]);
      WindowBounds.Fitted fitted = kept.on(List.of(LARGE, RIGHT));
      WindowBounds bounds = fitted.bounds();
      Rectangle2D screen = fitted.screen();
      assertTrue(
          bounds.width() > 0
              && bounds.height() > 0
              && screen.contains(bounds.x(), bounds.y(), bounds.width(), bounds.height()),
          () -> "seed " + seed + ": " + kept + " became " + bounds);
    }
  }

  private static void assertInside(WindowBounds bounds, Rectangle2D screen) {
    assertTrue(
        screen.contains(bounds.x(), bounds.y(), bounds.width(), bounds.height()),
        () -> bounds + " is not in " + screen);
  }
}
