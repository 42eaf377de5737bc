package dev.pixdelta.gui.queue;

import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.studio.GenerationSettings;
import dev.pixdelta.studio.queue.PromptFileJobs;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/** Makes a job of every prompt in a file that the user chooses. */
final class PromptFileImport {
  private final Shell shell;
  private final Messages messages;

  PromptFileImport(Shell shell, Messages messages) {
    this.shell = shell;
    this.messages = messages;
  }

  void choose(Window owner) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(messages.get("file.title"));
    chooser
        .getExtensionFilters()
        .add(
            new FileChooser.ExtensionFilter(
                messages.get("file.filter"), "*.txt", "*.csv", "*.tsv"));
    File file = chooser.showOpenDialog(owner);
    if (file != null) {
      add(file.toPath());
    }
  }

  void add(Path file) {
    Callable<GenerationSettings> ground = shell.sketch().kept(shell.workspace().draft());
    shell
        .background()
        .ask(
            () -> {
              List<GenerationSettings> jobs = PromptFileJobs.read(file, ground.call());
              shell.queue().addAll(jobs);
              return jobs.size();
            },
            n -> shell.toasts().info(messages.get("file.added", n, file.getFileName())));
  }
}
