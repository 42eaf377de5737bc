package dev.pixdelta.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.gui.shell.Background;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.testing.FxThread;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.control.Label;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class EnginePaneTest {
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final AtomicInteger percent = new AtomicInteger();
  private final AtomicInteger unpackings = new AtomicInteger();
  private final CountDownLatch finish = new CountDownLatch(1);

  @BeforeAll
  static void toolkit() {
    FxThread.start();
  }

  private EnginePane pane(Background background, Background.ThrowingRunnable unpack) {
    Messages messages = Messages.of(EnginePane.class, Locale.ENGLISH);
    return FxThread.ask(
        () -> new EnginePane(messages, background, () -> percent.get() / 100.0, unpack));
  }

  private static boolean shows(EnginePane pane, String text) {
    return pane.isVisible()
        && pane.lookupAll(".label").stream()
            .anyMatch(n -> n instanceof Label label && label.getText().contains(text));
  }

  @Test
  void unpackingBeginsAtOnceAndIsShown() {
    percent.set(1);
    try (Background background = Background.threads(failures::add)) {
      EnginePane pane =
          pane(
              background,
              () -> {
                unpackings.incrementAndGet();
                finish.await();
                percent.set(100);
              });
      FxThread.waitFor("the beginning", () -> shows(pane, "1 %"));
      percent.set(40);
      FxThread.waitFor("the middle", () -> shows(pane, "40 %"));
      finish.countDown();
      FxThread.waitFor("the end", () -> !pane.isVisible() && !pane.isManaged());
    }
    assertEquals(1, unpackings.get());
    assertEquals(List.of(), failures);
  }

  @Test
  void anEngineThatIsThereIsNotSpokenOf() {
    percent.set(100);
    EnginePane pane = pane(Background.sameThread(failures::add), unpackings::incrementAndGet);
    assertFalse(pane.isVisible());
    assertEquals(0, unpackings.get());
  }

  @Test
  void aFailureIsToldOnce() {
    try (Background background = Background.threads(failures::add)) {
      EnginePane pane =
          pane(
              background,
              () -> {
                throw new IllegalStateException("the disk is full");
              });
      FxThread.waitFor("the failure", () -> !failures.isEmpty());
      FxThread.waitFor("the end", () -> !pane.isVisible());
    }
    assertEquals(1, failures.size());
    assertTrue(String.valueOf(failures.getFirst().getMessage()).contains("disk is full"));
  }
}
