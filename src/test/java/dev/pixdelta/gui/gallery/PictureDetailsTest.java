package dev.pixdelta.gui.gallery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.pixdelta.gui.shell.Messages;
import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.picture.Origin;
import dev.pixdelta.studio.picture.PictureParameters;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class PictureDetailsTest {
  private final Messages messages = Messages.of(GalleryView.class, Locale.ENGLISH);

  private static PictureDetails details(String prompt, int steps, long seed, Size drawn) {
    return PictureDetails.of(
        new PictureParameters(
            prompt,
            "",
            steps,
            "LCM",
            0.0,
            seed,
            new Size(64, 32),
            drawn,
            "nano",
            null,
            null,
            null,
            null,
            Origin.NONE),
        List.of(),
        null);
  }

  @Test
  void whatIsUnknownIsNotShown() {
    PictureDetails details = details("fox", 4, 7, new Size(64, 32));
    assertNull(details.value("device"));
    assertNull(details.value("drawn"), "the same as the size");
    assertEquals("64 × 32", details.value("size"));
    assertEquals("0", details.value("guidance"));
    assertEquals("80 × 40", details("fox", 4, 7, new Size(80, 40)).value("drawn"));
  }

  @Test
  void twoPicturesAreToldApartByWhatTheyDoNotShare() {
    PictureDetails a = details("fox", 4, 7, new Size(64, 32));
    PictureDetails b = details("fox", 8, 9, new Size(64, 32));
    assertEquals("Steps 4  ·  Seed 7", a.apartFrom(b, messages));
    assertEquals("Steps 8  ·  Seed 9", b.apartFrom(a, messages));
    assertEquals("", a.apartFrom(a, messages));
    PictureDetails cat = details("cat", 4, 7, new Size(64, 32));
    assertEquals("Prompt “cat”", cat.apartFrom(a, messages));
  }
}
