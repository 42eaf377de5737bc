package dev.pixdelta.gui.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.gui.shell.KnownControls;
import dev.pixdelta.gui.shell.Page;
import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.pipeline.ControlType;
import dev.pixdelta.pipeline.Picture;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.control.ControlSettings;
import dev.pixdelta.studio.picture.PictureFiles;
import dev.pixdelta.studio.queue.Job;
import dev.pixdelta.testing.FakePipeline;
import dev.pixdelta.testing.FxThread;
import dev.pixdelta.testing.Golden;
import dev.pixdelta.testing.NoWorkspace;
import dev.pixdelta.testing.TestShell;
import dev.pixdelta.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextArea;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures that steer: what cannot is said beside it, with a way out, and never queued. */
final class ControlPaneTest {
  private static final Path TINY = Golden.ROOT.resolve("models");

  private final Path folder;
  private final Path weights;
  private final Path picture;
  private final TestShell test;
  private final GenerateView view;

  ControlPaneTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    weights = TinyModel.copy(TINY.resolve("tiny-control"), folder.resolve("lines"));
    picture = picture("cat.png");
    ModelLocator models =
        new ModelLocator(
            List.of(
                new ModelLocator.Root(Path.of("models"), ModelLocator.Source.INSTALLATION),
                new ModelLocator.Root(TINY, ModelLocator.Source.DATA)));
    test =
        new TestShell(
            folder,
            models,
            (path, options) -> new FakePipeline(path),
            Locale.ENGLISH,
            new NoWorkspace());
    view = test.show(GenerateView::new, Page.GENERATE, 900, 700);
    new ModelBox(test).await();
    FxThread.run(() -> ((TextArea) test.node("prompt")).setText("a fox"));
  }

  @AfterEach
  void close() {
    FxThread.run(() -> view.closed());
    test.close();
    assertEquals(List.of(), test.failures());
  }

  private Path picture(String name) {
    Path file = folder.resolve(name);
    byte[] rgb = new byte[3 * 32 * 32];
    for (int i = 0; i < rgb.length / 2; i++) {
      rgb[i] = (byte) 200;
    }
    PictureFiles.saveAs(new Picture(new Size(32, 32), rgb), file);
    return file;
  }

  private ControlPane pane() {
    return (ControlPane) test.node("controls");
  }

  private ControlCard card() {
    return (ControlCard) test.node("control-map").getParent();
  }

  /** The weights are those that the user chose last; the picture steers. */
  private void steered() {
    new ModelBox(test).choose("tiny-lcm");
    FxThread.run(
        () -> test.shell().session().put(KnownControls.SECTION, KnownControls.NONE.with(weights)));
    FxThread.run(() -> pane().addPicture(picture));
    FxThread.waitFor("the card", () -> view.draft().controls().size() == 1);
    waitUntilReady();
  }

  private void waitUntilReady() {
    FxThread.waitFor(
        "the weights",
        () ->
            test.text("control-weights").contains("lines") && !test.node("generate").isDisabled());
  }

  private void blocked(String sentence) {
    FxThread.waitFor("the reason", () -> test.text("obstacle").contains(sentence));
    assertTrue(test.node("generate").isDisabled());
    assertEquals(
        test.text("obstacle"), test.text("control-problem"), "said where it can be mended");
    assertTrue(test.isVisible("choose-weights"));
  }

  private List<Job> jobs() {
    return test.shell().queue().jobs();
  }

  private List<Job> generated(int more) {
    int before = jobs().size();
    FxThread.run(() -> ((Button) test.node("generate")).fire());
    FxThread.waitFor("the jobs", () -> jobs().size() >= before + more);
    return jobs();
  }

  @Test
  void aModelThatNothingCanSteerSaysSoAndOffersWeights() {
    FxThread.waitFor("the reason", () -> test.isVisible("control-reason"));
    assertTrue(test.text("control-reason").startsWith("nano has no control weights"));
    assertTrue(test.node("add-control").isDisabled());
    assertTrue(test.node("control-folder").isDisabled());
    assertFalse(test.node("add-sketch").isDisabled(), "drawing is always possible");
    assertFalse(test.node("generate").isDisabled(), "so are pictures without a control");
    new ModelBox(test).choose("tiny-lcm");
    FxThread.waitFor(
        "the other model", () -> test.text("control-reason").startsWith("tiny-lcm has no"));
    FxThread.run(
        () -> test.shell().session().put(KnownControls.SECTION, KnownControls.NONE.with(weights)));
    FxThread.run(() -> pane().useWeights(weights));
    FxThread.waitFor("the buttons", () -> !test.node("add-control").isDisabled());
    assertFalse(test.isVisible("control-reason"));
    assertFalse(test.node("control-folder").isDisabled());
  }

  @Test
  void weightsThatVanishStopTheButtonUntilTheyAreBack() throws IOException {
    steered();
    Path elsewhere = Files.move(weights, folder.resolve("elsewhere"));
    FxThread.run(view::shown);
    blocked("lines no longer exist");
    Files.move(elsewhere, weights);
    FxThread.run(view::shown);
    waitUntilReady();
    assertEquals(1, generated(1).getFirst().settings().controls().size());
  }

  @Test
  void weightsThatVanishBetweenLookAndPressAreRefusedWithTheSentence() throws IOException {
    steered();
    Files.move(weights, folder.resolve("elsewhere"));
    FxThread.run(() -> ((Button) test.node("generate")).fire());
    FxThread.waitFor("the refusal", () -> test.text("problem").contains("lines"));
    assertEquals(List.of(), jobs());
  }

  @Test
  void aPictureThatVanishesStopsTheButtonAndAnotherCanBeChosen() throws IOException {
    steered();
    Files.delete(picture);
    FxThread.run(view::shown);
    blocked("cat.png no longer exists");
    assertTrue(test.isVisible("choose-picture"));
    FxThread.run(() -> ((Button) test.node("remove-control")).fire());
    FxThread.waitFor("the button", () -> !test.node("generate").isDisabled());
  }

  @Test
  void aPictureThatCannotBeReadStopsTheButton() throws IOException {
    steered();
    Files.writeString(picture, "no picture");
    FxThread.run(view::shown);
    blocked("cat.png");
    assertTrue(test.isVisible("choose-picture"));
  }

  @Test
  void anotherModelStopsTheButtonUnlessKnownWeightsFitIt() {
    steered();
    new ModelBox(test).choose("nano");
    blocked("“lines” were not made for nano");
    new ModelBox(test).choose("tiny-lcm");
    waitUntilReady();
    Path wide = TINY.resolve("tiny-control-512");
    FxThread.run(
        () ->
            test.shell()
                .session()
                .put(KnownControls.SECTION, KnownControls.NONE.with(weights).with(wide)));
    new ModelBox(test).choose("tiny-512");
    FxThread.waitFor(
        "its weights", () -> test.text("control-weights").contains("tiny-control-512"));
    assertFalse(test.node("generate").isDisabled());
    assertEquals(wide, FxThread.ask(view::draft).controls().getFirst().weights());
    new ModelBox(test).choose("nano");
    blocked("“tiny-control-512” were not made for nano");
  }

  @Test
  void weightsThatTheUserChoosesAreNotReplacedInSilence() {
    steered();
    FxThread.run(() -> card().useWeights(TINY.resolve("tiny-lcm/transformer")));
    blocked("“transformer” were not made for tiny-lcm");
    FxThread.run(() -> card().useWeights(weights));
    waitUntilReady();
  }

  @Test
  @SuppressWarnings("unchecked")
  void mapsThatTheWeightsWereNotTrainedOnStopTheButton() throws IOException {
    Files.writeString(weights.resolve("config.json"), "{\"map_types\": [\"softedge\"]}");
    steered();
    ComboBox<ControlType> types = (ComboBox<ControlType>) test.node("control-type");
    assertEquals("Depth map", types.getConverter().toString(ControlType.DEPTH));
    FxThread.run(() -> types.setValue(ControlType.DEPTH));
    blocked("were trained on soft edges, not on depth maps");
    assertTrue(
        test.text("control-expected").contains("cannot be found here"),
        "a photograph has no depth that could be seen");
    FxThread.run(() -> types.setValue(ControlType.SCRIBBLE));
    waitUntilReady();
  }

  @Test
  @SuppressWarnings("unchecked")
  void thePartOfTheStepsIsSetInPercent() {
    steered();
    FxThread.run(
        () -> {
          ((Spinner<Integer>) test.node("control-start")).getValueFactory().setValue(25);
          ((Spinner<Integer>) test.node("control-end")).getValueFactory().setValue(50);
        });
    ControlSettings c = FxThread.ask(view::draft).controls().getFirst();
    assertEquals(0.25, c.start());
    assertEquals(0.5, c.end());
    FxThread.run(
        () -> ((Spinner<Integer>) test.node("control-end")).getValueFactory().setValue(10));
    ControlSettings earlier = FxThread.ask(view::draft).controls().getFirst();
    assertEquals(0.1, earlier.start(), "it never ends before it begins");
    assertEquals(0.1, earlier.end());
  }

  @Test
  void twoPicturesSteerTogetherAndAThirdIsRefused() {
    steered();
    Path second = picture("dog.png");
    FxThread.run(() -> pane().addPicture(second));
    FxThread.waitFor("the second card", () -> view.draft().controls().size() == 2);
    FxThread.run(() -> pane().addPicture(picture("third.png")));
    assertFalse(FxThread.ask(() -> test.node("add-control").getParent().isVisible()));
    List<ControlSettings> steering = generated(1).getFirst().settings().controls();
    assertEquals(List.of(picture, second), steering.stream().map(ControlSettings::file).toList());
    assertEquals(2, FxThread.ask(view::draft).controls().size());
  }

  @Test
  void aFolderOfMapsIsOneJobForEachWithThePromptBesideIt() throws IOException {
    new ModelBox(test).choose("tiny-lcm");
    FxThread.run(
        () -> test.shell().session().put(KnownControls.SECTION, KnownControls.NONE.with(weights)));
    Path maps = Files.createDirectories(folder.resolve("maps"));
    Files.copy(picture, maps.resolve("b.png"));
    Files.copy(picture, maps.resolve("a.png"));
    Files.writeString(maps.resolve("a.txt"), "a lion\n");
    Files.writeString(maps.resolve("notes.md"), "no map");
    FxThread.run(() -> pane().addFolder(maps));
    FxThread.waitFor("the jobs", () -> jobs().size() == 2);
    assertEquals(
        List.of("a lion", "a fox"), jobs().stream().map(j -> j.settings().prompt()).toList());
    List<ControlSettings> controls = new ArrayList<>();
    jobs().forEach(j -> controls.addAll(j.settings().controls()));
    assertEquals(
        List.of(maps.resolve("a.png"), maps.resolve("b.png")),
        controls.stream().map(ControlSettings::file).toList());
    assertEquals(
        List.of(weights, weights), controls.stream().map(ControlSettings::weights).toList());
    long first = jobs().get(0).settings().seed();
    assertEquals(first + 1, jobs().get(1).settings().seed(), "seeds run on");
  }
}
