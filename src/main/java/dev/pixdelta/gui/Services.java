package dev.pixdelta.gui;

import dev.pixdelta.gui.shell.AutoSave;
import dev.pixdelta.gui.shell.Background;
import dev.pixdelta.gui.shell.OutputChoice;
import dev.pixdelta.gui.shell.QueueEvents;
import dev.pixdelta.gui.shell.Session;
import dev.pixdelta.gui.shell.Signal;
import dev.pixdelta.gui.shell.SketchBook;
import dev.pixdelta.hub.Folders;
import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.studio.ModelOpener;
import dev.pixdelta.studio.control.ControlPictures;
import dev.pixdelta.studio.gallery.Gallery;
import dev.pixdelta.studio.gallery.Trash;
import dev.pixdelta.studio.queue.JobQueue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the window stands on, opened together and closed together. */
record Services(
    Folders folders,
    ModelLocator models,
    JobQueue queue,
    QueueEvents events,
    Gallery gallery,
    Signal pictureChanges,
    Session session,
    AutoSave saving,
    SketchBook sketch,
    Trash bin,
    Background background)
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Services.class);

  /**
   * Opens queue, gallery and session of a data folder.
   *
   * @throws dev.pixdelta.studio.picture.PictureFileException if a folder cannot be used
   */
  static Services open(
      Folders folders, ModelLocator models, ModelOpener opener, Background background) {
    return open(folders, models, opener, Trash.ofSystem(), background);
  }

  /**
   * As {@link #open(Folders, ModelLocator, ModelOpener, Background)}, with another bin than the
   * system's.
   */
  static Services open(
      Folders folders, ModelLocator models, ModelOpener opener, Trash bin, Background background) {
    QueueEvents events = new QueueEvents(Platform::runLater);
    Path data = folders.data();
    Session session = Session.open(data.resolve("session.json"));
    AutoSave saving = session.saveSoon(background);
    ControlPictures controls = ControlPictures.of(folders);
    SketchBook sketch = SketchBook.open(data.resolve("sketch.ora"), controls, background);
    JobQueue queue = JobQueue.open(JobQueue.Setup.of(folders, opener, models), events);
    Set<String> used = new HashSet<>(session.controlPictures());
    used.addAll(queue.controlPictures());
    background.run(() -> deleteUnused(controls, used));
    Signal pictureChanges = new Signal(Platform::runLater);
    Gallery gallery =
        Gallery.open(
            OutputChoice.of(session).folder(folders), folders.cache(), bin, pictureChanges::fire);
    return new Services(
        folders,
        models,
        queue,
        events,
        gallery,
        pictureChanges,
        session,
        saving,
        sketch,
        bin,
        background);
  }

  private static void deleteUnused(ControlPictures controls, Set<String> used) {
    try {
      controls.deleteUnused(used);
    } catch (IOException e) {
      LOG.debug("control pictures not cleaned up: {}", e.toString()); // the next start tries again
    }
  }

  /** The same with the gallery of the folder that the session names now; returns at once. */
  Services withGalleryOfSession() {
    return new Services(
        folders,
        models,
        queue,
        events,
        gallery.at(OutputChoice.of(session).folder(folders)),
        pictureChanges,
        session,
        saving,
        sketch,
        bin,
        background);
  }

  /** Saves what is not saved yet; why the drawing cannot be, or null. */
  @Nullable Throwable save() {
    var unused = saving.now();
    return sketch.saving().now();
  }

  @Override
  public void close() {
    Throwable failure = save();
    if (failure != null) {
      LOG.warn("The drawing is lost", failure);
    }
    queue.close();
    gallery.close();
    background.close();
  }
}
