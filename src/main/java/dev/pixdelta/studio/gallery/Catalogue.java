package dev.pixdelta.studio.gallery;

import dev.pixdelta.studio.picture.PictureFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pictures and folders that are there, as the {@link CatalogueWriter} changes them; confined to
 * its thread. Remembers what changed since it was last shown and since it was last saved.
 */
final class Catalogue {
  private static final Logger LOG = LoggerFactory.getLogger(Catalogue.class);

  private final Path root;
  private final Map<Path, Entry> entries = new HashMap<>();
  private final Set<Path> folders = new HashSet<>();
  private final Set<Path> unsaved = new HashSet<>();
  // Prompts, models and sizes come many times over; held once each they are a few megabytes.
  private final Map<Object, Object> shared = new HashMap<>();
  private boolean foldersUnsaved;
  private boolean unseen;

  Catalogue(Path root) {
    this.root = root;
  }

  @Nullable Entry get(Path file) {
    return entries.get(file);
  }

  /** Takes in what the index says, as if it had been seen on the disk. */
  void load(Collection<Entry> indexed, Collection<Path> indexedFolders) {
    indexed.forEach(e -> entries.put(e.picture().file(), compact(e)));
    folders.addAll(indexedFolders);
    unseen = true;
  }

  void put(Entry entry) {
    entries.put(entry.picture().file(), compact(entry));
    changed(entry.picture().file());
  }

  void remove(Path file) {
    if (entries.remove(file) != null) {
      changed(file);
    }
  }

  private void changed(Path file) {
    unsaved.add(file);
    unseen = true;
  }

  /**
   * Looks at files on the disk and takes in what they are now; those that are gone, are none of the
   * gallery's or cannot be read are forgotten.
   */
  void refresh(Collection<Path> files) {
    record Seen(Path file, @Nullable Entry entry) {}
    List<Seen> all =
        files.parallelStream().map(file -> new Seen(file, look(file, entries.get(file)))).toList();
    for (Seen seen : all) {
      if (seen.entry() == null) {
        remove(seen.file());
      } else if (!seen.entry().equals(entries.get(seen.file()))) {
        put(seen.entry());
      }
    }
  }

  private @Nullable Entry look(Path file, @Nullable Entry known) {
    if (!file.startsWith(root)
        || !FolderListing.isPictureName(String.valueOf(file.getFileName()))) {
      return null;
    }
    try {
      return known != null && known.isOf(file) ? known : Entry.read(file);
    } catch (PictureFileException e) {
      LOG.debug("not in the gallery: {}", file, e);
      return null;
    } catch (IOException e) {
      LOG.debug("not in the gallery, or not to be looked at now: {}", file, e);
      return Files.notExists(file) ? null : known;
    }
  }

  /** Takes in a folder and those above it. */
  void putFolder(@Nullable Path folder) {
    for (Path f = folder; f != null && f.startsWith(root) && !f.equals(root); f = f.getParent()) {
      if (folders.add(f)) {
        foldersChanged();
      }
    }
  }

  /** As {@link #refresh}, for folders. */
  void refreshFolders(Collection<Path> some) {
    for (Path folder : some) {
      boolean there = Files.isDirectory(folder);
      if (there ? folders.add(folder) : folders.remove(folder)) {
        foldersChanged();
      }
    }
  }

  private void foldersChanged() {
    foldersUnsaved = true;
    unseen = true;
  }

  /** Everything in a folder is in another one now. */
  void renamed(Path from, Path to, MovedListener listener) {
    for (Path folder : List.copyOf(folders)) {
      if (folder.startsWith(from)) {
        folders.remove(folder);
        folders.add(to.resolve(from.relativize(folder)));
      }
    }
    for (Path file : List.copyOf(entries.keySet())) {
      if (file.startsWith(from)) {
        moved(file, to.resolve(from.relativize(file)), listener);
      }
    }
    foldersChanged();
  }

  /** Hears which known pictures have another place. */
  @FunctionalInterface
  interface MovedListener {
    void moved(Path from, Path to, Stamp stamp);
  }

  /** A picture with its sidecar is somewhere else now, below the root or not. */
  void moved(Path from, Path to, MovedListener listener) {
    if (from.equals(to)) {
      return;
    }
    Entry known = entries.get(from);
    remove(from);
    if (!to.startsWith(root)) {
      return;
    }
    if (known == null) {
      refresh(List.of(to)); // it had not been seen yet
    } else {
      put(known.with(to, Sidecar.of(to).stamp(), known.picture().starred()));
      listener.moved(from, to, known.stamp());
    }
    putFolder(to.getParent());
  }

  /** Whether anything changed since the last call. */
  boolean takeUnseen() {
    boolean taken = unseen;
    unseen = false;
    return taken;
  }

  /** Files that were put or removed since the last call. */
  List<Path> takeUnsaved() {
    List<Path> taken = List.copyOf(unsaved);
    unsaved.clear();
    return taken;
  }

  /** Whether folders came or went since the last call. */
  boolean takeUnsavedFolders() {
    boolean taken = foldersUnsaved;
    foldersUnsaved = false;
    return taken;
  }

  Set<Path> folders() {
    return folders;
  }

  /** What is there now. */
  CatalogueSnapshot snapshot() {
    return new CatalogueSnapshot(root, new ArrayList<>(entries.values()), List.copyOf(folders));
  }

  private Entry compact(Entry e) {
    GalleryPicture p = e.picture();
    return new Entry(
        new GalleryPicture(
            p.file(),
            p.modified(),
            shared(p.size()),
            shared(p.prompt()),
            p.model() == null ? null : shared(p.model()),
            p.seed(),
            p.starred()),
        e.stamp(),
        e.sidecar(),
        e.name(),
        e.searchText());
  }

  /** The object itself, or an equal one that is held already. */
  @SuppressWarnings("unchecked") // equal objects of these few final classes are of one class
  private <T> T shared(T value) {
    Object known = shared.putIfAbsent(value, value);
    return known == null ? value : (T) known;
  }
}
