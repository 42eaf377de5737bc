package dev.pixdelta.gui.gallery;

import dev.pixdelta.gui.shell.Background;
import dev.pixdelta.gui.shell.BackgroundQuery;
import dev.pixdelta.gui.shell.Signal;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.gallery.Deleted;
import dev.pixdelta.studio.gallery.Gallery;
import dev.pixdelta.studio.gallery.GalleryFolder;
import dev.pixdelta.studio.gallery.GalleryPicture;
import dev.pixdelta.studio.gallery.GalleryQuery;
import dev.pixdelta.studio.gallery.Moved;
import dev.pixdelta.studio.gallery.Outcome;
import dev.pixdelta.text.Sentence;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows of the gallery: the answer to one query, kept up to date. Changes are asked
 * of the gallery in the order in which they are made here, and come back as news. JavaFX thread
 * only.
 */
final class GalleryModel {
  private final Gallery gallery;
  private final Background background;
  private final Signal changes;
  private final Runnable changed = this::reload;
  private final ObjectProperty<GalleryQuery> query =
      new SimpleObjectProperty<>(this, "query", GalleryQuery.ALL);
  private final ReadOnlyObjectWrapper<Content> content =
      new ReadOnlyObjectWrapper<>(this, "content", Content.NONE);
  private final BackgroundQuery<Content> contentQuery;

  /**
   * What is there.
   *
   * @param query that was asked
   * @param pictures its answer
   * @param all how many pictures there are, found or not
   * @param folders below the pictures folder
   * @param models that drew pictures
   * @param scanning whether more pictures may come
   * @param problem why the pictures folder cannot be read, or null
   */
  record Content(
      GalleryQuery query,
      List<GalleryPicture> pictures,
      int all,
      List<GalleryFolder> folders,
      List<String> models,
      boolean scanning,
      @Nullable Sentence problem) {
    /** Before the first answer. */
    static final Content NONE =
        new Content(GalleryQuery.ALL, List.of(), 0, List.of(), List.of(), true, null);
  }

  /**
   * @param onFailure hears why the gallery could not be asked
   */
  GalleryModel(
      Gallery gallery, Background background, Signal changes, Consumer<Throwable> onFailure) {
    this.gallery = gallery;
    this.background = background;
    this.changes = changes;
    this.contentQuery =
        new BackgroundQuery<>(background, this::question, this::answered, onFailure);
    changes.add(changed);
    query.addListener((property, before, now) -> reload());
    reload();
  }

  ObjectProperty<GalleryQuery> queryProperty() {
    return query;
  }

  /** Changes the query. */
  void ask(UnaryOperator<GalleryQuery> change) {
    query.set(change.apply(query.get()));
  }

  ReadOnlyObjectProperty<Content> contentProperty() {
    return content.getReadOnlyProperty();
  }

  Content content() {
    return content.get();
  }

  /** Asks anew. */
  void reload() {
    contentQuery.ask();
  }

  /** An answer to what is no longer asked is passed over: the next one is on its way. */
  private void answered(Content now) {
    if (now.query().equals(query.get())) {
      content.set(now);
    }
  }

  /** Begins with what another model showed of the same gallery. */
  void takeOver(GalleryModel before) {
    query.set(before.query.get());
    content.set(before.content.get());
  }

  private Callable<Content> question() {
    GalleryQuery now = query.get();
    return () -> read(now);
  }

  private Content read(GalleryQuery now) {
    List<GalleryPicture> pictures = gallery.query(now);
    boolean everything = now.equals(new GalleryQuery(null, "", null, false, now.sort()));
    return new Content(
        now,
        pictures,
        everything ? pictures.size() : gallery.query(GalleryQuery.ALL).size(),
        gallery.folders(),
        gallery.models(),
        gallery.isScanning(),
        gallery.problem());
  }

  void star(List<GalleryPicture> pictures, boolean starred, Consumer<Outcome<Path>> then) {
    change(gallery.star(files(pictures), starred), then);
  }

  /** Moves pictures to the bin, then hands on what brings them back. */
  void delete(List<GalleryPicture> pictures, Consumer<Outcome<Deleted>> then) {
    change(gallery.delete(files(pictures)), then);
  }

  void restore(List<Deleted> deleted, Consumer<Outcome<Path>> then) {
    change(gallery.restore(deleted), then);
  }

  /** Moves pictures to a folder, then hands on where they are. */
  void move(List<Path> pictures, Path folder, Consumer<Outcome<Moved>> then) {
    change(gallery.move(pictures, folder), then);
  }

  void moveBack(List<Moved> moved, Consumer<Outcome<Moved>> then) {
    change(gallery.moveBack(moved), then);
  }

  void newFolder(Path parent, String name, Consumer<Path> then) {
    change(gallery.newFolder(parent, name), then);
  }

  void renameFolder(Path folder, String name) {
    change(
        gallery.renameFolder(folder, name),
        renamed -> {
          if (folder.equals(query.get().folder())) {
            ask(q -> new GalleryQuery(renamed, q.text(), q.model(), q.starredOnly(), q.sort()));
          }
        });
  }

  void export(List<GalleryPicture> pictures, Path folder, Consumer<Outcome<Path>> then) {
    background.ask(() -> gallery.export(files(pictures), folder), then);
  }

  private <T> void change(CompletableFuture<T> change, Consumer<T> then) {
    background.await(
        change,
        result -> {
          reload();
          then.accept(result);
        });
  }

  /** The pictures of some files; of those the gallery does not know, what a path alone tells. */
  void find(List<Path> files, Consumer<List<GalleryPicture>> then) {
    background.ask(() -> found(files, gallery.query(GalleryQuery.ALL)), then);
  }

  private static List<GalleryPicture> found(List<Path> files, List<GalleryPicture> all) {
    Map<Path, GalleryPicture> known = new HashMap<>();
    all.forEach(p -> known.put(p.file(), p));
    return files.stream()
        .map(Path::toAbsolutePath)
        .map(
            f ->
                known.getOrDefault(
                    f, new GalleryPicture(f, Instant.EPOCH, new Size(1, 1), "", null, null, false)))
        .toList();
  }

  /** Whether the gallery does not know a picture found by its path. */
  static boolean isStranger(GalleryPicture picture) {
    return picture.modified().equals(Instant.EPOCH);
  }

  static List<Path> files(List<GalleryPicture> pictures) {
    return pictures.stream().map(GalleryPicture::file).toList();
  }

  void close() {
    changes.remove(changed);
  }
}
