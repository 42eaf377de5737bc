package dev.pixdelta.gui.generate;

import atlantafx.base.theme.Styles;
import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.Page;
import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.gui.shell.StageText;
import dev.pixdelta.gui.shell.View;
import dev.pixdelta.studio.FailureSentence;
import dev.pixdelta.studio.GenerationSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Separator;
import javafx.scene.control.SplitPane;
import javafx.scene.image.Image;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** The page where prompts become jobs, with the picture that is being drawn. */
public final class GenerateView implements View {
  private final Shell shell;
  private final Messages messages;
  private final GenerateModel model;
  private final RunModel run;
  private final PromptInspector inspector;
  private final GenerateActions actions;
  private final PromptPane promptPane;
  private final StyleRow style;
  private final PicturePane picture;
  private final SplitPane root = new SplitPane();

  public GenerateView(Shell shell) {
    this.shell = shell;
    messages = shell.messages(GenerateView.class);
    model = new GenerateModel(shell.session(), shell.folders());
    run =
        new RunModel(shell.queue()::jobs, shell.events(), shell.background(), shell.session());
    inspector =
        new PromptInspector(
            model, shell.folders(), shell.background(), (choice, prompt) -> null);
    PictureDeeds deeds = new PictureDeeds(shell, messages, run);
    actions = new GenerateActions(shell, messages, model, run, deeds);
    promptPane = new PromptPane(model, inspector, messages, actions.typing());
    actions.connect(promptPane);
    style = new StyleRow(model, shell, messages);
    picture = new PicturePane(shell, messages, model, run, deeds, actions);
    root.getStyleClass().add("generate-page");
    root.getItems().setAll(left(), picture);
    SplitPane.setResizableWithParent(root.getItems().getFirst(), false);
    Split.keep(root, shell.session());
    findModels();
  }
}
