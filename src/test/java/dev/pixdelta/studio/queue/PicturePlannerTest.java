package dev.pixdelta.studio.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.pipeline.InvalidRequestException;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.picture.PictureParameters;
import dev.pixdelta.studio.picture.PictureReader;
import dev.pixdelta.studio.prompt.PromptTemplate;
import dev.pixdelta.studio.prompt.Style;
import dev.pixdelta.studio.prompt.Styles;
import dev.pixdelta.studio.prompt.WordLists;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PicturePlannerTest {
  private static final String TEMPLATE = "a {red|blue|green} __animal__";

  private final Path folder;
  private final WordLists lists;

  PicturePlannerTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    Path words = Files.createDirectories(folder.resolve("wordlists"));
    Files.writeString(words.resolve("animal.txt"), "fox\nhare\nhen\n");
    this.lists = new WordLists(words);
    new Styles(folder.resolve("styles.json"))
        .keep(new Style("Own ink", null, "{prompt}, ink on paper", "photo"));
  }

  @Test
  void eachPictureDrawsItsAlternativesByItsOwnSeedWhenTheJobIsAdded() throws Exception {
    try (TestQueue t = new TestQueue(folder)) {
      t.queue.setPaused(true);
      long job = t.queue.add(styled(t.settings(TEMPLATE, 50, 12), "Own ink", "blurred"));
      List<QueuedPicture> promised = t.queue.pictures(job);
      for (QueuedPicture p : promised) {
        assertEquals(
            PromptTemplate.parse(TEMPLATE).expand(p.seed(), lists) + ", ink on paper", p.prompt());
      }
      assertTrue(promised.stream().map(QueuedPicture::prompt).distinct().count() > 3);

      Files.writeString(folder.resolve("wordlists/animal.txt"), "cow");
      Files.delete(folder.resolve("styles.json"));
      t.queue.setPaused(false);
      t.awaitIdle();
      assertEquals(
          promised.stream().map(QueuedPicture::prompt).toList(),
          t.saved.stream().map(p -> p.prompt()).toList(),
          "what was promised holds, whatever becomes of lists and styles");
      PictureParameters told = parameters(t, job, 0);
      assertEquals("blurred, photo", told.negativePrompt());
      assertEquals(TEMPLATE, told.origin().template());
      assertEquals("Own ink", told.origin().style());
    }
  }

  @Test
  void aPlainPromptIsItself() throws Exception {
    try (TestQueue t = new TestQueue(folder)) {
      long job = t.queue.add(t.settings("a fox", 50, 1));
      t.awaitIdle();
      PictureParameters told = parameters(t, job, 0);
      assertEquals("a fox", told.prompt());
      assertNull(told.origin().template());
      assertNull(told.origin().style());
    }
  }

  @Test
  void aGridAlongStylesPutsEachAroundTheSamePrompt() throws Exception {
    try (TestQueue t = new TestQueue(folder)) {
      t.queue.setPaused(true);
      Grid grid =
          new Grid(
              new Axis(Axis.Kind.STYLE, List.of("Own ink", "")),
              new Axis(Axis.Kind.STEPS, List.of("1")));
      long job = t.queue.addGrid(t.settings("a {red|blue} fox", 3, 1), grid);
      String fox = PromptTemplate.parse("a {red|blue} fox").expand(3, lists);
      assertEquals(
          List.of(fox + ", ink on paper", fox),
          t.queue.pictures(job).stream().map(QueuedPicture::prompt).toList());
    }
  }

  @Test
  void aMissingListOrStyleIsASentenceAndNothingIsAdded() {
    try (TestQueue t = new TestQueue(folder)) {
      for (GenerationSettings s :
          List.of(t.settings("a __tree__", 0, 1), styled(t.settings("a", 0, 1), "No such", ""))) {
        assertThrows(
            InvalidRequestException.class,
            () -> t.queue.addAll(List.of(t.settings("a fox", 0, 1), s)));
      }
      assertEquals(List.of(), t.queue.jobs());
    }
  }

  private static PictureParameters parameters(TestQueue t, long job, int index) {
    Path file = Objects.requireNonNull(t.queue.pictures(job).get(index).file());
    return Objects.requireNonNull(PictureReader.read(file).found()).parameters();
  }

  private static GenerationSettings styled(GenerationSettings s, String style, String negative) {
    return new GenerationSettings(
        s.model(),
        s.device(),
        s.precision(),
        s.prompt(),
        negative,
        style,
        s.size(),
        s.sampler(),
        s.steps(),
        s.guidance(),
        s.seed(),
        s.count(),
        s.batch(),
        s.output(),
        s.controls());
  }
}
