package dev.pixdelta.gui;

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
import dev.pixdelta.studio.gallery.Bin;
import dev.pixdelta.studio.gallery.Gallery;
import dev.pixdelta.studio.queue.JobQueue;
import java.nio.file.Path;
import javafx.application.Platform;

/** What the window stands on, opened together and closed together. */
record Services(
    Folders folders,
    ModelLocator models,
    JobQueue queue,
    QueueEvents events,
    Gallery gallery,
    Signal pictureChanges,
    Session session,
    SketchBook sketch,
    Bin bin,
    Background background)
    implements AutoCloseable {

  /**
   * Opens queue, gallery and session of a data folder.
   *
   * @throws dev.pixdelta.studio.picture.PictureFileException if a folder cannot be used
   */
  static Services open(
      Folders folders, ModelLocator models, ModelOpener opener, Background background) {
    return open(folders, models, opener, Bin.ofSystem(), background);
  }

  /**
   * As {@link #open(Folders, ModelLocator, ModelOpener, Background)}, with another bin than the
   * system's.
   */
  static Services open(
      Folders folders, ModelLocator models, ModelOpener opener, Bin bin, Background background) {
    QueueEvents events = new QueueEvents(Platform::runLater);
    Path data = folders.data();
    Session session = Session.open(data.resolve("session.json"));
    session.saveSoon(background);
    SketchBook sketch =
        SketchBook.open(data.resolve("sketch.ora"), ControlPictures.of(folders), background);
    JobQueue queue = JobQueue.open(JobQueue.Setup.of(folders, opener, models), events);
    Signal pictureChanges = new Signal(Platform::runLater);
    Gallery gallery =
        Gallery.open(
            OutputChoice.of(session).folder(folders), folders.cache(), bin, pictureChanges::fire);
    return new Services(
        folders, models, queue, events, gallery, pictureChanges, session, sketch, bin, background);
  }

  /** The same with the gallery of the folder that the session names now. */
  Services withGalleryOfSession() {
    gallery.close();
    return new Services(
        folders,
        models,
        queue,
        events,
        Gallery.open(
            OutputChoice.of(session).folder(folders), folders.cache(), bin, pictureChanges::fire),
        pictureChanges,
        session,
        sketch,
        bin,
        background);
  }

  @Override
  public void close() {
    session.save();
    sketch.save();
    queue.close();
    gallery.close();
    background.close();
  }
}
