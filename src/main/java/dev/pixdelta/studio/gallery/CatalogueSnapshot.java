package dev.pixdelta.studio.gallery;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The pictures and folders that were there at one moment. Immutable.
 *
 * @param entries in no order; taken over, and never changed again
 * @param folders below the root, in no order
 */
record CatalogueSnapshot(Path root, List<Entry> entries, List<Path> folders) {
  /** Before anything is known. */
  static CatalogueSnapshot empty(Path root) {
    return new CatalogueSnapshot(root, List.of(), List.of());
  }

  private static final Comparator<Entry> OLDEST =
      Comparator.comparing((Entry e) -> e.picture().modified())
          .thenComparing(e -> e.picture().file());
  private static final Comparator<Entry> NEWEST = OLDEST.reversed();

  List<GalleryPicture> query(GalleryQuery query) {
    List<String> words = SearchText.words(query.text());
    Path folder = query.folder();
    Predicate<Entry> matches =
        e ->
            (!query.starredOnly() || e.picture().starred())
                && (query.model() == null || query.model().equals(e.picture().model()))
                && (folder == null || e.picture().file().startsWith(folder))
                && e.has(words);
    return entries.stream()
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
    for (Entry entry : entries) {
      if (entry.picture().model() != null) {
        models.add(entry.picture().model());
      }
    }
    return List.copyOf(models);
  }

  /** All folders below the root, parents before children. */
  List<GalleryFolder> countedFolders() {
    Map<Path, int[]> counts = new TreeMap<>(CatalogueSnapshot::compareFolders);
    folders.forEach(folder -> counts.put(folder, new int[1]));
    for (Entry entry : entries) {
      for (Path f = entry.picture().file().getParent();
          f != null && !f.equals(root);
          f = f.getParent()) {
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
}
