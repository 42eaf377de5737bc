package dev.pixdelta.gui.generate;

import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.KnownControls;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.gui.shell.View;
import dev.pixdelta.studio.GenerationRequest;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.RestoredSettings;
import dev.pixdelta.studio.control.ControlPictures;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.studio.picture.PictureMetadata;
import dev.pixdelta.studio.picture.PictureReader;
import dev.pixdelta.studio.prompt.KnownWords;
import dev.pixdelta.studio.prompt.Styles;
import dev.pixdelta.torch.Torch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Parent;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The page where prompts become jobs, with the picture that is being drawn. */
public final class GenerateView implements View {
  private final Shell shell;
  private final Messages messages;
  private final GenerateModel model;
  private final RunModel run;
  private final PromptInspector inspector;
  private final GenerateActions actions;
  private final RestoreUndo undo;
  private final StyleRow style;
  private final PicturePane picture;
  private final ControlPane controls;
  private final SplitPane root = new SplitPane();

  /** Makes the page; models, styles and jobs are looked for in the background. */
  public GenerateView(Shell shell) {
    this.shell = shell;
    messages = shell.messages(GenerateView.class);
    model = new GenerateModel(shell.session(), shell.folders());
    run =
        new RunModel(
            shell.queue()::jobs,
            () -> Torch.unpacked(shell.folders().cache()) == 1,
            shell.events(),
            shell.background(),
            shell.session());
    inspector =
        new PromptInspector(
            model, shell.folders(), shell.background(), new TokenCounter(shell.models())::count);
    ShownPictureActions pictureActions = new ShownPictureActions(shell, messages, run);
    undo = new RestoreUndo(messages, model, shell.sketch(), this::restorationUndone);
    actions = new GenerateActions(shell, messages, model, run, pictureActions, undo.action);
    PromptPane prompts = new PromptPane(model, inspector, messages, actions.typing());
    actions.connect(prompts);
    style = new StyleRow(model, shell, messages);
    picture = new PicturePane(shell, messages, model, run, pictureActions, actions);
    SettingsPane settings =
        new SettingsPane(
            model,
            messages,
            new SettingsPane.Buttons(actions.models, actions.turn, actions.lock, actions.dice));
    controls = new ControlPane(model, shell, messages);
    VBox column = new VBox(12, prompts, style, settings, controls);
    column.getStyleClass().add("settings-column");
    ScrollPane scroll = new ScrollPane(column);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.getStyleClass().add("settings-scroll");
    VBox.setVgrow(scroll, Priority.ALWAYS);
    VBox left = new VBox(scroll, new GenerateBar(model, run, messages, actions));
    left.getStyleClass().add("settings-side");
    left.setMinWidth(304);
    root.getStyleClass().add("generate-page");
    root.getItems().setAll(left, picture);
    root.addEventFilter(KeyEvent.KEY_PRESSED, undo::pressed);
    Split.keep(root, shell.session());
  }

  private void look() {
    shell.background().ask(() -> ModelChoice.find(shell.models()), model::setModels);
    style.read();
    inspector.inspect();
    controls.look();
    run.dropMissing();
  }

  /** Shows settings that a picture brought, and says what it could not bring. */
  void useSettings(RestoredSettings restored) {
    GenerationSettings settings = restored.settings();
    Action back =
        undo.change(
            () -> {
              model.use(settings, restored.seeded());
              controls.takeDrawing();
            });
    List<String> lost = new ArrayList<>(Restoration.words(restored, messages));
    int steps = model.steps.get();
    if (settings.steps() != null && settings.steps() != steps) {
      lost.add(messages.get("loss.steps", settings.steps(), steps));
    }
    picture.restored(lost, restored.seeded(), back);
  }

  private void restorationUndone() {
    picture.restorationUndone();
  }

  /** What the page shows now; a drawing among its controls has no file yet. */
  public GenerationSettings draft() {
    return model.draft();
  }

  /** The prompt. */
  public StringProperty prompt() {
    return model.prompt;
  }

  /** The words that the chosen model knows. */
  public ObservableValue<@Nullable KnownWords> vocabulary() {
    return model.vocabulary();
  }

  /** Has the drawing steer. */
  public void useSketch() {
    controls.addSketch();
  }

  /** Chooses a model, now or as soon as it is found. */
  public void useModel(String name) {
    model.useModel(name);
  }

  /** Takes a seed and locks it. */
  public void useSeed(long seed) {
    model.useSeed(seed);
    shell.toasts().info(messages.get("seed.used", Long.toString(seed)));
  }

  /**
   * Reads the settings of a picture in the background, then shows them. What the picture does not
   * tell stays as it is.
   */
  public void restore(Path file) {
    read(file, model.everything(), found -> {}, this::useSettings);
  }

  /** Queues new pictures with the settings of a picture and new seeds. */
  public void vary(Path file, int count) {
    read(
        file,
        model.draft(),
        found -> {
          if (found.parameters().prompt() == null) {
            throw new PictureFileException(
                file, "does not say what it shows, so it cannot be varied");
          }
        },
        r -> {
          actions.queue(r.settings().withSeries(GenerationRequest.randomSeed(1, count), count));
          shell.toasts().info(messages.get("varied", count));
        });
  }

  private void read(
      Path file,
      GenerationSettings current,
      Consumer<PictureMetadata.Found> check,
      Consumer<RestoredSettings> use) {
    Styles styles = Styles.of(shell.folders());
    KnownControls known = KnownControls.of(shell.session());
    shell
        .background()
        .ask(
            () -> {
              PictureMetadata.Found found = PictureReader.read(file).found();
              if (found == null) {
                throw new PictureFileException(
                    file,
                    "does not say how it was made; settings can be restored from pictures that still carry their metadata");
              }
              if (!found.isUnderstood()) {
                String program = String.join("; ", found.lost());
                throw new PictureFileException(
                    file, "its metadata cannot be read ({0}); nothing was changed", program);
              }
              check.accept(found);
              return RestoredSettings.of(
                  found,
                  current,
                  shell.models(),
                  styles.all(),
                  known::named,
                  ControlPictures.of(shell.folders()));
            },
            use,
            shell.toasts()::error);
  }

  @Override
  public Parent root() {
    return root;
  }

  @Override
  public void shown() {
    look();
    shell.background().later(actions::focusPrompt); // at the start there is no window yet
  }

  @Override
  public void closed() {
    run.close();
  }
}
