package dev.pixdelta.studio.gallery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.Watchable;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FolderWatchTest {
  private static final Path ROOT = Path.of("pictures");
  private static final Path SUB = ROOT.resolve("sub");

  private final Set<Path> handles = new HashSet<>();

  /** A registration of a system that is made up; it holds a handle on the folder. */
  private final class Key implements WatchKey {
    private final Path folder;

    Key(Path folder) {
      this.folder = folder;
      handles.add(folder);
    }

    @Override
    public boolean isValid() {
      return handles.contains(folder);
    }

    @Override
    public List<WatchEvent<?>> pollEvents() {
      return List.of();
    }

    @Override
    public boolean reset() {
      return isValid();
    }

    @Override
    public void cancel() {
      handles.remove(folder);
    }

    @Override
    public Watchable watchable() {
      return folder;
    }
  }

  private FolderWatch watch(boolean trees) throws IOException {
    WatchService unused = Path.of("").getFileSystem().newWatchService();
    return new FolderWatch(
        ROOT,
        unused,
        (folder, service, tree) -> {
          if (tree && !trees) {
            throw new UnsupportedOperationException();
          }
          return new Key(folder);
        },
        () -> {});
  }

  @Test
  void onWindowsNoFolderIsHeldThatItsParentMoves() throws IOException {
    try (FolderWatch watch = watch(true)) {
      watch.watch(List.of(ROOT, SUB, SUB.resolve("below")));
      assertEquals(Set.of(ROOT), handles);
      assertTrue(watch.isWatched(SUB.resolve("new")));
      handles.clear(); // the drive was taken out
      assertFalse(watch.isWatched(SUB));
      watch.watch(List.of(ROOT));
      assertEquals(Set.of(ROOT), handles);
    }
  }

  @Test
  void elsewhereEachFolderIsWatched() throws IOException {
    try (FolderWatch watch = watch(false)) {
      watch.watch(List.of(ROOT, SUB));
      assertEquals(Set.of(ROOT, SUB), handles);
      assertFalse(watch.isWatched(SUB.resolve("new")));
      watch.watch(List.of(ROOT, SUB.resolve("new")));
      assertEquals(Set.of(ROOT, SUB.resolve("new")), handles);
    }
  }

  @Test
  void thisSystemTellsOfAFileInAFolderBelow(@TempDir Path root) throws Exception {
    CountDownLatch told = new CountDownLatch(1);
    Path below = Files.createDirectory(root.resolve("below"));
    try (FolderWatch watch = Objects.requireNonNull(FolderWatch.open(root, told::countDown))) {
      watch.watch(List.of(root, below));
      assertTrue(watch.isWatched(below));
      Files.writeString(below.resolve("fox.png"), "fox");
      assertTrue(told.await(60, TimeUnit.SECONDS));
    }
  }
}
