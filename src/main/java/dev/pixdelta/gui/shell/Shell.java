package dev.pixdelta.gui.shell;

import dev.pixdelta.hub.Folders;
import dev.pixdelta.hub.ModelLocator;
import dev.pixdelta.studio.FailureSentence;
import dev.pixdelta.studio.gallery.Gallery;
import dev.pixdelta.studio.queue.JobQueue;
import java.util.Locale;

/**
 * What a view is given: the services below the window and the window's own.
 *
 * @param folders where things are kept
 * @param models finds models
 * @param queue the jobs; its calls may touch the disk
 * @param events what happens in the queue, on the JavaFX thread
 * @param gallery the pictures; its calls touch disks, so make them through {@code background}
 * @param pictureChanges says that pictures came, went or changed
 * @param session what is kept between starts
 * @param sketch the drawing that pages share
 * @param background work off the JavaFX thread
 * @param actions all shortcuts
 * @param toasts short messages over the window
 * @param dialogs asks for files and folders
 * @param workspace the other pages
 * @param locale language of the texts
 */
public record Shell(
    Folders folders,
    ModelLocator models,
    JobQueue queue,
    QueueEvents events,
    Gallery gallery,
    Signal pictureChanges,
    Session session,
    SketchBook sketch,
    Background background,
    Actions actions,
    Toasts toasts,
    FileDialogs dialogs,
    Workspace workspace,
    Locale locale) {

  /** A failure as a sentence in the window's language. */
  public String sentence(Throwable failure) {
    return FailureSentence.of(failure, locale);
  }

  /** The texts beside a class, in the window's language. */
  public Messages messages(Class<?> owner) {
    return Messages.of(owner, locale);
  }
}
