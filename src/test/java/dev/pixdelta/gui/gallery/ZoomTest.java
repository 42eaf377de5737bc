package dev.pixdelta.gui.gallery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.pixdelta.gui.gallery.Zoom.Extent;
import org.junit.jupiter.api.Test;

final class ZoomTest {
  private final Extent view = new Extent(800, 600);
  private final Extent picture = new Extent(1600, 1600);

  @Test
  void fitShowsTheWholePictureInTheMiddle() {
    assertEquals(0.375, Zoom.FIT.scaleIn(view, picture));
    assertEquals(100, Zoom.FIT.left(view, picture));
    assertEquals(0, Zoom.FIT.top(view, picture));
  }

  @Test
  void fitEnlargesSmallPicturesOnlyUntilTheirPixelsWouldShow() {
    assertEquals(Zoom.PIXELS_SEEN, Zoom.FIT.scaleIn(view, new Extent(64, 64)));
  }

  @Test
  void thePointUnderThePointerStays() {
    Zoom full = Zoom.FIT.to(1, 300, 200, view, picture);
    double before = (300 - Zoom.FIT.left(view, picture)) / 0.375;
    assertEquals(before, 300 - full.left(view, picture), 1e-9);
    Zoom more = full.by(2, 500, 100, view, picture);
    assertEquals(500 - full.left(view, picture), (500 - more.left(view, picture)) / 2, 1e-9);
    assertEquals(100 - full.top(view, picture), (100 - more.top(view, picture)) / 2, 1e-9);
  }

  @Test
  void panningStopsAtTheEdges() {
    Zoom full = Zoom.FIT.to(1, 400, 300, view, picture);
    assertEquals(0, full.panned(5000, 5000, view, picture).left(view, picture), 1e-9);
    Zoom far = full.panned(-5000, -5000, view, picture);
    assertEquals(800 - 1600, far.left(view, picture), 1e-9);
    assertEquals(600 - 1600, far.top(view, picture), 1e-9);
  }

  @Test
  void aPictureSmallerThanTheViewStaysInItsMiddle() {
    Zoom small = Zoom.FIT.to(0.1, 0, 0, view, picture).panned(50, 50, view, picture);
    assertEquals((800 - 160) / 2.0, small.left(view, picture), 1e-9);
  }

  @Test
  void scalesHaveBounds() {
    assertEquals(Zoom.MOST, Zoom.FIT.to(1e9, 0, 0, view, picture).scale());
    assertEquals(Zoom.LEAST, Zoom.FIT.to(0, 0, 0, view, picture).scale());
  }

  @Test
  void whatFitsIsNotPanned() {
    assertSame(Zoom.FIT, Zoom.FIT.panned(10, 10, view, picture));
  }
}
