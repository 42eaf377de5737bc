package dev.pixdelta.gui.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.diffusion.SamplerKind;
import dev.pixdelta.gui.shell.Page;
import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.pipeline.Picture;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.RestoredSettings;
import dev.pixdelta.studio.picture.ImageFormat;
import dev.pixdelta.studio.picture.Origin;
import dev.pixdelta.studio.picture.Output;
import dev.pixdelta.studio.picture.PictureFiles;
import dev.pixdelta.studio.picture.PictureParameters;
import dev.pixdelta.studio.picture.PictureReader;
import dev.pixdelta.studio.prompt.KnownWords;
import dev.pixdelta.studio.prompt.Styles;
import dev.pixdelta.studio.queue.Job;
import dev.pixdelta.testing.FakePipeline;
import dev.pixdelta.testing.FxThread;
import dev.pixdelta.testing.Golden;
import dev.pixdelta.testing.ModelDamage;
import dev.pixdelta.testing.NoWorkspace;
import dev.pixdelta.testing.TestShell;
import dev.pixdelta.testing.TinyModel;
import dev.pixdelta.text.Sentence;
import dev.pixdelta.torch.DeviceChoice;
import dev.pixdelta.torch.PrecisionChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Labeled;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Pane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GenerateViewTest {
  private static final ModelLocator MODELS =
      new ModelLocator(
          List.of(
              new ModelLocator.Root(Path.of("models"), ModelLocator.Source.INSTALLATION),
              new ModelLocator.Root(Golden.ROOT.resolve("models"), ModelLocator.Source.DATA)));

  private final Path folder;

  @SuppressWarnings("NullAway.Init") // each test opens the page in its own way
  private TestShell test;

  @SuppressWarnings("NullAway.Init")
  private GenerateView view;

  GenerateViewTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private void open(Locale locale, Duration step, int failingBatch) {
    open(MODELS, locale, step, failingBatch);
  }

  private void open(ModelLocator models, Locale locale, Duration step, int failingBatch) {
    test =
        new TestShell(
            folder,
            models,
            (path, options) -> new FakePipeline(path, step, failingBatch),
            locale,
            new NoWorkspace());
    view = test.show(GenerateView::new, Page.GENERATE, 900, 600);
    new ModelBox(test).await();
  }

  private void open() {
    open(Locale.ENGLISH, Duration.ZERO, -1);
  }

  @AfterEach
  void close() {
    FxThread.run(() -> view.closed());
    test.close();
    assertEquals(List.of(), test.failures());
  }

  private TextArea prompt() {
    return (TextArea) test.node("prompt");
  }

  private List<Job> jobs() {
    return test.shell().queue().jobs();
  }

  @Test
  void whatIsTypedIsDrawnAndShown() {
    open();
    test.type(prompt(), "a red fox");
    test.press(prompt(), KeyCode.ENTER, true, false);
    FxThread.waitFor("a job", () -> !jobs().isEmpty());
    assertEquals("a red fox", jobs().getFirst().settings().prompt());
    assertEquals("nano", jobs().getFirst().settings().model());
    String seed = Long.toString(jobs().getFirst().settings().seed());
    assertEquals(seed, FxThread.ask(() -> ((TextField) test.node("seed")).getText()));
    FxThread.waitFor("the picture", () -> test.text("caption").contains("a red fox"));
    assertTrue(test.text("caption").contains(seed));
    FxThread.waitFor(
        "its pixels", () -> ((PictureArea) test.node("picture")).view().getImage() != null);
    assertFalse(FxThread.ask(() -> test.node("examples").getParent().isVisible()));
  }

  @Test
  void aSamplerThatIsOnlyNearToTheModelsIsToldAsOne() throws IOException {
    Path models = Files.createDirectory(folder.resolve("models"));
    Path euler = TinyModel.copy(TinyModel.folder("tiny-512").path(), models.resolve("euler"));
    String file = "scheduler/scheduler_config.json";
    ModelDamage.key(file, "_class_name", "\"EulerDiscreteScheduler\"").apply(euler);
    ModelLocator.Root root = new ModelLocator.Root(models, ModelLocator.Source.DATA);
    open(new ModelLocator(List.of(root)), Locale.ENGLISH, Duration.ZERO, -1);
    assertEquals(
        "euler was made for EulerDiscreteScheduler, which Pixdelta does not have; this sampler is"
            + " the nearest to it.",
        test.text("sampler-line"));
  }

  @Test
  void severalPressesAreSeveralJobsInOrder() {
    open(Locale.ENGLISH, Duration.ofMillis(50), -1);
    for (String word : List.of("one", "two", "three")) {
      FxThread.run(() -> prompt().setText(word));
      test.press(prompt(), KeyCode.ENTER, true, false);
    }
    FxThread.waitFor("three jobs", () -> jobs().size() == 3);
    assertEquals(
        List.of("one", "two", "three"), jobs().stream().map(j -> j.settings().prompt()).toList());
    FxThread.waitFor("the number", () -> test.isVisible("queue-length"));
    FxThread.waitFor("the end", () -> !test.isVisible("queue-length"));
  }

  @Test
  void cancelStopsTheRunningJob() {
    open(Locale.ENGLISH, Duration.ofMillis(300), -1);
    test.type(prompt(), "a fox");
    test.press(prompt(), KeyCode.ENTER, true, false);
    FxThread.waitFor("progress", () -> test.text("stage").contains("Step"));
    FxThread.run(() -> ((javafx.scene.control.Button) test.node("cancel")).fire());
    FxThread.waitFor("its end", () -> jobs().getFirst().state() == Job.State.CANCELLED);
    FxThread.waitFor("nothing runs", () -> !test.isVisible("progress"));
  }

  @Test
  void lcmHidesWhatItDoesNotUseAndSaysWhy() {
    open();
    assertFalse(FxThread.ask(() -> test.node("negative").getParent().isVisible()));
    assertTrue(test.isVisible("no-negative"));
    new ModelBox(test).choose("tiny-alpha");
    assertTrue(FxThread.ask(() -> test.node("negative").getParent().isVisible()));
    assertFalse(test.isVisible("no-negative"));
    assertEquals(SamplerKind.DPM_SOLVER_PP, FxThread.ask(view::draft).sampler());
  }

  @Test
  void aFailureIsASentenceWithAWayOut() {
    open(Locale.ENGLISH, Duration.ZERO, 0);
    test.type(prompt(), "a fox");
    test.press(prompt(), KeyCode.ENTER, true, false);
    FxThread.waitFor("the sentence", () -> test.isVisible("failure"));
    String sentence = FxThread.ask(() -> ((Banner) test.node("failure")).text());
    assertTrue(sentence.contains("told to fail"), sentence);
  }

  @Test
  void aMissingWordListIsSaidBelowThePromptAndRefusedBelowTheSettings() {
    open();
    FxThread.run(() -> prompt().setText("a __beast__"));
    FxThread.waitFor("the sentence", () -> test.isVisible("prompt-problem"));
    assertTrue(test.text("prompt-problem").contains("beast"), test.text("prompt-problem"));
    test.press(prompt(), KeyCode.ENTER, true, false);
    FxThread.waitFor("the refusal", () -> test.isVisible("problem"));
    assertTrue(jobs().isEmpty());
  }

  @Test
  void aSizeThatCannotBeDrawnIsNotQueuedAndOneClickMendsIt() {
    open();
    FxThread.run(() -> prompt().setText("a fox"));
    FxThread.run(
        () ->
            view.useSettings(
                new RestoredSettings(sized(view.draft(), new Size(150, 90)), true, List.of())));
    assertTrue(test.isVisible("better-size"));
    assertTrue(test.node("generate").isDisabled());
    assertTrue(test.text("obstacle").contains("150 × 90"), test.text("obstacle"));
    test.press(prompt(), KeyCode.ENTER, true, false);
    assertTrue(jobs().isEmpty());
    FxThread.run(() -> ((Hyperlink) test.node("better-size")).fire());
    assertFalse(test.isVisible("better-size"));
    assertFalse(test.isVisible("obstacle"));
    test.press(prompt(), KeyCode.ENTER, true, false);
    FxThread.waitFor("a job", () -> !jobs().isEmpty());
    assertEquals(new Size(144, 96), jobs().getFirst().settings().size());
    assertFalse(test.isVisible("problem"));
  }

  private static GenerationSettings sized(GenerationSettings s, Size size) {
    return new GenerationSettings(
        s.model(),
        s.device(),
        s.precision(),
        s.prompt(),
        s.negativePrompt(),
        s.style(),
        size,
        s.sampler(),
        s.steps(),
        s.guidance(),
        s.seed(),
        s.count(),
        s.batch(),
        s.output(),
        s.controls());
  }

  @Test
  void aSizeFarFromTheTrainedOneIsToldBesideItsNameAndOneClickMendsIt() {
    open();
    FxThread.run(() -> prompt().setText("a cat"));
    FxThread.run(
        () ->
            view.useSettings(
                new RestoredSettings(sized(view.draft(), new Size(496, 512)), true, List.of())));
    Hyperlink better = (Hyperlink) test.node("better-size");
    assertTrue(better.getText().contains("128 × 128"), better.getText());
    assertFalse(test.node("generate").isDisabled(), "it can be drawn all the same");
    FxThread.run(better::fire);
    assertEquals(new Size(128, 128), FxThread.ask(view::draft).size());
    assertFalse(test.isVisible("better-size"));
  }

  @Test
  void withoutAPromptTheButtonIsOffAndSaysWhy() {
    open();
    assertTrue(test.node("generate").isDisabled());
    assertEquals("Write a prompt first.", test.text("obstacle"));
    test.press(prompt(), KeyCode.ENTER, true, false);
    FxThread.run(() -> prompt().setText(" \n "));
    test.press(prompt(), KeyCode.ENTER, true, false);
    assertEquals(List.of(), jobs());
    FxThread.run(() -> prompt().setText("a fox"));
    assertFalse(test.node("generate").isDisabled());
    assertFalse(test.isVisible("obstacle"));
  }

  /** Each control of the page has the focus once; a press is one job wherever it is made. */
  @Test
  void controlEnterIsOneJobInEveryFieldOfThePage() {
    open();
    FxThread.run(() -> prompt().setText("a fox"));
    List<Node> fields =
        FxThread.ask(
            () ->
                view.root().lookupAll("*").stream()
                    .filter(n -> n.isFocusTraversable() && !n.isDisabled())
                    .filter(n -> !(n.getParent() instanceof Spinner)) // it has no focus of its own
                    .filter(GenerateViewTest::isShown)
                    .toList());
    assertTrue(fields.size() > 10, fields.toString());
    List<String> prompts = new ArrayList<>();
    for (Node field : fields) {
      String name = field.getId() + " " + field.getClass().getSimpleName() + prompts.size();
      prompts.add(name);
      FxThread.run(() -> prompt().setText(name));
      FxThread.run(field::requestFocus);
      test.press(field, KeyCode.ENTER, true, false);
    }
    // Jobs are added in the order of the presses: behind this one nothing can come.
    FxThread.run(() -> prompt().setText("the last"));
    prompts.add("the last");
    test.press(prompt(), KeyCode.ENTER, true, false);
    FxThread.waitFor(
        "the last job",
        () -> jobs().stream().anyMatch(j -> j.settings().prompt().equals("the last")));
    assertEquals(prompts, jobs().stream().map(j -> j.settings().prompt()).toList());
  }

  private static boolean isShown(Node node) {
    for (Node n = node; n != null; n = n.getParent()) {
      if (!n.isVisible()) {
        return false;
      }
    }
    return true;
  }

  @Test
  void theExamplesAreThoseOfTheChosenModel() {
    open();
    FxThread.waitFor("examples", () -> !examples().isEmpty());
    assertEquals(KnownWords.read(Path.of("models", "nano")).orElseThrow().examples(), examples());
    new ModelBox(test).choose("tiny-lcm");
    assertFalse(examples().isEmpty());
    assertFalse(examples().stream().anyMatch(e -> e.contains("background")), "whole sentences");
  }

  private List<String> examples() {
    return FxThread.ask(
        () ->
            ((Pane) test.node("examples"))
                .getChildren().stream().map(n -> ((Labeled) n).getText()).toList());
  }

  @Test
  void wordsThatTheModelDoesNotKnowAreNamed() {
    open();
    FxThread.run(() -> prompt().setText("a wizard on a teal background"));
    FxThread.waitFor("the hint", () -> test.isVisible("unknown-words"));
    assertTrue(test.text("unknown-words").contains("does not know “wizard”"));
    FxThread.run(() -> prompt().setText("a red fox on a teal background"));
    FxThread.waitFor("the next hint", () -> test.isVisible("misplaced-colours"));
    assertFalse(test.isVisible("unknown-words"));
    assertTrue(test.text("misplaced-colours").contains("a red background"));
    FxThread.run(() -> prompt().setText("여우"));
    FxThread.waitFor("the language", () -> test.isVisible("foreign"));
    assertFalse(test.isVisible("misplaced-colours"));
    FxThread.run(() -> prompt().setText("a fox on a teal background"));
    FxThread.waitFor("no hint", () -> !test.isVisible("foreign"));
    FxThread.run(() -> prompt().setText("a wizard."));
    FxThread.waitFor("the hint again", () -> test.isVisible("unknown-words"));
    new ModelBox(test).choose("tiny-lcm"); // which knows a whole language
    FxThread.waitFor("no hint any more", () -> !test.isVisible("unknown-words"));
  }

  @Test
  void hintsMoveNothingBelowThem() {
    open();
    FxThread.run(() -> prompt().setText("a fox on a teal background"));
    FxThread.waitFor("a count", () -> test.isVisible("tokens"));
    double before = FxThread.ask(() -> top("model"));
    FxThread.run(() -> prompt().setText("a red wizard, a castle and {2|3} dwarfs in the snow"));
    FxThread.waitFor("a hint", () -> test.isVisible("unknown-words"));
    FxThread.run(
        () ->
            view.useSettings(
                new RestoredSettings(sized(view.draft(), new Size(496, 512)), true, List.of())));
    assertEquals(before, FxThread.ask(() -> top("model")));
  }

  private double top(String id) {
    view.root().applyCss();
    view.root().layout();
    Node node = test.node(id);
    return node.localToScene(node.getBoundsInLocal()).getMinY();
  }

  @Test
  void aStyleEarnsNoNoteAndThePromptStaysBelowThePicture() {
    open();
    GenerationSettings styled =
        new GenerationSettings(
            "nano",
            DeviceChoice.AUTO,
            PrecisionChoice.AUTO,
            "a fox",
            "",
            Styles.builtIn().stream()
                .filter(s -> !s.negative().isBlank())
                .findFirst()
                .orElseThrow()
                .name(),
            new Size(128, 128),
            SamplerKind.LCM,
            1,
            null,
            5,
            1,
            1,
            FxThread.ask(view::draft).output(),
            List.of());
    FxThread.run(() -> view.useSettings(new RestoredSettings(styled, true, List.of())));
    test.press(prompt(), KeyCode.ENTER, true, false);
    FxThread.waitFor("the picture", () -> test.text("caption").contains("seed 5"));
    long job = jobs().getFirst().id();
    Path file = Objects.requireNonNull(test.shell().queue().pictures(job).getFirst().file());
    PictureParameters made = Objects.requireNonNull(PictureReader.read(file).found()).parameters();
    assertEquals("", made.negativePrompt());
    FxThread.run(() -> test.shell().events().note(job, Sentence.of("Something worth knowing.")));
    FxThread.waitFor("the note", () -> test.text("note").equals("Something worth knowing."));
    assertTrue(test.text("caption").contains("a fox"), test.text("caption"));
  }

  @Test
  void alternativesAreCountedAndShown() {
    open();
    FxThread.run(() -> prompt().setText("a {red|blue|green} {fox|cat}"));
    FxThread.waitFor("the count", () -> test.isVisible("choices"));
    assertTrue(test.text("choices").startsWith("6 combinations"), test.text("choices"));
  }

  @Test
  void wordsBeyondTheLimitAreListed() {
    open();
    FxThread.run(() -> prompt().setText("fox ".repeat(150) + "the very last words"));
    FxThread.waitFor("the words", () -> test.isVisible("beyond"));
    assertTrue(test.text("beyond").endsWith("the very last words"), test.text("beyond"));
    FxThread.run(() -> prompt().setText("a fox"));
    FxThread.waitFor("no words", () -> !test.isVisible("beyond"));
  }

  @Test
  void altUpBringsBackThePromptsAndUndoTheDraft() {
    open();
    FxThread.run(() -> prompt().setText("first"));
    test.press(prompt(), KeyCode.ENTER, true, false);
    FxThread.run(() -> prompt().replaceText(0, 5, "draft"));
    test.press(prompt(), KeyCode.UP, false, true);
    assertEquals("first", FxThread.ask(() -> prompt().getText()));
    test.press(prompt(), KeyCode.DOWN, false, true);
    assertEquals("draft", FxThread.ask(() -> prompt().getText()));
    FxThread.run(() -> prompt().undo());
    assertEquals("first", FxThread.ask(() -> prompt().getText()));
  }

  @Test
  void controlUpWeighsTheSelectedWords() {
    open();
    FxThread.run(
        () -> {
          prompt().setText("a red fox");
          prompt().selectRange(2, 5);
        });
    test.press(prompt(), KeyCode.UP, true, false);
    test.press(prompt(), KeyCode.UP, true, false);
    assertEquals("a (red:1.2) fox", FxThread.ask(() -> prompt().getText()));
    test.press(prompt(), KeyCode.DOWN, true, false);
    test.press(prompt(), KeyCode.DOWN, true, false);
    assertEquals("a red fox", FxThread.ask(() -> prompt().getText()));
  }

  @Test
  void aDroppedPictureRestoresItsSettingsAndSaysWhatItCannot() throws IOException {
    open();
    PictureParameters parameters =
        new PictureParameters(
            "a cat",
            "",
            6,
            "LCM",
            0.0,
            77L,
            new Size(96, 176),
            null,
            "another-model",
            null,
            null,
            null,
            null,
            Origin.NONE);
    Path dropped = saved(parameters);
    FxThread.run(() -> view.restore(dropped));
    FxThread.waitFor("the sentence", () -> test.isVisible("restored"));
    assertTrue(
        FxThread.ask(() -> ((Banner) test.node("restored")).text()).contains("another-model"));
    var settings = FxThread.ask(view::draft);
    assertEquals("a cat", settings.prompt());
    assertEquals(6, settings.steps());
    assertEquals(77, settings.seed());
    assertEquals(new Size(96, 176), settings.size());
    test.press(prompt(), KeyCode.ENTER, true, false);
    FxThread.waitFor("a job", () -> !jobs().isEmpty());
    assertEquals(77, jobs().getFirst().settings().seed(), "the seed is locked");
  }

  @Test
  void variationsAreQueuedAndLeaveThePageAlone() throws IOException {
    open();
    FxThread.run(() -> prompt().setText("mine"));
    PictureParameters parameters =
        new PictureParameters(
            "a cat",
            "",
            2,
            "LCM",
            0.0,
            77L,
            new Size(128, 128),
            null,
            "nano",
            null,
            null,
            null,
            null,
            Origin.NONE);
    Path picture = saved(parameters);
    FxThread.run(() -> view.vary(picture, 3));
    FxThread.waitFor("a job", () -> !jobs().isEmpty());
    assertEquals("a cat", jobs().getFirst().settings().prompt());
    assertEquals(3, jobs().getFirst().pictures());
    assertEquals("mine", FxThread.ask(view::draft).prompt());
  }

  private Path saved(PictureParameters parameters) throws IOException {
    Output output = new Output(folder, "{seed}", ImageFormat.PNG, Output.DEFAULT_QUALITY);
    Files.createDirectories(folder);
    return new PictureFiles(output, LocalDateTime.of(2026, 1, 1, 0, 0))
        .save(new Picture(new Size(2, 2), new byte[12]), parameters, 1);
  }

  @Test
  void speaksKorean() {
    open(Locale.KOREAN, Duration.ZERO, -1);
    assertEquals("생성", test.text("generate"));
    assertTrue(test.text("no-negative").contains("네거티브"));
  }
}
