package dev.pixdelta.studio.gallery;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The pictures and folders known now, in memory. Safe for any thread. Remembers which pictures
 * changed since the index was last written.
 */
final class Catalogue {
  private static final Comparator<Entry> OLDEST =
      Comparator.comparing((Entry e) -> e.picture().modified())
          .thenComparing(e -> e.picture().file());
  private static final Comparator<Entry> NEWEST = OLDEST.reversed();

  private final Path root;
  private final Map<Path, Entry> entries = new ConcurrentHashMap<>();
  private final Set<Path> folders = ConcurrentHashMap.newKeySet();
  private final Set<Path> changed = ConcurrentHashMap.newKeySet();
  // Prompts, models and sizes come many times over; held once each they are a few megabytes.
  private final Map<Object, Object> shared = new ConcurrentHashMap<>();

  Catalogue(Path root) {
    this.root = root;
  }

  @Nullable Entry get(Path file) {
    return entries.get(file);
  }

  Set<Path> files() {
    return entries.keySet();
  }

  /** Takes in what the index says, where nothing newer is known. */
  void load(Collection<Entry> indexed, Collection<Path> indexedFolders) {
    indexed.forEach(e -> entries.putIfAbsent(e.picture().file(), compact(e)));
    folders.addAll(indexedFolders);
  }

  void put(Entry entry) {
    entries.put(entry.picture().file(), compact(entry));
    changed.add(entry.picture().file());
  }

  /** As {@link #put}, unless the picture has changed since {@code seen} was asked for. */
  void replace(@Nullable Entry seen, Entry entry) {
    Path file = entry.picture().file();
    Entry compact = compact(entry);
    entries.compute(file, (key, now) -> Objects.equals(now, seen) ? compact : now);
    changed.add(file);
  }

  void remove(Path file) {
    entries.remove(file);
    changed.add(file);
  }

  /** As {@link #remove}, unless the picture has changed since {@code seen} was asked for. */
  void remove(Path file, @Nullable Entry seen) {
    entries.compute(file, (key, now) -> Objects.equals(now, seen) ? null : now);
    changed.add(file);
  }

  Set<Path> folderPaths() {
    return folders;
  }

  /** Files that were put or removed since the last call. */
  List<Path> takeChanged() {
    List<Path> taken = List.copyOf(changed);
    // Entries change before they are noted here: who reads them after this line misses nothing.
    taken.forEach(changed::remove);
    return taken;
  }

  List<GalleryPicture> query(GalleryQuery query) {
    List<String> words = SearchText.words(query.text());
    Path folder = query.folder();
    Predicate<Entry> matches =
        e ->
            (!query.starredOnly() || e.picture().starred())
                && (query.model() == null || query.model().equals(e.picture().model()))
                && (folder == null || e.picture().file().startsWith(folder))
                && e.has(words);
    return entries.values().stream()
        .filter(matches)
        .sorted(order(query.sort()))
        .map(Entry::picture)
        .toList();
  }

  private static Comparator<Entry> order(GalleryQuery.Sort sort) {
    return switch (sort) {
      case NEWEST -> NEWEST;
      case OLDEST -> OLDEST;
      case NAME ->
          Comparator.comparing(Entry::name, String.CASE_INSENSITIVE_ORDER)
              .thenComparing(e -> e.picture().file());
      case PROMPT -> emptyLast(e -> e.picture().prompt()).thenComparing(NEWEST);
      case MODEL ->
          emptyLast(e -> Objects.requireNonNullElse(e.picture().model(), "")).thenComparing(NEWEST);
    };
  }

  private static Comparator<Entry> emptyLast(Function<Entry, String> key) {
    return Comparator.comparing((Entry e) -> key.apply(e).isEmpty())
        .thenComparing(key, String.CASE_INSENSITIVE_ORDER);
  }

  List<String> models() {
    Set<String> models = new TreeSet<>(String.CASE_INSENSITIVE_ORDER.thenComparing(m -> m));
    for (Entry entry : entries.values()) {
      if (entry.picture().model() != null) {
        models.add(entry.picture().model());
      }
    }
    return List.copyOf(models);
  }

  /** All folders below the root, parents before children. */
  List<GalleryFolder> folders() {
    Map<Path, int[]> counts = new TreeMap<>(Catalogue::compareFolders);
    folders.forEach(folder -> counts.put(folder, new int[1]));
    for (Path file : entries.keySet()) {
      for (Path f = file.getParent(); f != null && !f.equals(root); f = f.getParent()) {
        counts.computeIfAbsent(f, key -> new int[1])[0]++;
      }
    }
    return counts.entrySet().stream()
        .map(e -> new GalleryFolder(e.getKey(), shownName(e.getKey()), e.getValue()[0]))
        .toList();
  }

  private String shownName(Path folder) {
    return root.relativize(folder).toString().replace(root.getFileSystem().getSeparator(), "/");
  }

  /** Name by name, so that what lies in a folder follows it. */
  private static int compareFolders(Path a, Path b) {
    int common = Math.min(a.getNameCount(), b.getNameCount());
    for (int i = 0; i < common; i++) {
      int c = a.getName(i).toString().compareToIgnoreCase(b.getName(i).toString());
      if (c != 0) {
        return c;
      }
    }
    int c = Integer.compare(a.getNameCount(), b.getNameCount());
    return c != 0 ? c : a.compareTo(b);
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
