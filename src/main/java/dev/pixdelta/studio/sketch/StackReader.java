package dev.pixdelta.studio.sketch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pixdelta.pipeline.Size;
import dev.pixdelta.studio.picture.PictureFileException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads the list of layers in an OpenRaster file: ours, or another program's. */
final class StackReader {
  /** Of the sketch, and of one layer. */
  static final int MOST_PIXELS = 1 << 24;

  private static final int MOST_SIDE = 8192;
  private static final int MOST_LAYERS = 500;
  private static final int MOST_DEPTH = 50;

  private final Path file;
  private final XMLStreamReader xml;
  private final Deque<Group> groups = new ArrayDeque<>();
  private final List<Entry> entries = new ArrayList<>();
  private @Nullable Size size;
  private Sketch.Mode mode = Sketch.Mode.LINES;
  private @Nullable Integer active;

  /** What a nested stack does to all that is in it. */
  private record Group(boolean visible, double opacity) {}

  /**
   * One layer, not yet read.
   *
   * @param source its picture in the file
   * @param placement where the whole of a raster of our own lies; unknown of other programs' layers
   * @param whole whether the picture is all of the raster, and not only what is painted on it
   */
  record Entry(
      String name,
      String source,
      int x,
      int y,
      boolean visible,
      boolean guide,
      double opacity,
      boolean selected,
      @Nullable Placement placement,
      boolean whole) {}

  /**
   * All of it.
   *
   * @param entries bottom first
   * @param active which of them is drawn on, if the file says so
   */
  record Stack(Size size, Sketch.Mode mode, List<Entry> entries, @Nullable Integer active) {}

  private StackReader(Path file, XMLStreamReader xml) {
    this.file = file;
    this.xml = xml;
  }

  static Stack read(Path file, byte[] content) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      // As text: of bytes that are no UTF-8 the parser complains on standard error.
      String text = new String(content, UTF_8).replace("\uFEFF", "");
      XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(text));
      return new StackReader(file, xml).read();
    } catch (XMLStreamException e) {
      throw new PictureFileException(file, "its list of layers is damaged");
    } catch (IllegalArgumentException e) { // what is no number, or out of range
      throw new PictureFileException(file, "its list of layers is not valid");
    }
  }

  private Stack read() throws XMLStreamException {
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.DTD ->
            throw new PictureFileException(
                file, "its list of layers has a DOCTYPE, which no OpenRaster file needs");
        case XMLStreamConstants.START_ELEMENT -> begin(xml.getLocalName());
        case XMLStreamConstants.END_ELEMENT -> {
          if (xml.getLocalName().equals("stack")) {
            groups.pop();
          }
        }
        default -> {}
      }
    }
    if (size == null) {
      throw new PictureFileException(file, "its list of layers gives no size");
    }
    return new Stack(size, mode, entries.reversed(), active);
  }

  private void begin(String element) {
    switch (element) {
      case "image" -> image();
      case "stack" -> {
        if (groups.size() == MOST_DEPTH) {
          throw new IllegalArgumentException("groups within groups without end");
        }
        groups.push(new Group(isVisible(), opacity()));
      }
      case "layer" -> {
        if (!"true".equals(ours(StackXml.GROUND_LAYER))) {
          layer();
        }
      }
      default -> {}
    }
  }

  private void image() {
    Size said = new Size(number("w", 0), number("h", 0));
    if (Math.max(said.width(), said.height()) > MOST_SIDE
        || (long) said.width() * said.height() > MOST_PIXELS) {
      throw new PictureFileException(
          file,
          "is too large with {0} pixels: sketches can have up to {1} million",
          said,
          MOST_PIXELS / 1_000_000);
    }
    size = said;
    String given = ours(StackXml.MODE);
    if (given != null) {
      mode = Sketch.Mode.valueOf(given);
    }
    String index = ours(StackXml.ACTIVE);
    active = index == null ? null : Integer.valueOf(index);
  }

  private void layer() {
    if (entries.size() == MOST_LAYERS) {
      throw new PictureFileException(file, "has more than {0} layers", MOST_LAYERS);
    }
    String source = plain("src", "");
    String raster = ours(StackXml.RASTER);
    String placement = ours(StackXml.PLACEMENT);
    entries.add(
        new Entry(
            plain("name", "Layer"),
            raster == null ? source : raster,
            number("x", 0),
            number("y", 0),
            isVisible(),
            "true".equals(ours(StackXml.GUIDE)),
            opacity(),
            "true".equals(plain("selected", "")),
            placement == null ? null : placement(placement),
            raster != null));
  }

  private static Placement placement(String text) {
    String[] parts = text.split(" ", -1);
    if (parts.length != 4) {
      throw new IllegalArgumentException("placement " + text);
    }
    return new Placement(
        Double.parseDouble(parts[0]),
        Double.parseDouble(parts[1]),
        Double.parseDouble(parts[2]),
        Double.parseDouble(parts[3]));
  }

  private boolean isVisible() {
    boolean outside = groups.isEmpty() || groups.getFirst().visible();
    return outside && !plain("visibility", "visible").equals("hidden");
  }

  private double opacity() {
    double outside = groups.isEmpty() ? 1 : groups.getFirst().opacity();
    double own = Double.parseDouble(plain("opacity", "1"));
    return outside * (own >= 0 ? Math.min(own, 1) : 0);
  }

  private int number(String name, int otherwise) {
    String value = xml.getAttributeValue(null, name);
    return value == null ? otherwise : Integer.parseInt(value.strip());
  }

  private String plain(String name, String otherwise) {
    String value = xml.getAttributeValue(null, name);
    return value == null ? otherwise : value;
  }

  private @Nullable String ours(String name) {
    return xml.getAttributeValue(StackXml.OURS, name);
  }
}
