package dev.pixdelta.gui.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.diffusion.SamplerKind;
import dev.pixdelta.gui.shell.Session;
import dev.pixdelta.hub.Folders;
import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.pipeline.NamedSize;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.testing.TinyModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GenerateModelTest {
  private static final ModelChoice NANO = choice("nano", Path.of("models", "nano"));
  private static final ModelChoice LCM = tiny("tiny-lcm");
  private static final ModelChoice ALPHA = tiny("tiny-alpha");

  private final Path file;
  private final Folders folders;
  private final GenerateModel model;

  GenerateModelTest(@TempDir Path folder) {
    file = folder.resolve("session.json");
    folders = new Folders(folder, folder, folder.resolve("pictures"));
    model = new GenerateModel(Session.open(file), folders);
  }

  private static ModelChoice tiny(String name) {
    return choice(name, TinyModel.folder(name).path());
  }

  private static ModelChoice choice(String name, Path folder) {
    return ModelChoice.read(name, folder, new ModelLocator(List.of()));
  }

  @Test
  void beginsWithTheEmbeddedModelAsItIs() {
    model.setModels(List.of(ALPHA, NANO));
    GenerationSettings s = model.draft();
    assertEquals("nano", s.model());
    assertEquals(new Size(128, 128), s.size());
    assertEquals(SamplerKind.LCM, s.sampler());
    assertEquals(4, s.steps());
    assertEquals(folders.pictures(), s.output().folder());
  }

  @Test
  void guidanceAndNegativePromptAreSentOnlyWhereTheyAreUsed() {
    model.setModels(List.of(NANO, ALPHA));
    model.negative.set("blurred");
    assertFalse(model.usesGuidance());
    assertEquals("", model.draft().negativePrompt());
    assertNull(model.draft().guidance());
    model.useModel("tiny-alpha");
    assertTrue(model.usesGuidance());
    assertEquals("blurred", model.draft().negativePrompt());
    assertEquals(4.5, model.draft().guidance());
    assertEquals(14, model.draft().steps(), "the other sampler's own");
  }

  @Test
  void stepsStayWithinWhatTheSamplerIsMadeFor() {
    model.setModels(List.of(NANO));
    assertEquals(new Limits(1, 8), model.limits());
    model.sampler.set(SamplerKind.DPM_SOLVER_PP);
    assertEquals(new Limits(2, 50), model.limits());
  }

  @Test
  void anotherModelKeepsTheShapeOfThePicture() {
    model.setModels(List.of(NANO, LCM));
    model.size.set(new Size(176, 96));
    model.useModel("tiny-lcm");
    Size size = Objects.requireNonNull(model.draft().size());
    assertTrue(size.width() > size.height(), size.toString());
    assertNull(model.betterSize());
  }

  @Test
  void aSizeThatCannotBeDrawnHasAWayOut() {
    model.setModels(List.of(NANO));
    model.size.set(new Size(150, 90));
    assertEquals(new Size(144, 96), model.betterSize());
    model.size.set(new Size(144, 96));
    assertNull(model.betterSize());
    model.turn();
    assertEquals(new Size(96, 144), model.draft().size());
  }

  @Test
  void aSizeFarFromTheTrainedOneHasAWayBack() {
    model.setModels(List.of(NANO));
    for (Size near : List.of(new Size(128, 128), new Size(160, 160), new Size(96, 112))) {
      model.size.set(near);
      assertNull(model.trainedSize(), near.toString());
    }
    for (Size far : List.of(new Size(496, 512), new Size(192, 192), new Size(64, 64))) {
      model.size.set(far);
      assertNull(model.betterSize(), "it can be drawn");
      assertEquals(new Size(128, 128), model.trainedSize(), far.toString());
    }
    model.size.set(new Size(512, 256));
    Size wide = Objects.requireNonNull(model.trainedSize());
    assertTrue(wide.width() > wide.height(), wide.toString());
    for (NamedSize offered : NANO.summary().sizes()) {
      model.size.set(offered.size());
      assertNull(model.trainedSize(), "what is offered is not warned of");
    }
  }

  @Test
  void anUnlockedSeedIsNewAtEachPressAndALockedOneStays() {
    long first = model.next().seed();
    assertEquals(first, model.seed.get(), "the seed used is the one shown");
    assertNotEquals(first, model.next().seed());
    model.useSeed(42);
    assertEquals(42, model.next().seed());
    assertEquals(42, model.next().seed());
  }

  @Test
  void everythingComesBackFromTheSession() {
    Session session = Session.open(file);
    GenerateModel before = new GenerateModel(session, folders);
    before.setModels(List.of(NANO, ALPHA));
    before.useModel("tiny-alpha");
    before.prompt.set("a half-written pro");
    before.steps.set(21);
    before.guidance.set(6.5);
    before.count.set(7);
    before.useSeed(99);
    session.save();

    GenerateModel after = new GenerateModel(Session.open(file), folders);
    after.setModels(List.of(NANO, ALPHA));
    assertEquals(before.draft(), after.draft());
    assertTrue(after.seedLocked.get());
  }

  @Test
  void aModelThatIsAwayTodayIsWantedAgainTomorrow() {
    model.setModels(List.of(NANO, ALPHA));
    model.useModel("tiny-alpha");
    model.setModels(List.of(NANO));
    assertEquals("nano", model.draft().model());
    assertEquals("tiny-alpha", model.missingModel());
    model.setModels(List.of(NANO, ALPHA));
    assertEquals("tiny-alpha", model.draft().model());
    assertNull(model.missingModel());
  }

  @Test
  void settingsOfAPictureAreShownWithTheirSeedLocked() {
    model.setModels(List.of(NANO, ALPHA));
    GenerationSettings wanted = other();
    model.use(wanted, true);
    assertEquals(wanted, model.draft());
    assertEquals(wanted, model.next());
  }

  private GenerationSettings other() {
    GenerateModel source = new GenerateModel(Session.open(file), folders);
    source.setModels(List.of(NANO, ALPHA));
    source.useModel("tiny-alpha");
    source.prompt.set("a fox");
    source.negative.set("a cat");
    source.steps.set(33);
    source.guidance.set(2.5);
    source.throwDice();
    return source.draft();
  }
}
