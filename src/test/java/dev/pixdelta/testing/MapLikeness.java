package dev.pixdelta.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pixdelta.studio.control.GreyPicture;

/** How much two maps have in common. */
public final class MapLikeness {
  private MapLikeness() {}

  /** Intersection over union of what is white, 0 to 1. */
  public static double of(GreyPicture a, GreyPicture b) {
    assertEquals(a.size(), b.size());
    int both = 0;
    int either = 0;
    for (int i = 0; i < a.values().length; i++) {
      boolean inA = a.values()[i] > 0.5;
      boolean inB = b.values()[i] > 0.5;
      both += inA && inB ? 1 : 0;
      either += inA || inB ? 1 : 0;
    }
    return (double) both / either;
  }
}
