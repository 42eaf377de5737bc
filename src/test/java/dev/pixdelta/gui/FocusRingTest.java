package dev.pixdelta.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.gui.shell.Appearance;
import dev.pixdelta.gui.shell.Page;
import dev.pixdelta.testing.FakePipeline;
import dev.pixdelta.testing.FxThread;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.TraversalDirection;
import javafx.scene.image.WritableImage;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever walks through a page with Tab sees where they are. */
final class FocusRingTest {
  /** More controls than any page has. */
  private static final int MOST = 80;

  /** Pixels of a ring around a control that may lie outside its bounds. */
  private static final int OUTSIDE = 5;

  private static final int FEWEST_CHANGED = 20;

  private final Path home;

  FocusRingTest(@TempDir Path home) {
    this.home = home;
  }

  @ParameterizedTest
  @CsvSource({"GENERATE, LIGHT", "GENERATE, DARK", "SKETCH, LIGHT", "SKETCH, DARK"})
  void everyControlThatTabReachesShowsIt(Page page, Appearance.Theme theme) {
    Appearance look = new Appearance(theme, Appearance.Language.ENGLISH);
    try (TestWindow window = new TestWindow(home, (m, o) -> new FakePipeline(m), look)) {
      FxThread.run(() -> window.window().show(page));
      List<Node> reached = new ArrayList<>();
      List<String> without = new ArrayList<>();
      FxThread.run(() -> first(window.scene()).requestFocus());
      for (int i = 0; i < MOST; i++) {
        Node next =
            FxThread.ask(
                () -> {
                  WritableImage before = window.scene().snapshot(null);
                  Node owner = window.scene().getFocusOwner();
                  var unused = owner.requestFocusTraversal(TraversalDirection.NEXT);
                  Node now = window.scene().getFocusOwner();
                  if (changed(now, before, window.scene().snapshot(null)) < FEWEST_CHANGED) {
                    without.add(now.toString());
                  }
                  return now;
                });
        if (reached.contains(next)) {
          break;
        }
        reached.add(next);
      }
      assertTrue(reached.size() > 20, reached.toString());
      assertEquals(List.of(), without);
    }
  }

  private static Node first(Scene scene) {
    return scene.getRoot().lookupAll("*").stream()
        .filter(Node::isFocusTraversable)
        .findFirst()
        .orElseThrow();
  }

  /** How many pixels of a node and around it differ. */
  private static int changed(Node node, WritableImage before, WritableImage now) {
    Bounds box = node.localToScene(node.getBoundsInLocal());
    int changed = 0;
    int right = (int) Math.min(box.getMaxX() + OUTSIDE, now.getWidth());
    int bottom = (int) Math.min(box.getMaxY() + OUTSIDE, now.getHeight());
    for (int y = (int) Math.max(box.getMinY() - OUTSIDE, 0); y < bottom; y++) {
      for (int x = (int) Math.max(box.getMinX() - OUTSIDE, 0); x < right; x++) {
        if (before.getPixelReader().getArgb(x, y) != now.getPixelReader().getArgb(x, y)) {
          changed++;
        }
      }
    }
    return changed;
  }
}
