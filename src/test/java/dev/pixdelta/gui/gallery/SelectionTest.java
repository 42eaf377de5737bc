package dev.pixdelta.gui.gallery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.gallery.GalleryPicture;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SelectionTest {
  private final Selection selection = new Selection();

  private static GalleryPicture picture(String name) {
    return new GalleryPicture(
        Path.of("/p", name), Instant.EPOCH, new Size(8, 8), "", null, null, false);
  }

  private static List<GalleryPicture> pictures(String names) {
    return Stream.of(names.split("")).map(SelectionTest::picture).toList();
  }

  private String selected() {
    return String.join(
        "", selection.selected().stream().map(p -> p.file().getFileName().toString()).toList());
  }

  @BeforeEach
  void tenPictures() {
    selection.setPictures(pictures("0123456789"));
  }

  @Test
  void aClickSelectsOneAlone() {
    selection.select(3);
    selection.select(5);
    assertEquals("5", selected());
    assertEquals(5, selection.lead());
  }

  @Test
  void togglingKeepsTheOthers() {
    selection.select(3);
    selection.toggle(5);
    selection.toggle(1);
    assertEquals("135", selected());
    selection.toggle(3);
    assertEquals("15", selected());
  }

  @Test
  void shiftSelectsFromTheLastOneChosenAloneInBothDirections() {
    selection.select(4);
    selection.extendTo(6, false);
    assertEquals("456", selected());
    selection.extendTo(2, false);
    assertEquals("234", selected());
    assertEquals(2, selection.lead());
  }

  @Test
  void shiftWithCtrlAddsARange() {
    selection.select(0);
    selection.toggle(7);
    selection.extendTo(8, true);
    assertEquals("078", selected());
  }

  @Test
  void aBandReplacesOrAddsAndShrinksAgain() {
    selection.select(0);
    selection.beginBand(true);
    selection.band(List.of(4, 5));
    assertEquals("045", selected());
    selection.band(List.of(4));
    assertEquals("04", selected());
    selection.beginBand(false);
    selection.band(List.of(8));
    assertEquals("8", selected());
  }

  @Test
  void picturesThatComeLeaveTheSelectionOnItsFiles() {
    selection.select(2);
    selection.toggle(4);
    selection.setPictures(pictures("ab0123456789"));
    assertEquals("24", selected());
    assertEquals(6, selection.lead());
    selection.extendTo(7, false);
    assertEquals("45", selected());
  }

  @Test
  void whenThePictureWithTheKeyboardGoesItsPlaceHasIt() {
    selection.select(2);
    selection.setPictures(pictures("01345678"));
    assertEquals("", selected());
    assertEquals(2, selection.lead());
    selection.setPictures(pictures("0"));
    assertEquals(0, selection.lead());
    selection.setPictures(List.of());
    assertEquals(-1, selection.lead());
  }

  @Test
  void everythingAndNothing() {
    selection.selectAll();
    assertEquals("0123456789", selected());
    selection.clear();
    assertEquals(0, selection.size());
    assertFalse(selection.contains(Path.of("/p/1")));
  }

  @Test
  void eachChangeIsTold() {
    int before = selection.version().get();
    selection.select(1);
    assertTrue(selection.version().get() > before);
    int same = selection.version().get();
    selection.beginBand(true);
    selection.band(List.of(1));
    assertEquals(same, selection.version().get(), "a band that changes nothing is no change");
  }

  @Test
  void placesOutsideAreIgnored() {
    selection.select(3);
    IntStream.of(-1, 10).forEach(selection::toggle);
    IntStream.of(-1, 10).forEach(i -> selection.extendTo(i, false));
    assertEquals("3", selected());
  }
}
