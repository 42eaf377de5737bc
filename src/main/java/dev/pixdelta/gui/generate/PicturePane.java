package dev.pixdelta.gui.generate;

import atlantafx.base.theme.Styles;
import dev.pixdelta.gui.shell.Action;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.Page;
import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.gui.shell.StageText;
import dev.pixdelta.studio.queue.Job;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.Tooltip;
import javafx.scene.image.Image;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.bootstrapicons.BootstrapIcons;

/** The right side of the page: the picture, how far it is, and the latest ones. */
final class PicturePane extends VBox {
  private final Shell shell;
  private final Messages messages;
  private final RunModel run;
  private final PictureArea area = new PictureArea();
  private final EmptyPicturePane empty;
  private final ProgressIndicator waiting = new ProgressIndicator();
  private final Banner failure;
  private final Banner restored;
  private final Label caption = line("caption");
  private final Label note = line("note");
  private @Nullable Image coming;

  PicturePane(
      Shell shell,
      Messages messages,
      GenerateModel model,
      RunModel run,
      ShownPictureActions pictureActions,
      GenerateActions actions) {
    this.shell = shell;
    this.messages = messages;
    this.run = run;
    getStyleClass().add("picture-pane");
    failure =
        new Banner(
            "failure",
            BootstrapIcons.EXCLAMATION_TRIANGLE,
            Styles.DANGER,
            messages.get("banner.close"));
    restored =
        new Banner(
            "restored", BootstrapIcons.INFO_CIRCLE, Styles.ACCENT, messages.get("banner.close"));
    empty =
        new EmptyPicturePane(
            messages,
            prompt -> {
              model.prompt.set(prompt);
              actions.focusPrompt();
            },
            () -> shell.workspace().show(Page.MODELS));
    area.setId("picture");
    area.setAccessibleRole(javafx.scene.AccessibleRole.IMAGE_VIEW);
    pictureActions.attach(area, this::finished);
    area.setOnMouseClicked(
        e -> {
          Recent picture = finished();
          if (e.getClickCount() == 2 && picture != null) {
            pictureActions.open(picture);
          }
        });
    waiting.setMaxSize(48, 48);
    StackPane stage = new StackPane(area, empty, waiting);
    stage.getStyleClass().add("drawing-stage");
    stage.setMinSize(0, 0);
    VBox.setVgrow(stage, Priority.ALWAYS);
    getChildren()
        .addAll(
            failure,
            restored,
            stage,
            new VBox(caption, note),
            new ProgressPane(run, messages, new StageText(shell.locale()), actions.cancel),
            new RecentStrip(run, messages, pictureActions, run::pick));
    run.shownProperty().subscribe(this::show);
    run.noteProperty().subscribe(now -> note.setText(now == null ? "" : now.in(shell.locale())));
    run.failedProperty().subscribe(this::failed);
    model.model.subscribe(now -> empty.show(now));
  }

  /** A line below the picture, in its middle; its room is kept. */
  private static Label line(String id) {
    Label label = new Label();
    label.setId(id);
    label.setMaxWidth(Double.MAX_VALUE);
    label.setAlignment(Pos.CENTER);
    label.getStyleClass().addAll(Styles.TEXT_SMALL, "hint");
    return label;
  }

  private @Nullable Recent finished() {
    return run.shownProperty().get() instanceof Shown.Finished f ? f.picture() : null;
  }

  private void show(Shown now) {
    empty.setVisible(now instanceof Shown.Nothing);
    waiting.setVisible(now instanceof Shown.Waiting);
    area.setVisible(!(now instanceof Shown.Nothing));
    switch (now) {
      case Shown.Nothing nothing -> area.clear();
      case Shown.Waiting w -> area.clear();
      case Shown.Preview preview -> area.show(preview.image(), preview.size());
      case Shown.Finished finished -> load(finished.picture());
    }
    showCaption();
  }

  /** The preview stays until the file is read: no flicker between the two. */
  private void load(Recent picture) {
    Image image = new Image(picture.path().toUri().toString(), true);
    coming = image;
    image
        .progressProperty()
        .subscribe(
            p -> {
              if (p.doubleValue() >= 1 && coming == image) {
                loaded(picture, image);
              }
            });
  }

  private void loaded(Recent picture, Image image) {
    if (!picture.equals(finished())) {
      return;
    }
    if (image.isError()) {
      area.clear();
      run.dropMissing();
    } else {
      area.show(image);
    }
  }

  private void showCaption() {
    Recent picture = finished();
    caption.setText(
        picture == null
            ? ""
            : messages.get("caption", picture.prompt().replace('\n', ' '), picture.seed() + ""));
    caption.setTooltip(picture == null ? null : new Tooltip(picture.prompt()));
    area.setAccessibleText(picture == null ? messages.get("picture") : picture.prompt());
  }

  private void failed(@Nullable Job job) {
    if (job == null) {
      return;
    }
    String sentence =
        job.message() == null ? messages.get("failed") : job.message().in(shell.locale());
    failure.show(
        sentence,
        new Action(
            messages.get("failed.retry"), null, BootstrapIcons.ARROW_REPEAT, () -> retry(job)),
        new Action(
            messages.get("failed.queue"),
            null,
            BootstrapIcons.LIST_TASK,
            () -> shell.workspace().show(Page.QUEUE)));
  }

  /** What would fail again in the same way is refused, and said again. */
  private void retry(Job job) {
    shell
        .background()
        .ask(
            () -> {
              shell.queue().retry(job.id());
              return job;
            },
            done -> {},
            shell.toasts()::error);
  }

  /**
   * Says that settings were taken over, and what could not be.
   *
   * @param seeded whether a seed came with them
   * @param undo undoes it
   */
  void restored(List<String> notRestored, boolean seeded, Action undo) {
    if (notRestored.isEmpty()) {
      restored.close();
      shell.toasts().offer(messages.get(seeded ? "restored" : "restored.noSeed"), undo);
    } else {
      restored.show(messages.get("restored.without", String.join("; ", notRestored)), undo);
    }
  }

  /** What was said of restored settings holds no longer. */
  void restorationUndone() {
    restored.close();
  }
}
