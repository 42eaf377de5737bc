package dev.pixdelta.studio.sketch;

import dev.pixdelta.pipeline.Size;
import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The list of layers in an OpenRaster file, as it is written. What only we know is in attributes of
 * our own, which other programs pass over.
 */
final class StackXml {
  /** Names our attributes apart. */
  static final String OURS = "urn:pixdelta:sketch";

  static final String MODE = "mode";
  static final String ACTIVE = "active";
  static final String GUIDE = "guide";

  /** Centre, scale and angle, between blanks. */
  static final String PLACEMENT = "placement";

  /** Where the raster is that was placed. */
  static final String RASTER = "raster";

  /** The black ground that other programs need, and we don't. */
  static final String GROUND_LAYER = "ground";

  static final String GROUND = "data/ground.png";

  private static final String PREFIX = "pixdelta";

  private StackXml() {}

  /** The picture of a layer that other programs see. */
  static String picture(int layer) {
    return "data/layer%d.png".formatted(layer);
  }

  /** Its raster as it was before it was placed. */
  static String own(int layer) {
    return "pixdelta/layer%d.png".formatted(layer);
  }

  static String of(Sketch sketch, List<StoredLayer> stored) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("image");
      xml.writeNamespace(PREFIX, OURS);
      xml.writeAttribute("version", "0.0.5");
      Size size = sketch.size();
      xml.writeAttribute("w", String.valueOf(size.width()));
      xml.writeAttribute("h", String.valueOf(size.height()));
      ours(xml, MODE, sketch.mode().name());
      ours(xml, ACTIVE, String.valueOf(sketch.active()));
      xml.writeStartElement("stack");
      for (int i = stored.size() - 1; i >= 0; i--) { // the top layer comes first
        layer(xml, sketch, i, stored.get(i));
      }
      xml.writeEmptyElement("layer");
      xml.writeAttribute("name", "Ground");
      xml.writeAttribute("src", GROUND);
      ours(xml, GROUND_LAYER, "true");
      xml.writeEndElement();
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) { // there is no disk here
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  private static void layer(XMLStreamWriter xml, Sketch sketch, int index, StoredLayer stored)
      throws XMLStreamException {
    Layer layer = sketch.layers().get(index);
    xml.writeEmptyElement("layer");
    xml.writeAttribute("name", layer.name());
    xml.writeAttribute("src", picture(index));
    xml.writeAttribute("x", String.valueOf(stored.at().x()));
    xml.writeAttribute("y", String.valueOf(stored.at().y()));
    xml.writeAttribute("opacity", String.valueOf(layer.opacity()));
    xml.writeAttribute("visibility", layer.visible() ? "visible" : "hidden");
    xml.writeAttribute("composite-op", "svg:src-over");
    if (index == sketch.active()) {
      xml.writeAttribute("selected", "true");
    }
    ours(xml, GUIDE, String.valueOf(layer.guide()));
    Placement p = layer.placement();
    ours(xml, PLACEMENT, p.x() + " " + p.y() + " " + p.scale() + " " + p.angle());
    if (stored.own().length > 0) {
      ours(xml, RASTER, own(index));
    }
  }

  private static void ours(XMLStreamWriter xml, String name, String value)
      throws XMLStreamException {
    xml.writeAttribute(PREFIX, OURS, name, value);
  }
}
