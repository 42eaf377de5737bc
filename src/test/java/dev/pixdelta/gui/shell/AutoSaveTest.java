package dev.pixdelta.gui.shell;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.FailureSentence;
import dev.pixdelta.studio.control.ControlPictures;
import dev.pixdelta.studio.sketch.OpenRasterFile;
import dev.pixdelta.studio.sketch.Pen;
import dev.pixdelta.studio.sketch.Shapes;
import dev.pixdelta.studio.sketch.Sketch;
import dev.pixdelta.studio.sketch.Symmetry;
import dev.pixdelta.testing.FaultyDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is drawn and typed is saved soon, and not lost while it cannot be. */
final class AutoSaveTest {
  private record Due(Duration after, Runnable work) {}

  private static final Pen PEN = new Pen(6, 0, 0, 255, false, Symmetry.NONE);

  private final Deque<Due> due = new ArrayDeque<>();
  private final Background background =
      new Background(
          Runnable::run, Runnable::run, (wait, work) -> due.add(new Due(wait, work)), e -> {});
  private final FaultyDisk disk = new FaultyDisk();
  private final Path folder;
  private final List<String> told = new ArrayList<>();

  AutoSaveTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** Lets the time pass that the next work waits for. */
  private Duration pass() {
    Due next = due.remove();
    next.work().run();
    return next.after();
  }

  private void listen(AutoSave saving) {
    saving
        .failureProperty()
        .addListener((o, before, now) -> told.add(now == null ? "saved" : FailureSentence.of(now)));
  }

  private SketchBook book(Path file) {
    return SketchBook.open(file, new ControlPictures(folder.resolve("controls")), background);
  }

  private static Sketch stroke(Sketch sketch, int y) {
    return Shapes.line(sketch, PEN, 10, y, 90, y);
  }

  @Test
  void aDrawingOnAFullDiskStaysAndIsSavedWhenThereIsRoom() throws IOException {
    Path file = folder.resolve("sketch.ora");
    SketchBook book = book(disk.path(file));
    listen(book.saving());
    Sketch first = stroke(Sketch.blank(new Size(100, 100), Sketch.Mode.LINES), 20);
    book.put(first);
    book.put(stroke(first, 30));
    assertEquals(AutoSave.SOON, pass(), "one for both");
    assertTrue(due.isEmpty());
    byte[] saved = Files.readAllBytes(file);

    disk.fill();
    book.put(stroke(book.seen(), 50));
    assertEquals(AutoSave.SOON, pass());
    assertArrayEquals(saved, Files.readAllBytes(file), "the last one that could be saved");
    assertEquals(AutoSave.AGAIN, pass());
    book.put(stroke(book.seen(), 70));
    assertEquals(1, due.size(), "it is tried again anyway");
    assertNotNull(book.saving().now(), "nor at the end of the program");
    assertTrue(told.getFirst().contains("No space left on device"), told.toString());
    assertTrue(told.getFirst().startsWith(file.toString()), told.toString());

    disk.repair();
    pass();
    assertEquals("saved", told.getLast());
    assertArrayEquals(
        book.seen().map().values(), OpenRasterFile.read(file).map().values(), "the newest");
    assertNull(book.saving().now());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(file), files.toList(), "and nothing else");
    }
  }

  @Test
  void theSessionOnAFullDiskStaysAndIsSavedWhenThereIsRoom() {
    Path file = folder.resolve("data/session.json");
    Session session = Session.open(disk.path(file));
    AutoSave saving = session.saveSoon(background);
    listen(saving);
    disk.fill();
    session.put("output", OutputChoice.USUAL);
    assertEquals(AutoSave.SOON, pass());
    assertEquals(1, told.size());
    assertEquals(OutputChoice.USUAL, session.get("output", OutputChoice.class, NONE));
    session.put("x", new OutputChoice(null, "{seed}", OutputChoice.USUAL.format(), 50));
    disk.repair();
    assertEquals(AutoSave.AGAIN, pass());
    assertEquals(List.of("saved"), told.subList(1, told.size()));
    assertEquals(OutputChoice.USUAL, Session.open(file).get("output", OutputChoice.class, NONE));
    assertEquals(50, Session.open(file).get("x", OutputChoice.class, NONE).quality());
  }

  private static final OutputChoice NONE =
      new OutputChoice(null, "{prompt}", OutputChoice.USUAL.format(), 1);

  @Test
  void aDrawingThatCannotBeReadIsKeptBesideTheNewOne() throws IOException {
    Path file = folder.resolve("sketch.ora");
    Files.writeString(file, "no drawing");
    SketchBook book = book(file);
    Path aside = Objects.requireNonNull(book.damaged());
    assertEquals("no drawing", Files.readString(aside));
    assertNull(book(file).damaged());
  }
}
