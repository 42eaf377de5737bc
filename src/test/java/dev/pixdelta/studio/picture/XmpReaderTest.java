package dev.pixdelta.studio.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class XmpReaderTest {
  private static final String HEAD =
      """
      <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
        xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns:d="http://purl.org/dc/elements/1.1/" xmlns:other="urn:other"
        xmlns:xmp="http://ns.adobe.com/xap/1.0/">
      """;
  private static final String END = "</rdf:RDF></x:xmpmeta>";

  private static List<PictureText> read(String properties) {
    return XmpReader.read(HEAD + "<rdf:Description>" + properties + "</rdf:Description>" + END);
  }

  @Test
  void propertiesHaveTheirUsualNames() {
    assertEquals(
        List.of(
            new PictureText("dc:title", "A"),
            new PictureText("dc:description", "a <b> & \"c\""),
            new PictureText("dc:description", "anders")),
        read(
            "<d:title>A</d:title><other:x>no</other:x><d:description><rdf:Alt><rdf:li>a &lt;b&gt;"
                + " &amp; <![CDATA[\"c\"]]></rdf:li><rdf:li>anders</rdf:li></rdf:Alt>"
                + "</d:description>"));
  }

  @Test
  void shortPropertiesAreAttributes() {
    String packet = HEAD + "<rdf:Description xmp:CreatorTool='Draw Things' other:y='no'/>" + END;
    assertEquals(
        List.of(new PictureText("xmp:CreatorTool", "Draw Things")), XmpReader.read(packet));
  }

  @Test
  void whatStandsBeforeDamageIsKept() {
    assertEquals(
        List.of(new PictureText("dc:title", "A")),
        XmpReader.read(HEAD + "<rdf:Description><d:title>A</d:title><d:x>"));
    for (String packet : List.of("", "no XML", "<a", "<a><b></a>", "<a>&nothing;</a>")) {
      assertEquals(List.of(), XmpReader.read(packet), packet);
    }
  }

  @Test
  void nothingIsTakenFromElsewhere(@TempDir Path folder) throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "secret");
    for (String entity :
        List.of("SYSTEM \"" + secret.toUri() + "\"", "\"" + "x".repeat(50) + "\"")) {
      String packet =
          "<!DOCTYPE x [<!ENTITY e "
              + entity
              + ">]>"
              + HEAD
              + "<rdf:Description><d:title>A&e;"
              + "</d:title></rdf:Description>"
              + END;
      assertTrue(
          XmpReader.read(packet).stream().noneMatch(t -> t.text().matches("A.*[ex].*")), entity);
    }
  }

  @Test
  void deepAndLongPacketsDoNoHarm() {
    assertEquals(List.of(), XmpReader.read(HEAD + "<d:a>".repeat(200_000)));
    assertTrue(read("<d:title>A</d:title>".repeat(100_000)).size() <= 50);
    assertEquals(List.of(), XmpReader.read("<a " + "b".repeat(1_000_000)));
  }
}
