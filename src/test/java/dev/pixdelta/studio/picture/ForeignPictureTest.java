package dev.pixdelta.studio.picture;

import static dev.pixdelta.studio.picture.PictureBytes.chunk;
import static dev.pixdelta.studio.picture.PictureBytes.deflated;
import static dev.pixdelta.studio.picture.PictureBytes.exif;
import static dev.pixdelta.studio.picture.PictureBytes.joined;
import static dev.pixdelta.studio.picture.PictureBytes.jpeg;
import static dev.pixdelta.studio.picture.PictureBytes.png;
import static dev.pixdelta.studio.picture.PictureBytes.riff;
import static dev.pixdelta.studio.picture.PictureBytes.segment;
import static dev.pixdelta.studio.picture.PictureBytes.vp8;
import static dev.pixdelta.studio.picture.PictureBytes.vp8l;
import static dev.pixdelta.studio.picture.PictureBytes.vp8x;
import static dev.pixdelta.studio.picture.PictureBytes.webp;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pixdelta.pipeline.Size;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of other programs: what they say is found in every place that they put it. */
final class ForeignPictureTest {
  private static final ByteOrder II = ByteOrder.LITTLE_ENDIAN;
  private static final ByteOrder MM = ByteOrder.BIG_ENDIAN;
  private static final int ASCII = 2;
  private static final int UNDEFINED = 7;
  private static final int COMMENT = 0x9286;
  private static final int EXIF_DIRECTORY = 0x8769;

  private static final String INFOTEXT =
      "한국 🦩 heron\nNegative prompt: blurry\n"
          + "Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 42, Size: 512x512";
  private static final String SWARM =
      "{\"sui_image_params\": {\"prompt\": \"한국 🦩 heron\", \"negativeprompt\": \"blurry\","
          + " \"steps\": 20, \"seed\": 42, \"width\": 512, \"height\": 512}}";

  private static final String XMP =
      """
      <?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?>
      <x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="XMP Core 6.0.0">
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
          <rdf:Description rdf:about=""
              xmlns:dc="http://purl.org/dc/elements/1.1/"
              xmlns:xmp="http://ns.adobe.com/xap/1.0/"
              xmlns:exif="http://ns.adobe.com/exif/1.0/">
            <dc:description><rdf:Alt>
              <rdf:li xml:lang="x-default">한국 🦩 heron&#xA;-blurry&#xA;Steps: 20, Seed: 42</rdf:li>
            </rdf:Alt></dc:description>
            <xmp:CreatorTool>Draw Things</xmp:CreatorTool>
            <exif:UserComment><rdf:Alt>
              <rdf:li xml:lang="x-default">{"c":"한국 🦩 heron","uc":"blurry","steps":20,\
      "seed":42,"size":"512x512","scale":4.5,"sampler":"LCM"}</rdf:li>
            </rdf:Alt></exif:UserComment>
          </rdf:Description>
        </rdf:RDF>
      </x:xmpmeta>
      <?xpacket end='w'?>
      """;

  private final Path folder;

  ForeignPictureTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** Reads a file whole and by its head; both must say the same of a heron. */
  private PictureContents assertHeron(byte[] file) throws IOException {
    Path path = Files.write(folder.resolve("picture"), file);
    PictureContents picture = PictureReader.read(path);
    assertEquals(picture, PictureReader.readHead(path));
    PictureParameters p = found(picture).parameters();
    assertEquals("한국 🦩 heron", p.prompt());
    assertEquals("blurry", p.negativePrompt());
    assertEquals(20, p.steps());
    assertEquals(42L, p.seed());
    assertEquals(new Size(512, 512), p.size());
    return picture;
  }

  private static PictureMetadata.Found found(PictureContents picture) {
    return Objects.requireNonNull(picture.found(), "nothing found");
  }

  private static byte[] comment(ByteOrder order, String code, byte[] text) {
    return exif(order, COMMENT, UNDEFINED, joined(code.getBytes(US_ASCII), text));
  }

  /** The comment in a directory of its own, as the standard has it. */
  private static byte[] standardExif(ByteOrder order, byte[] comment) {
    byte[] inner = exif(order, COMMENT, UNDEFINED, comment);
    ByteBuffer block = ByteBuffer.allocate(26 + inner.length - 8).order(order);
    block.put(exif(order, EXIF_DIRECTORY, 4, new byte[4]), 0, 26);
    block.putInt(18, 26).put(inner, 8, inner.length - 8);
    block.putInt(26 + 2 + 8, 26 + 2 + 12 + 4); // the comment stands behind both directories now
    return block.array();
  }

  @Test
  void everyChunkOfPng() throws IOException {
    byte[] utf8 = INFOTEXT.getBytes(UTF_8);
    assertHeron(png(chunk("tEXt", joined("parameters\0", utf8))));
    assertHeron(png(chunk("zTXt", joined("parameters\0\0", deflated(utf8)))));
    assertHeron(png(chunk("iTXt", joined("parameters\0\0\0\0\0", utf8))));
    assertHeron(png(chunk("iTXt", joined("parameters\0\1\0\0\0", deflated(utf8)))));
    byte[] unicode = joined("UNICODE\0", INFOTEXT.getBytes(UTF_16BE));
    assertHeron(png(chunk("eXIf", standardExif(MM, unicode))));
    assertHeron(png(chunk("comf", joined("parameters\0", utf8))));
    assertHeron(png(chunk("iTXt", joined("XML:com.adobe.xmp\0\0\0\0\0", XMP.getBytes(UTF_8)))));
  }

  @Test
  void textsOfPngAreUtf8OrElseLatin1() throws IOException {
    String text = "café\nSteps: 4, Seed: 1";
    for (byte[] bytes : List.of(text.getBytes(ISO_8859_1), text.getBytes(UTF_8))) {
      Path file =
          Files.write(folder.resolve("a"), png(chunk("tEXt", joined("parameters\0", bytes))));
      assertEquals("café", found(PictureReader.read(file)).parameters().prompt());
    }
  }

  @Test
  void everyPlaceInJpeg() throws IOException {
    byte[] exif = standardExif(II, joined("UNICODE\0", INFOTEXT.getBytes(UTF_16LE)));
    assertHeron(jpeg(segment(0xE1, joined("Exif\0\0", exif))));
    byte[] description = exif(MM, 0x010E, ASCII, (INFOTEXT + '\0').getBytes(UTF_8));
    assertHeron(jpeg(segment(0xE1, joined("Exif\0\0", description))));
    assertHeron(jpeg(segment(0xFE, INFOTEXT.getBytes(UTF_8))));
    byte[] xmp = XMP.getBytes(UTF_8);
    assertHeron(jpeg(segment(0xE1, joined("http://ns.adobe.com/xap/1.0/\0", xmp))));
    byte[] fooocus =
        exif(II, COMMENT, ASCII, (INFOTEXT + ", Version: Fooocus v2.5.5\0").getBytes(UTF_8));
    assertEquals(
        "fooocus", found(assertHeron(jpeg(segment(0xE1, joined("Exif\0\0", fooocus))))).source());
  }

  @Test
  void aLongPacketOfXmpIsPutTogether() throws IOException {
    byte[] xmp = (" ".repeat(70_000) + XMP.strip()).getBytes(UTF_8);
    byte[] name = "http://ns.adobe.com/xmp/extension/\0".getBytes(US_ASCII);
    byte[] digest = "0123456789ABCDEF0123456789ABCDEF".getBytes(US_ASCII);
    int half = xmp.length / 2;
    byte[][] parts = new byte[2][];
    for (int i = 0; i < 2; i++) {
      byte[] part = Arrays.copyOfRange(xmp, i * half, i == 0 ? half : xmp.length);
      byte[] place = ByteBuffer.allocate(8).putInt(xmp.length).putInt(i * half).array();
      parts[i] = segment(0xE1, joined(name, digest, place, part));
    }
    assertHeron(jpeg(parts[0], parts[1]));
    assertHeron(jpeg(parts[1], parts[0]));
    Path file = Files.write(folder.resolve("half"), jpeg(parts[1]));
    assertNull(PictureReader.read(file).found(), "half of it says nothing");
  }

  @Test
  void everyCodeOfAUserComment() throws IOException {
    byte[] big = INFOTEXT.getBytes(UTF_16BE);
    byte[] little = INFOTEXT.getBytes(UTF_16LE);
    byte[] utf8 = INFOTEXT.getBytes(UTF_8);
    for (ByteOrder order : List.of(II, MM)) {
      for (byte[] text :
          List.of(
              big,
              little,
              utf8,
              ("\ufeff" + INFOTEXT).getBytes(UTF_16BE),
              ("\ufeff" + INFOTEXT).getBytes(UTF_16LE),
              ("\ufeff" + INFOTEXT).getBytes(UTF_8),
              (INFOTEXT + "\0\0").getBytes(UTF_8))) {
        assertHeron(jpeg(segment(0xE1, joined("Exif\0\0", comment(order, "UNICODE\0", text)))));
      }
      for (String code : List.of("ASCII\0\0\0", "\0\0\0\0\0\0\0\0", "")) {
        assertHeron(jpeg(segment(0xE1, joined("Exif\0\0", comment(order, code, utf8)))));
      }
    }
  }

  @Test
  void webpStillAndAnimated() throws IOException {
    byte[] exif = standardExif(II, joined("UNICODE\0", SWARM.getBytes(UTF_16LE)));
    byte[] named = joined("Exif\0\0", exif);
    for (byte[] block : List.of(exif, named)) {
      PictureContents still =
          assertHeron(webp(vp8x(300, 20_000), vp8l(300, 16_000), riff("EXIF", block)));
      assertEquals(FileFormat.WEBP, still.format());
      assertEquals(new Size(300, 20_000), still.size());
      assertEquals("swarmui", found(still).source());
    }
    byte[] frame = riff("ANMF", new byte[17]);
    byte[] xmp = riff("XMP ", XMP.getBytes(UTF_8));
    assertHeron(webp(vp8x(10, 10), riff("ANIM", new byte[6]), frame, frame, xmp));
  }

  @Test
  void webpWithoutMetadata() throws IOException {
    for (byte[] pixels : List.of(vp8(300, 2_000), vp8l(300, 2_000))) {
      PictureContents picture = read(webp(pixels));
      assertEquals(new Size(300, 2_000), picture.size());
      assertNull(picture.found());
    }
  }

  @Test
  void aDamagedWebpIsRefusedInASentence() throws IOException {
    byte[] whole = webp(vp8x(4, 4), vp8l(4, 4), riff("EXIF", comment(II, "", new byte[9])));
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      PictureFileException e = assertThrows(PictureFileException.class, () -> read(cut));
      assertTrue(
          String.valueOf(e.getMessage()).matches(".*(cut off before its end|is not a PNG.*)"),
          e.getMessage());
    }
    byte[] tooLong = whole.clone();
    tooLong[4 + 12] = 127; // of the first chunk
    assertThrows(PictureFileException.class, () -> read(tooLong));
    assertThrows(PictureFileException.class, () -> read(webp(vp8x(4, 4))), "no pixels");
    assertThrows(PictureFileException.class, () -> read(webp(vp8(0, 4))), "no size");
  }

  @Test
  void changedFilesDoNoHarm() throws IOException {
    byte[] exif = standardExif(II, joined("UNICODE\0", SWARM.getBytes(UTF_16LE)));
    List<byte[]> files =
        List.of(
            webp(vp8x(4, 4), vp8l(4, 4), riff("EXIF", exif), riff("XMP ", XMP.getBytes(UTF_8))),
            jpeg(
                segment(0xE1, joined("Exif\0\0", exif)),
                segment(0xE1, joined("http://ns.adobe.com/xap/1.0/\0", XMP.getBytes(UTF_8)))));
    Random random = new Random(21);
    int read = 0;
    for (int i = 0; i < 600; i++) {
      byte[] changed = files.get(i % 2).clone();
      for (int n = random.nextInt(8); n >= 0; n--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      try {
        read += read(changed).found() == null ? 0 : 1;
      } catch (PictureFileException e) {
        assertTrue(String.valueOf(e.getMessage()).startsWith("" + folder), "seed 21, file " + i);
      }
    }
    assertTrue(read > 30, "some still say something: " + read);
  }

  private PictureContents read(byte[] file) throws IOException {
    return PictureReader.read(Files.write(folder.resolve("picture"), file));
  }

  @Test
  void aPhotographSaysNothing() throws IOException {
    byte[] make = exif(MM, 0x010F, ASCII, "Canon\0".getBytes(US_ASCII));
    byte[] words = exif(MM, 0x010E, ASCII, "Steps: to the sea, day 3\0".getBytes(US_ASCII));
    for (byte[] block : List.of(make, words)) {
      assertNull(read(jpeg(segment(0xE1, joined("Exif\0\0", block)))).found());
    }
    assertNull(
        read(png(chunk("tEXt", joined("Comment\0", "Created with GIMP".getBytes(US_ASCII)))))
            .found());
  }

  @Test
  void theDrawnNumbersOfAForeignPictureComeFromItsOwnWords() throws IOException {
    byte[] graph =
        joined(
            "prompt\0",
            """
            {"3": {"class_type": "KSampler", "inputs": {"seed": 42, "steps": 20, "cfg": 7,
             "sampler_name": "lcm", "scheduler": "simple", "positive": ["6", 0], "negative": ["7", 0],
             "latent_image": ["5", 0]}},
             "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "한국 🦩 heron"}},
             "7": {"class_type": "CLIPTextEncode", "inputs": {"text": "blurry"}},
             "5": {"class_type": "EmptyLatentImage", "inputs": {"width": 512, "height": 512}}}
            """
                .getBytes(UTF_8));
    PictureContents picture = assertHeron(png(chunk("tEXt", graph)));
    assertEquals(new Size(4, 3), picture.size());
    assertEquals("LCM", found(picture).parameters().sampler(), "by the name it has here");
    assertTrue(String.valueOf(picture.text()).contains("KSampler"), "all of it as text");
  }
}
