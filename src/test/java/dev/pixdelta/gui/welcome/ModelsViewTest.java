package dev.pixdelta.gui.welcome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.gui.shell.Page;
import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.picture.Output;
import dev.pixdelta.testing.FakePipeline;
import dev.pixdelta.testing.FxThread;
import dev.pixdelta.testing.Golden;
import dev.pixdelta.testing.ModelDamage;
import dev.pixdelta.testing.NoWorkspace;
import dev.pixdelta.testing.TestShell;
import dev.pixdelta.testing.TinyModel;
import dev.pixdelta.torch.DeviceChoice;
import dev.pixdelta.torch.PrecisionChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelsViewTest {
  private final List<String> used = new ArrayList<>();

  private final NoWorkspace workspace =
      new NoWorkspace() {
        @Override
        public GenerationSettings draft() {
          return new GenerationSettings(
              "nano",
              DeviceChoice.AUTO,
              PrecisionChoice.AUTO,
              "",
              "",
              null,
              null,
              null,
              null,
              null,
              0,
              1,
              1,
              Output.in(Path.of("pictures")),
              List.of());
        }

        @Override
        public void useModel(String name) {
          used.add(name);
        }
      };

  @Test
  void aModelIsChosenByItsButton(@TempDir Path folder) {
    ModelLocator models =
        new ModelLocator(
            List.of(
                new ModelLocator.Root(Path.of("models"), ModelLocator.Source.INSTALLATION),
                new ModelLocator.Root(Golden.ROOT.resolve("models"), ModelLocator.Source.DATA)));
    try (TestShell test =
        new TestShell(folder, models, FakePipeline::open, Locale.ENGLISH, workspace)) {
      var view = test.show(ModelsView::new, Page.MODELS, 900, 600);
      VBox cards = (VBox) test.node("models");
      FxThread.waitFor("the models", () -> cards.getChildren().size() >= 5);
      FxThread.run(() -> use(cards, "tiny-512").fire());
      assertEquals(List.of("tiny-512"), used);
      assertTrue(
          FxThread.ask(
              () -> cards.lookupAll(".button").stream().noneMatch(b -> says(b, "Use: nano"))),
          "it is in use");
      FxThread.run(view::closed);
      assertEquals(List.of(), test.failures());
    }
  }

  @Test
  void aCardSaysWhatIsBorrowedAndWhatIsWrong(@TempDir Path folder) throws IOException {
    Path models = Files.createDirectory(folder.resolve("models"));
    Path golden = Golden.ROOT.resolve("models/tiny-512");
    Path lacking = TinyModel.copy(golden, models.resolve("lacking"));
    ModelDamage.remove("vae").apply(lacking);
    Path sigma = TinyModel.copy(golden, models.resolve("sigma"));
    ModelDamage.key("model_index.json", "_class_name", "\"PixArtSigmaPipeline\"").apply(sigma);
    TinyModel.copy(golden, models.resolve("whole"));
    ModelLocator.Root root = new ModelLocator.Root(models, ModelLocator.Source.DATA);
    try (TestShell test =
        new TestShell(
            folder,
            new ModelLocator(List.of(root)),
            FakePipeline::open,
            Locale.ENGLISH,
            workspace)) {
      var view = test.show(ModelsView::new, Page.MODELS, 900, 600);
      VBox cards = (VBox) test.node("models");
      FxThread.waitFor("the models", () -> cards.getChildren().size() == 3);
      String text =
          FxThread.ask(
              () ->
                  cards.lookupAll(".label").stream()
                      .map(l -> ((Label) l).getText())
                      .collect(Collectors.joining("\n")));
      assertTrue(text.contains("Uses the VAE of whole"), text);
      assertTrue(text.contains("this is a PixArt-Sigma model"), text);
      FxThread.run(view::closed);
    }
  }

  private static Button use(VBox cards, String model) {
    return (Button)
        cards.lookupAll(".button").stream()
            .filter(b -> says(b, "Use: " + model))
            .findFirst()
            .orElseThrow();
  }

  private static boolean says(Node button, String text) {
    return text.equals(button.getAccessibleText());
  }
}
