package dev.pixdelta.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.gui.shell.Appearance;
import dev.pixdelta.gui.shell.Page;
import dev.pixdelta.testing.FakePipeline;
import dev.pixdelta.testing.FxThread;
import dev.pixdelta.testing.PictureCollection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.TraversalDirection;
import javafx.scene.control.TextInputControl;
import javafx.scene.image.WritableImage;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody who uses the keyboard alone sees where it is, on every page. */
final class FocusRingTest {
  private static final int MOST = 120;

  @ParameterizedTest
  @EnumSource(Appearance.Theme.class)
  void whateverHasTheKeyboardShowsIt(Appearance.Theme theme, @TempDir Path home)
      throws IOException {
    PictureCollection.fill(home.resolve("pictures"), 6, 16);
    List<String> hidden = new ArrayList<>();
    try (TestWindow window =
        new TestWindow(
            home, FakePipeline::open, new Appearance(theme, Appearance.Language.ENGLISH))) {
      window.services().queue().setPaused(true);
      window.services().queue().add(FxThread.ask(() -> window.workspace().draft()));
      for (Page page : Page.values()) {
        window.show(page);
        if (page == Page.MODELS) {
          window.waitForText("the models", "In use");
          window.waitForText("what the full model needs", "Drawing takes about");
        }
        int seen = walk(window, page, hidden);
        assertTrue(seen > 6, page + " has " + seen + " places for the keyboard");
      }
    }
    assertEquals(List.of(), hidden, "nothing shows that these have the keyboard");
  }

  /**
   * Goes through a page by the Tab key; what looks the same with and without the focus is noted.
   */
  private static int walk(TestWindow window, Page page, List<String> hidden) {
    Set<Node> seen = new LinkedHashSet<>();
    next(window);
    while (seen.size() < MOST) {
      Node node = FxThread.ask(() -> window.stage().getScene().getFocusOwner());
      if (!seen.add(node)) {
        break;
      }
      if (!(node instanceof TextInputControl) && !showsFocus(window, node)) {
        hidden.add(page + ": " + node);
      }
      FxThread.run(node::requestFocus);
      next(window);
    }
    return seen.size();
  }

  private static boolean showsFocus(TestWindow window, Node node) {
    Bounds there;
    WritableImage with;
    do { // what arrives from the background moves what is there
      pulse(window);
      there = place(node);
      with = picture(window);
    } while (!there.equals(place(node)));
    FxThread.run(window.window().root()::requestFocus);
    pulse(window);
    WritableImage without = picture(window);
    return !same(with, there, without, place(node));
  }

  private static Bounds place(Node node) {
    return FxThread.ask(() -> node.localToScene(node.getLayoutBounds()));
  }

  /** Waits until the window was styled and laid out once more. */
  private static void pulse(TestWindow window) {
    CountDownLatch done = new CountDownLatch(1);
    FxThread.run(
        () -> {
          Scene scene = window.stage().getScene();
          scene.addPostLayoutPulseListener(
              new Runnable() {
                @Override
                public void run() {
                  scene.removePostLayoutPulseListener(this);
                  done.countDown();
                }
              });
          Platform.requestNextPulse();
        });
    try {
      assertTrue(done.await(60, TimeUnit.SECONDS), "no pulse");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** As the Tab key does. */
  private static void next(TestWindow window) {
    FxThread.run(
        () ->
            window
                .stage()
                .getScene()
                .getFocusOwner()
                .requestFocusTraversal(TraversalDirection.NEXT));
  }

  private static WritableImage picture(TestWindow window) {
    return FxThread.ask(
        () -> {
          window.window().root().applyCss();
          window.window().root().layout();
          return window.window().root().snapshot(null, null);
        });
  }

  /** Whether two pictures of the window are the same in and around a node, wherever it is. */
  private static boolean same(WritableImage a, Bounds inA, WritableImage b, Bounds inB) {
    int dx = (int) (inB.getMinX() - inA.getMinX());
    int dy = (int) (inB.getMinY() - inA.getMinY());
    for (int y = (int) inA.getMinY() - 4; y < inA.getMaxY() + 4; y++) {
      for (int x = (int) inA.getMinX() - 4; x < inA.getMaxX() + 4; x++) {
        if (isInside(a, x, y)
            && isInside(b, x + dx, y + dy)
            && a.getPixelReader().getArgb(x, y) != b.getPixelReader().getArgb(x + dx, y + dy)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isInside(WritableImage image, int x, int y) {
    return x >= 0 && y >= 0 && x < image.getWidth() && y < image.getHeight();
  }
}
