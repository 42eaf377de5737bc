package dev.pixdelta.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.gui.shell.Appearance;
import dev.pixdelta.gui.shell.Page;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.ModelOpener;
import dev.pixdelta.studio.gallery.GalleryQuery;
import dev.pixdelta.studio.picture.PictureBytes;
import dev.pixdelta.studio.picture.PictureParameters;
import dev.pixdelta.studio.picture.PictureReader;
import dev.pixdelta.studio.queue.Job;
import dev.pixdelta.testing.FakePipeline;
import dev.pixdelta.testing.FxThread;
import dev.pixdelta.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The window as its users meet it, from the keys they press to the files they find. */
final class WindowTest {
  private static final ModelOpener SLOW =
      (model, options) -> new FakePipeline(model, Duration.ofMillis(150), -1);
  private static final Appearance ENGLISH =
      new Appearance(Appearance.Theme.LIGHT, Appearance.Language.ENGLISH);
  private static final Appearance KOREAN =
      new Appearance(Appearance.Theme.DARK, Appearance.Language.KOREAN);

  private final Path home;

  WindowTest(@TempDir Path home) {
    this.home = home;
  }

  @Test
  void aTypedPromptBecomesAPictureOnTheScreenAndOnTheDisk() {
    try (TestWindow window = new TestWindow(home, ModelOpener.PIXART, ENGLISH)) {
      window.type("#prompt", "a fox on a teal background");
      window.shortcut(KeyCode.ENTER);
      FxThread.waitFor("the picture's file", () -> window.pictures().size() == 1);
      Path file = window.pictures().getFirst();
      PictureParameters made = parameters(file);
      assertEquals("a fox on a teal background", made.prompt());
      assertEquals("nano", made.model());
      assertEquals(new Size(128, 128), made.size());
      window.waitForText("its seed under the picture", String.valueOf(made.seed()));
      FxThread.run(() -> window.window().show(Page.GALLERY));
      FxThread.waitFor(
          "it in the gallery",
          () ->
              window.services().gallery().query(GalleryQuery.ALL).stream()
                  .anyMatch(p -> p.file().equals(file)));
      assertEquals(List.of(), window.failures());
    }
  }

  @Test
  void aRunningJobIsCancelledAndTheNextOneGoesOn() {
    try (TestWindow window = new TestWindow(home, SLOW, ENGLISH)) {
      window.type("#prompt", "one");
      FxThread.run(() -> window.count(50));
      window.shortcut(KeyCode.ENTER);
      FxThread.waitFor("the first picture", () -> !window.pictures().isEmpty());
      FxThread.waitFor("a way to cancel", () -> window.canClick("#cancel"));
      window.click("#cancel");
      FxThread.waitFor(
          "the job to be cancelled",
          () -> window.services().queue().jobs().getFirst().state() == Job.State.CANCELLED);
      int saved = window.pictures().size();
      assertTrue(saved < 50);
      FxThread.run(() -> window.count(1));
      window.type("#prompt", " and two");
      window.shortcut(KeyCode.ENTER);
      FxThread.waitFor("the next job's picture", () -> window.pictures().size() == saved + 1);
      assertEquals(List.of(), window.failures());
    }
  }

  @Test
  void aQueueOfTwentyIsDrawnInOrderWithSeedsOfTheirOwn() {
    try (TestWindow window = new TestWindow(home, (model, o) -> new FakePipeline(model), ENGLISH)) {
      window.type("#prompt", "x");
      for (int i = 0; i < 20; i++) {
        window.shortcut(KeyCode.ENTER);
      }
      FxThread.run(() -> window.window().show(Page.QUEUE));
      FxThread.waitFor("twenty pictures", () -> window.pictures().size() == 20);
      FxThread.waitFor(
          "twenty jobs done",
          () ->
              window.services().queue().jobs().stream()
                      .filter(j -> j.state() == Job.State.DONE)
                      .count()
                  == 20);
      Set<Long> seeds = new HashSet<>();
      window.pictures().forEach(p -> seeds.add(parameters(p).seed()));
      assertEquals(20, seeds.size());
      window.waitForText("the page to say so", "No jobs waiting");
      assertEquals(List.of(), window.failures());
    }
  }

  @Test
  void whatIsUnfinishedGoesOnInTheNextWindow() {
    try (TestWindow window = new TestWindow(home, SLOW, ENGLISH)) {
      window.type("#prompt", "a long run");
      FxThread.run(() -> window.count(6));
      window.shortcut(KeyCode.ENTER);
      FxThread.waitFor("the first picture", () -> !window.pictures().isEmpty());
    }
    try (TestWindow window = new TestWindow(home, SLOW, ENGLISH)) {
      FxThread.waitFor("all six", () -> window.pictures().size() == 6);
      assertEquals("a long run", window.text("#prompt"), "the draft is kept");
    }
  }

  @Test
  void aPicturesSettingsComeBack() throws IOException {
    try (TestWindow window = new TestWindow(home, ModelOpener.PIXART, ENGLISH)) {
      window.type("#prompt", "a {lemon|pear} on a pink background");
      window.shortcut(KeyCode.ENTER);
      FxThread.waitFor("the picture", () -> window.pictures().size() == 1);
      Path elsewhere = Files.copy(window.pictures().getFirst(), home.resolve("sent by mail.png"));
      PictureParameters made = parameters(elsewhere);
      window.type("#prompt", " changed");
      FxThread.run(() -> window.workspace().restore(elsewhere));
      FxThread.waitFor(
          "the prompt as it was typed",
          () -> window.text("#prompt").equals("a {lemon|pear} on a pink background"));
      assertEquals(String.valueOf(made.seed()), window.text("#seed"));
      window.shortcut(KeyCode.ENTER);
      FxThread.waitFor("the same picture again", () -> window.pictures().size() == 2);
      PictureParameters again = parameters(window.pictures().getLast());
      assertEquals(made.prompt(), again.prompt());
      assertEquals(made.seed(), again.seed(), "the seed is locked");
    }
  }

  @Test
  void metadataThatCannotBeReadChangeNothingAndNameTheirProgram() throws IOException {
    Path picture =
        Files.write(home.resolve("comfy.png"), PictureBytes.png("workflow", "{\"nodes\": []}"));
    try (TestWindow window = new TestWindow(home, SLOW, ENGLISH)) {
      window.type("#prompt", "a lemon");
      GenerationSettings before = FxThread.ask(window.workspace()::draft);
      FxThread.run(() -> window.workspace().restore(picture));
      FxThread.waitFor(
          "the sentence",
          () ->
              window.window().root().lookupAll("*").stream()
                  .filter(Text.class::isInstance)
                  .map(n -> ((Text) n).getText())
                  .anyMatch(t -> t.contains("comfy.png") && t.contains("ComfyUI workflow")));
      assertEquals(before, FxThread.ask(window.workspace()::draft));
    }
  }

  @Test
  void theWindowSpeaksKorean() {
    try (TestWindow window = new TestWindow(home, ModelOpener.PIXART, KOREAN)) {
      for (Page page : Page.values()) {
        FxThread.run(() -> window.window().show(page));
        List<String> texts = window.texts();
        assertTrue(
            texts.stream().anyMatch(t -> t.codePoints().anyMatch(WindowTest::isKorean)),
            page.name());
        assertFalse(texts.stream().anyMatch(t -> t.startsWith("<")), page + ": " + texts);
      }
      FxThread.run(() -> window.window().show(Page.GENERATE));
      window.type("#prompt", "여우");
      window.shortcut(KeyCode.ENTER);
      FxThread.waitFor("the picture", () -> window.pictures().size() == 1);
      assertEquals("여우", parameters(window.pictures().getFirst()).prompt());
    }
  }

  private static boolean isKorean(int c) {
    return Character.UnicodeScript.of(c) == Character.UnicodeScript.HANGUL;
  }

  @Test
  void aModelThatBreaksIsASentenceThatNamesTheFile() throws IOException {
    Path broken = TinyModel.copy(Path.of("models", "nano"), makeFolder("models").resolve("mine"));
    try (TestWindow window = new TestWindow(home, ModelOpener.PIXART, ENGLISH)) {
      Files.write(
          broken.resolve("transformer").resolve("diffusion_pytorch_model.safetensors"),
          new byte[100]);
      FxThread.run(() -> window.workspace().useModel("mine"));
      window.type("#prompt", "a fox");
      window.shortcut(KeyCode.ENTER);
      FxThread.waitFor(
          "the job to fail",
          () ->
              window.services().queue().jobs().stream()
                  .anyMatch(j -> j.state() == Job.State.FAILED));
      String sentence = String.valueOf(window.services().queue().jobs().getFirst().message());
      assertTrue(sentence.contains("diffusion_pytorch_model.safetensors"), sentence);
      FxThread.run(() -> window.window().show(Page.QUEUE));
      window.waitForText("the sentence on the page", "diffusion_pytorch_model.safetensors");
    }
  }

  private Path makeFolder(String name) throws IOException {
    return Files.createDirectories(home.resolve(name));
  }

  private static PictureParameters parameters(Path picture) {
    return Objects.requireNonNull(PictureReader.readHead(picture).found()).parameters();
  }
}
