package dev.pixdelta.studio.gallery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pixdelta.pipeline.Size;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words, orders and folders, on pictures that need not exist. */
final class SearchTest {
  private static final Path ROOT = Path.of("pictures").toAbsolutePath();
  private final Catalogue catalogue = new Catalogue(ROOT);

  private void add(String file, int seconds, String prompt, @Nullable String model) {
    Instant time = Instant.ofEpochSecond(seconds);
    catalogue.put(
        Entry.of(
            new GalleryPicture(
                ROOT.resolve(file), time, new Size(8, 8), prompt, model, null, false),
            new Stamp(1, seconds),
            Stamp.NONE));
  }

  private List<String> find(GalleryQuery query) {
    return catalogue.snapshot().query(query).stream()
        .map(p -> p.file().getFileName().toString())
        .toList();
  }

  private List<String> find(String text) {
    return find(new GalleryQuery(null, text, null, false, GalleryQuery.Sort.OLDEST));
  }

  private List<String> sorted(GalleryQuery.Sort sort) {
    return find(new GalleryQuery(null, "", null, false, sort));
  }

  @ParameterizedTest
  @CsvSource({
    "a red fox in the snow, snow fox, true",
    "a red fox in the snow, SNOW Fo, true",
    "a red fox in the snow, ox, true",
    "a red fox in the snow, fox bear, false",
    "a red fox in the snow, nano fox, true",
    "a red fox in the snow, 0001 nano red, true",
    "a red fox in the snow, '  ', true",
    "une forêt d'été, FORÊT, true",
    "une forêt d'été, foret, false",
    "Straße bei Nacht, STRASSE, true",
    "Ὀδυσσεύς, ΟΔΥΣΣΕΥΣ, false",
    "οδος, ΟΔΟΣ, true",
    "두 마리의 펭귄, 펭귄 두, true",
    "두 마리의 펭귄, 펭귀, true",
    "두 마리의 펭귄, 팽귄, false",
    "ＦＵＬＬ width, full, true",
    "a 🐧 on ice, 🐧, true",
    "İstanbul, istanbul, false",
  })
  void findsWordsInAnyOrderCaseAndComposition(String prompt, String text, boolean found) {
    add("0001.png", 1, prompt, "nano");
    for (Normalizer.Form form : Normalizer.Form.values()) {
      assertEquals(found, !find(Normalizer.normalize(text, form)).isEmpty(), form.toString());
    }
    catalogue.put(
        Entry.of(
            new GalleryPicture(
                ROOT.resolve("0001.png"),
                Instant.EPOCH,
                new Size(8, 8),
                Normalizer.normalize(prompt, Normalizer.Form.NFD),
                "nano",
                null,
                false),
            Stamp.NONE,
            Stamp.NONE));
    assertEquals(found, !find(text).isEmpty());
  }

  @Test
  void sortsWithTiesInAFixedOrder() {
    add("b.png", 2, "zebra", null);
    add("a.png", 2, "Apple", "nano");
    add("C.png", 1, "", "Big");
    add("sub/a.png", 3, "apple", "nano");
    assertEquals(List.of("a.png", "b.png", "a.png", "C.png"), sorted(GalleryQuery.Sort.NEWEST));
    assertEquals(List.of("C.png", "a.png", "b.png", "a.png"), sorted(GalleryQuery.Sort.OLDEST));
    assertEquals(List.of("a.png", "a.png", "b.png", "C.png"), sorted(GalleryQuery.Sort.NAME));
    assertEquals(List.of("a.png", "a.png", "b.png", "C.png"), sorted(GalleryQuery.Sort.PROMPT));
    assertEquals(List.of("C.png", "a.png", "a.png", "b.png"), sorted(GalleryQuery.Sort.MODEL));
    List<GalleryPicture> byPrompt =
        catalogue
            .snapshot()
            .query(new GalleryQuery(null, "", null, false, GalleryQuery.Sort.PROMPT));
    assertEquals(ROOT.resolve("sub/a.png"), byPrompt.getFirst().file(), "the newer one");
  }

  @Test
  void narrowsByFolderModelAndStar() {
    add("fox.png", 1, "a fox", "nano");
    add("birds/owl.png", 2, "an owl", "nano");
    add("birds/night/bat.png", 3, "a bat", "big");
    add("birdsong/song.png", 4, "a song", "big");
    assertEquals(
        List.of("owl.png", "bat.png"),
        find(new GalleryQuery(ROOT.resolve("birds"), "", null, false, GalleryQuery.Sort.OLDEST)));
    assertEquals(
        List.of("bat.png"),
        find(new GalleryQuery(ROOT.resolve("birds"), "", "big", false, GalleryQuery.Sort.OLDEST)));
    assertEquals(List.of(), find(new GalleryQuery(null, "", null, true, GalleryQuery.Sort.OLDEST)));
    assertEquals(List.of("big", "nano"), catalogue.snapshot().models());
  }

  @Test
  void countsPicturesInAndBelowFolders() {
    add("fox.png", 1, "", null);
    add("birds/owl.png", 2, "", null);
    add("birds/night/bat.png", 3, "", null);
    add("birds-2/wren.png", 3, "", null);
    catalogue.putFolder(ROOT.resolve("Empty"));
    assertEquals(
        List.of(
            new GalleryFolder(ROOT.resolve("birds"), "birds", 2),
            new GalleryFolder(ROOT.resolve("birds/night"), "birds/night", 1),
            new GalleryFolder(ROOT.resolve("birds-2"), "birds-2", 1),
            new GalleryFolder(ROOT.resolve("Empty"), "Empty", 0)),
        catalogue.snapshot().countedFolders());
  }

  @Test
  void aPromptOfAnyLengthIsHeldInPart() {
    String prompt = "x".repeat(1999) + "🐧" + "y".repeat(100_000);
    PictureFacts facts = new PictureFacts(new Size(8, 8), prompt, null, null);
    assertEquals("x".repeat(1999), facts.prompt());
  }
}
