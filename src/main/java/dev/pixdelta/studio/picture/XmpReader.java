package dev.pixdelta.studio.picture;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The texts in a packet of XMP, of the schemas that programs put prompts into. Of a property in
 * several languages, the first text. Reads no DTD and nothing from elsewhere.
 */
final class XmpReader {
  /** What PNG files have a packet under. */
  static final String KEYWORD = "XML:com.adobe.xmp";

  private static final int MAX_PROPERTIES = 50;
  private static final String RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
  private static final Map<String, String> PREFIXES =
      Map.of(
          "http://purl.org/dc/elements/1.1/", "dc",
          "http://ns.adobe.com/exif/1.0/", "exif",
          "http://ns.adobe.com/tiff/1.0/", "tiff",
          "http://ns.adobe.com/xap/1.0/", "xmp");

  private final List<PictureText> texts = new ArrayList<>();
  private final Deque<String> open = new ArrayDeque<>();
  private final StringBuilder text = new StringBuilder();
  private @Nullable String property;
  private int propertyDepth;

  private XmpReader() {}

  /**
   * The texts by the usual names of their properties, such as {@code dc:description}.
   *
   * @return those before the first damage
   */
  static List<PictureText> read(String packet) {
    XmpReader reader = new XmpReader();
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(packet.strip()));
      while (xml.hasNext() && reader.texts.size() < MAX_PROPERTIES) {
        reader.take(xml.next(), xml);
      }
    } catch (XMLStreamException e) {
      return reader.texts; // cut off or damaged
    }
    return reader.texts;
  }

  private void take(int event, XMLStreamReader xml) {
    switch (event) {
      case XMLStreamConstants.START_ELEMENT -> start(xml);
      case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
        if (property != null) {
          text.append(xml.getText());
        }
      }
      case XMLStreamConstants.END_ELEMENT -> end(xml);
      default -> {}
    }
  }

  private void start(XMLStreamReader xml) {
    open.push(xml.getLocalName());
    if (RDF.equals(xml.getNamespaceURI()) && xml.getLocalName().equals("Description")) {
      for (int i = 0; i < xml.getAttributeCount(); i++) {
        String name = name(xml.getAttributeNamespace(i), xml.getAttributeLocalName(i));
        add(name, xml.getAttributeValue(i));
      }
    } else if (property == null) {
      property = name(xml.getNamespaceURI(), xml.getLocalName());
      propertyDepth = open.size();
      text.setLength(0);
    }
  }

  private void end(XMLStreamReader xml) {
    boolean item = RDF.equals(xml.getNamespaceURI()) && xml.getLocalName().equals("li");
    if (property != null && (item || open.size() == propertyDepth)) {
      add(property, text.toString());
      text.setLength(0);
      if (open.size() == propertyDepth) {
        property = null;
      }
    }
    open.pop();
  }

  private static @Nullable String name(@Nullable String namespace, String local) {
    String prefix = namespace == null ? null : PREFIXES.get(namespace);
    String name = prefix + ":" + local;
    return prefix == null || !PictureText.isKeyword(name) ? null : name;
  }

  /** The first text of a property is the one that is found; white space between items is none. */
  private void add(@Nullable String name, String value) {
    if (name != null && !value.isBlank()) {
      texts.add(new PictureText(name, value.strip().replace("\0", "")));
    }
  }
}
