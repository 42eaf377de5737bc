package dev.pixdelta.gui.gallery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.gui.shell.Background;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.gallery.GalleryPicture;
import dev.pixdelta.studio.picture.PictureFileException;
import dev.pixdelta.testing.FxThread;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ThumbnailLoaderTest {
  private static GalleryPicture picture(int i) {
    return new GalleryPicture(
        Path.of("/p/" + i), Instant.EPOCH, new Size(8, 8), "", null, null, false);
  }

  private static List<GalleryPicture> pictures(int from, int to) {
    List<GalleryPicture> all = new ArrayList<>();
    for (int i = from; i < to; i++) {
      all.add(picture(i));
    }
    return all;
  }

  @Test
  void whatIsScrolledAwayIsNotDecoded() {
    FxThread.start();
    CountDownLatch gate = new CountDownLatch(1);
    List<String> asked = Collections.synchronizedList(new ArrayList<>());
    try (Background background = Background.threads(e -> {})) {
      List<Path> arrived = new ArrayList<>();
      ThumbnailLoader thumbnails =
          new ThumbnailLoader(
              background,
              file -> {
                asked.add(file.getFileName().toString());
                try {
                  assertTrue(gate.await(60, TimeUnit.SECONDS));
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
                throw new PictureFileException(file, "is broken");
              },
              2,
              (file, thumbnail) -> arrived.add(file));
      FxThread.run(() -> thumbnails.want(pictures(0, 100), 100));
      FxThread.waitFor("two at work", () -> asked.size() == 2);
      FxThread.run(() -> thumbnails.want(pictures(100, 103), 100));
      gate.countDown();
      FxThread.waitFor("those in view", () -> arrived.size() == 5);
      assertEquals(List.of("100", "101", "102"), asked.subList(2, 5).stream().sorted().toList());
      assertEquals(5, asked.size(), "of the hundred only those that had begun");
      ThumbnailLoader.Thumbnail known = FxThread.ask(() -> thumbnails.get(picture(101), 100));
      ThumbnailLoader.Broken broken = assertInstanceOf(ThumbnailLoader.Broken.class, known);
      assertTrue(broken.sentence().toString().contains("is broken"), broken.sentence().toString());
    }
  }
}
