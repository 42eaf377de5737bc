package dev.pixdelta.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pixdelta.testing.Golden;
import java.util.Iterator;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the tables of diffusers. */
final class AspectRatioBinsTest {
  @ParameterizedTest
  @ValueSource(ints = {128, 64, 32})
  void holdsTheTableAndMakesItsChoices(int sampleSize) {
    AspectRatioBins bins = AspectRatioBins.forSampleSize(sampleSize).orElseThrow();
    assertEquals(8 * sampleSize, bins.base());
    JsonNode golden = Golden.json("bins.json").required("" + bins.base());
    Iterator<Map.Entry<String, JsonNode>> table = golden.required("table").properties().iterator();
    for (AspectRatioBins.Bin bin : bins.bins()) {
      Map.Entry<String, JsonNode> row = table.next();
      assertEquals(Double.parseDouble(row.getKey()), bin.ratio());
      assertEquals(size(row.getValue()), bin.size());
    }
    assertEquals(false, table.hasNext());
    for (JsonNode choice : golden.required("choices")) {
      Size asked = size(choice.required("ask"));
      assertEquals(size(choice.required("bin")), bins.nearest(asked), asked::toString);
    }
  }

  @Test
  void otherSampleSizesHaveNone() {
    assertTrue(AspectRatioBins.forSampleSize(16).isEmpty());
    assertTrue(AspectRatioBins.forSampleSize(1024).isEmpty());
  }

  /** The files have height before width. */
  private static Size size(JsonNode heightWidth) {
    return new Size(heightWidth.get(1).asInt(), heightWidth.get(0).asInt());
  }

  @Test
  void theSizesOfAModelAreItsOwnTableOrTheLargestOneScaled() {
    for (int side : new int[] {1024, 512, 256}) {
      assertEquals(
          AspectRatioBins.forSampleSize(side / 8).orElseThrow(),
          AspectRatioBins.of(new Size(side, side), 16));
    }
    AspectRatioBins small = AspectRatioBins.of(new Size(128, 128), 16);
    assertEquals(new Size(128, 128), small.nearest(new Size(9, 9)));
    assertEquals(new Size(224, 80), small.nearest(new Size(300, 100)));
  }
}
