package dev.pixdelta.gui.queue;

import dev.pixdelta.gui.shell.JobEndChoice;
import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.gui.shell.Shell;
import dev.pixdelta.pipeline.Progress;
import dev.pixdelta.studio.SavedPicture;
import dev.pixdelta.studio.queue.JobProgress;
import dev.pixdelta.studio.queue.QueueListener;
import javafx.stage.Window;

/**
 * What surrounds a batch: the machine stays awake while one runs; when the last job has ended and
 * no window of ours is in front, a sound and a notification say so. JavaFX thread only.
 */
final class JobEnd implements QueueListener {
  private final Shell shell;
  private final Messages messages;
  private final StayAwake awake = new StayAwake();
  private int saved;

  JobEnd(Shell shell, Messages messages) {
    this.shell = shell;
    this.messages = messages;
    shell.events().add(this);
  }

  @Override
  public void progress(JobProgress progress) {
    if (choice().stayAwake() && !(progress.stage() instanceof Progress.Loading)) {
      awake.begin(messages.get("awake.reason"));
    }
  }

  @Override
  public void saved(long job, SavedPicture picture) {
    saved++;
  }

  @Override
  public void idle() {
    awake.end();
    int pictures = saved;
    saved = 0;
    if (pictures == 0 || Window.getWindows().stream().anyMatch(Window::isFocused)) {
      return;
    }
    JobEndChoice choice = choice();
    String text = messages.get("end.text", pictures);
    shell
        .background()
        .run(
            () -> {
              if (choice.sound()) {
                Chime.play();
              }
              if (choice.notification()) {
                DesktopNotification.show(messages.get("end.title"), text);
              }
            });
  }

  private JobEndChoice choice() {
    return shell.session().get(JobEndChoice.SECTION, JobEndChoice.class, JobEndChoice.USUAL);
  }

  void close() {
    shell.events().remove(this);
    awake.end();
  }
}
