package dev.pixdelta.studio.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.studio.SavedPicture;
import dev.pixdelta.studio.picture.PictureReader;
import dev.pixdelta.studio.queue.Axis.Kind;
import dev.pixdelta.testing.FakePipeline;
import dev.pixdelta.weights.ModelFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GridTest {
  private final Path folder;

  GridTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static Grid grid(Kind x, List<String> columns, Kind y, List<String> rows) {
    return new Grid(new Axis(x, columns), new Axis(y, rows));
  }

  @Test
  void cellsRunRowByRowAndAreDrawnModelByModel() throws Exception {
    try (TestQueue t = new TestQueue(folder)) {
      Grid grid = grid(Kind.MODEL, List.of("one", "two"), Kind.STEPS, List.of("1", "3", " 5 "));
      long job = t.queue.addGrid(t.settings("a fox", 9, 4), grid);
      t.awaitIdle();
      assertEquals(grid, t.job(job).grid());
      assertEquals(6, t.job(job).done());
      assertEquals(
          List.of("one 1", "one 3", "one 5", "two 1", "two 3", "two 5"),
          t.saved.stream().map(p -> p.model() + " " + p.steps()).toList());
      assertEquals(List.of(0, 2, 4, 1, 3, 5), t.saved.stream().map(SavedPicture::index).toList());
      assertTrue(t.saved.stream().allMatch(p -> p.seed() == 9), "cells differ in their axes only");
      assertEquals(2, t.opened.size(), "each model is opened once");
    }
  }

  @Test
  void picturesOfAGridShareAPassWhereTheyCan() throws Exception {
    try (TestQueue t = new TestQueue(folder)) {
      Grid grid = grid(Kind.SEED, List.of("1", "2", "3"), Kind.SIZE, List.of("64x48", "48×64"));
      t.queue.addGrid(t.settings("one", "a fox", 9, 1, 4, 1), grid);
      t.awaitIdle();
      assertEquals(
          List.of("64x48 [1, 2, 3]", "48x64 [1, 2, 3]"),
          t.opened.getFirst().drawn().stream()
              .map(p -> p.size() + " " + p.request().seeds())
              .toList());
    }
  }

  @Test
  void everyKindChangesItsSetting() {
    try (TestQueue t = new TestQueue(folder)) {
      t.queue.setPaused(true);
      long job =
          t.queue.addGrid(
              t.settings("a fox", 9, 1),
              grid(Kind.PROMPT, List.of("a hare", "a hen"), Kind.SEED, List.of("5", "6")));
      assertEquals(
          List.of("a hare 5", "a hen 5", "a hare 6", "a hen 6"),
          t.queue.pictures(job).stream().map(p -> p.prompt() + " " + p.seed()).toList());
      GridCells cells = new GridCells(TestQueue.setup(folder, FakePipeline::open).models());
      var of =
          cells.of(
              t.settings("a fox", 9, 1),
              grid(Kind.GUIDANCE, List.of("4.5"), Kind.SAMPLER, List.of("LCM", "dpm++")));
      assertEquals(
          List.of("4.5 LCM", "4.5 DPM_SOLVER_PP"),
          of.stream().map(s -> s.guidance() + " " + s.sampler()).toList());
      assertEquals(
          List.of("ink", "null"),
          cells
              .of(
                  t.settings("a fox", 9, 1),
                  grid(Kind.STYLE, List.of("ink", ""), Kind.SEED, List.of("1")))
              .stream()
              .map(s -> String.valueOf(s.style()))
              .toList());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "STEPS, four",
    "STEPS, 0",
    "STEPS, 101",
    "SEED, -1",
    "SEED, 4294967296",
    "GUIDANCE, much",
    "GUIDANCE, NaN",
    "SAMPLER, euler",
    "SIZE, 64",
    "SIZE, 0x64",
    "SIZE, ''",
  })
  void aValueThatMakesNoSenseIsASentence(Kind kind, String value) {
    try (TestQueue t = new TestQueue(folder)) {
      Grid grid = grid(kind, List.of(value), Kind.PROMPT, List.of("a"));
      var failure =
          assertThrows(
              InvalidRequestException.class,
              () -> t.queue.addGrid(t.settings("a fox", 9, 1), grid));
      String sentence = String.valueOf(failure.getMessage());
      assertTrue(sentence.contains(kind.name().toLowerCase(Locale.ROOT)), sentence);
      assertTrue(value.isEmpty() || sentence.contains("'" + value + "'"), sentence);
      assertEquals(List.of(), t.queue.jobs());
    }
  }

  @Test
  void gridsThatMakeNoSenseAreSentences() {
    try (TestQueue t = new TestQueue(folder)) {
      var s = t.settings("a fox", 9, 1);
      List<String> many = IntStream.range(0, 51).mapToObj(i -> "" + i).toList();
      for (Grid grid :
          List.of(
              grid(Kind.SEED, List.of(), Kind.STEPS, List.of("1")),
              grid(Kind.SEED, List.of("1"), Kind.SEED, List.of("2")),
              grid(Kind.SEED, many, Kind.PROMPT, many))) {
        assertThrows(InvalidRequestException.class, () -> t.queue.addGrid(s, grid));
      }
      assertThrows(
          ModelFileException.class,
          () -> t.queue.addGrid(s, grid(Kind.MODEL, List.of("three"), Kind.SEED, List.of("1"))));
    }
  }

  @Test
  void aMissingModelFailsItsCellsOnly() throws Exception {
    try (TestQueue t = new TestQueue(folder)) {
      t.queue.setPaused(true);
      long job =
          t.queue.addGrid(
              t.settings("a fox", 9, 1),
              grid(Kind.MODEL, List.of("one", "two"), Kind.SEED, List.of("1", "2")));
      Files.delete(folder.resolve("models/one"));
      t.queue.setPaused(false);
      t.awaitIdle();
      assertEquals(2, t.job(job).failed());
      assertEquals(2, t.job(job).done());
    }
  }

  @Test
  void aGridSavesASheetOfItsPictures() throws Exception {
    try (TestQueue t = new TestQueue(folder)) {
      Grid grid = grid(Kind.STEPS, List.of("1", "2", "3"), Kind.SEED, List.of("5", "6"));
      long job = t.queue.addGrid(t.settings("a fox", 9, 1), grid);
      TestQueue.await(() -> t.job(job).sheet() != null);
      Path sheet = Objects.requireNonNull(t.job(job).sheet());
      assertEquals(t.pictures(), sheet.getParent());
      var size = PictureReader.read(sheet).size();
      assertTrue(size.width() > 3 * 64 && size.height() > 2 * 48, size.toString());
      assertEquals(Job.State.DONE, t.job(job).state());
      assertEquals(List.of(), t.notes);
    }
    try (TestQueue again = new TestQueue(folder)) {
      assertTrue(again.queue.jobs().getFirst().sheet() != null, "kept");
      try (var files = Files.list(again.pictures())) {
        assertEquals(7, files.count(), "six pictures and one sheet, not made twice");
      }
    }
  }

  @Test
  void aSheetIsMadeAnewWhenMissingCellsWereDrawn() throws Exception {
    // The model is opened anew after a failure nobody foresaw, and then draws.
    AtomicInteger failing = new AtomicInteger(1);
    TestQueue.Fake failsOnce =
        model -> new FakePipeline(model, Duration.ZERO, failing.getAndSet(-1));
    try (TestQueue t = new TestQueue(folder, failsOnce, Duration.ofMinutes(1))) {
      Grid grid = grid(Kind.STEPS, List.of("1", "2", "3"), Kind.SEED, List.of("5"));
      long job = t.queue.addGrid(t.settings("a fox", 9, 1), grid);
      TestQueue.await(() -> t.job(job).sheet() != null);
      assertEquals(1, t.job(job).failed(), "its cell is blank");
      Path first = Objects.requireNonNull(t.job(job).sheet());
      t.queue.retry(job);
      TestQueue.await(() -> !first.equals(t.job(job).sheet()));
      assertEquals(0, t.job(job).failed());
      assertTrue(Files.exists(first), "nothing is ever replaced");
    }
  }

  @Test
  void aJobThatIsNoGridSavesNoSheet() throws Exception {
    try (TestQueue t = new TestQueue(folder)) {
      long job = t.queue.add(t.settings("a fox", 9, 2));
      t.awaitIdle();
      assertNull(t.job(job).sheet());
    }
  }

  @Test
  void aSheetThatCannotBeSavedIsASentenceAndTheQueueGoesOn() throws Exception {
    try (TestQueue t = new TestQueue(folder)) {
      Path aside = folder.resolve("aside");
      t.onSaved =
          picture -> {
            if (picture.index() == 1) {
              rename(t.pictures(), aside); // as if a drive were unplugged
            }
          };
      Grid grid = grid(Kind.STEPS, List.of("1", "2"), Kind.SEED, List.of("5"));
      long job = t.queue.addGrid(t.settings("a fox", 9, 1), grid);
      TestQueue.await(() -> !t.notes.isEmpty());
      assertTrue(t.notes.getFirst().contains("contact sheet"), t.notes.toString());
      assertEquals(Job.State.DONE, t.job(job).state(), "its pictures are saved");
      t.onSaved = picture -> {};
      rename(aside, t.pictures());
      long next = t.queue.add(t.settings("an owl", 1, 1));
      TestQueue.await(() -> t.job(next).state() == Job.State.DONE);
      assertEquals(1, t.notes.size(), "not tried over and over");
    }
  }

  private static void rename(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
