package dev.pixdelta.gui.gallery;

import dev.pixdelta.gui.shell.Background;
import dev.pixdelta.studio.FailureSentence;
import dev.pixdelta.studio.gallery.GalleryPicture;
import dev.pixdelta.text.Sentence;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import javafx.scene.image.Image;
import org.jspecify.annotations.Nullable;

/**
 * Small pictures for tiles: a few are decoded at a time in the background, what is seen now before
 * all else, what was scrolled away not at all. JavaFX thread only.
 */
final class ThumbnailLoader {
  /** About 400 tiles of 200 x 200 pixels. */
  private static final long MOST_BYTES = 64L << 20;

  private static final long BYTES_OF_A_FAILURE = 200;
  private static final double CORNER = 6;

  /** What is known of a tile's picture. */
  sealed interface Thumbnail {}

  /** To be drawn as it is, a pixel on a pixel of the screen. */
  record Ready(Image image, long bytes) implements Thumbnail {}

  /** Cannot be shown; says why. */
  record Broken(Sentence sentence) implements Thumbnail {}

  /**
   * @param side of the square it must fit into, in pixels of the screen
   */
  private record Key(Path file, Instant modified, int side) {}

  private final Background background;
  private final UnaryOperator<Path> small;
  private final int atOnce;
  private final BiConsumer<Path, Thumbnail> arrived;
  private final ByteBoundedCache<Key, Thumbnail> cache =
      new ByteBoundedCache<>(
          MOST_BYTES, t -> t instanceof Ready r ? r.bytes() : BYTES_OF_A_FAILURE);
  private final Set<Key> running = new HashSet<>();
  private final Deque<Key> wanted = new ArrayDeque<>();
  private double scale = 1;

  /**
   * @param small finds or makes a small file of a picture, in the background
   * @param atOnce how many are decoded at the same time
   * @param arrived hears of those that were wanted and not there
   */
  ThumbnailLoader(
      Background background,
      UnaryOperator<Path> small,
      int atOnce,
      BiConsumer<Path, Thumbnail> arrived) {
    this.background = background;
    this.small = small;
    this.atOnce = atOnce;
    this.arrived = arrived;
  }

  /** Pixels of the screen per pixel of the window. */
  void setScale(double scale) {
    this.scale = scale;
  }

  /** A picture's thumbnail if it is there. */
  @Nullable Thumbnail get(GalleryPicture picture, double tile) {
    return cache.get(key(picture, tile));
  }

  /** Says which pictures are seen, the most important first; earlier wishes are forgotten. */
  void want(List<GalleryPicture> seen, double tile) {
    wanted.clear();
    for (GalleryPicture picture : seen) {
      Key key = key(picture, tile);
      if (cache.get(key) == null && !running.contains(key)) {
        wanted.add(key);
      }
    }
    start();
  }

  private Key key(GalleryPicture picture, double tile) {
    return new Key(picture.file(), picture.modified(), (int) Math.round(tile * scale));
  }

  private void start() {
    while (running.size() < atOnce && !wanted.isEmpty()) {
      Key key = wanted.removeFirst();
      running.add(key);
      double corner = CORNER * scale;
      background.ask(
          () -> load(small.apply(key.file()), key.side(), corner),
          ready -> done(key, ready),
          failure -> done(key, new Broken(FailureSentence.sentence(failure))));
    }
  }

  private void done(Key key, Thumbnail thumbnail) {
    running.remove(key);
    cache.put(key, thumbnail);
    arrived.accept(key.file(), thumbnail);
    start();
  }

  private static Thumbnail load(Path file, int side, double corner) {
    Pixels pixels = ImageFile.read(file, 1 << 20).pixels();
    double fit = Math.min((double) side / pixels.width(), (double) side / pixels.height());
    int width = Math.max(1, (int) Math.round(pixels.width() * fit));
    int height = Math.max(1, (int) Math.round(pixels.height() * fit));
    Pixels tile = Resampling.scale(pixels, width, height).rounded(corner);
    return new Ready(tile.image(), tile.bytes());
  }
}
