package dev.pixdelta.gui.queue;

import dev.pixdelta.studio.queue.Job;
import dev.pixdelta.studio.queue.JobProgress;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/** One job in the list, the same object as long as the job is there. JavaFX thread only. */
final class JobRow {
  private final ObjectProperty<Job> job = new SimpleObjectProperty<>(this, "job");
  private final ObjectProperty<@Nullable JobProgress> progress =
      new SimpleObjectProperty<>(this, "progress");

  JobRow(Job job) {
    this.job.set(job);
  }

  ObjectProperty<Job> jobProperty() {
    return job;
  }

  Job job() {
    return job.get();
  }

  /** Of the running job; null for others. */
  ObjectProperty<@Nullable JobProgress> progressProperty() {
    return progress;
  }

  void update(Job now) {
    job.set(now);
    if (now.state() != Job.State.RUNNING) {
      progress.set(null);
    }
  }
}
