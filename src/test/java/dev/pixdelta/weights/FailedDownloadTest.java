package dev.pixdelta.weights;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in place of weights after a failed download is told as what it is. */
final class FailedDownloadTest {
  private final Path folder;

  FailedDownloadTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private String refused(String name, byte[] bytes) throws IOException {
    return refused(Files.write(folder.resolve(name), bytes));
  }

  private static String refused(Path file) {
    String message =
        assertThrows(ModelFileException.class, () -> WeightFiles.openFile(file).close())
            .getMessage();
    assertTrue(message.startsWith(file + ": "), message);
    return message.substring(file.toString().length() + 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"w.safetensors", "w.bin", "w.pth"})
  void gitLfsPointer(String name) throws IOException {
    String pointer =
        "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0a".repeat(32) + "\nsize ";
    assertEquals(
        "this is only a Git LFS pointer to the real file of 2447431856 bytes; run 'git lfs pull' in"
            + " the model's folder, or download the file itself",
        refused(name, (pointer + "2447431856\n").getBytes(UTF_8)));
    assertTrue(
        refused(name, pointer.replace("\n", "\r\n").getBytes(UTF_8))
            .startsWith("this is only a Git LFS pointer; "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE html><html><head><title>model · Hugging Face</title>",
        "\n\n  <html lang=\"en\">",
        "\ufeff<!doctype html>",
        "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>",
        "<head><title>302 Found</title></head>",
        "<!-- saved -->"
      })
  void webPage(String page) throws IOException {
    for (String text : new String[] {page, page + "ä".repeat(9000)}) {
      String said = refused("w.safetensors", text.getBytes(UTF_8));
      assertTrue(said.startsWith("this is a web page that was saved in place of the file; "), said);
      assertTrue(said.contains("/resolve/"), said);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Entry not found|Entry not found",
        "404: Not Found|404: Not Found",
        "{\"error\":\"Repository not found\"}|Repository not found",
        "{ \"message\" : \"Invalid token\", \"x\": 1}|Invalid token"
      })
  void answerOfAServer(String text, String shown) throws IOException {
    String expected =
        "a server's answer '" + shown + "' was saved in place of the file; download it again";
    assertEquals(expected, refused("w.safetensors", text.getBytes(UTF_8)));
    assertEquals(expected, refused("w.bin", (text + "\n").getBytes(UTF_8)));
  }

  @Test
  void longAnswerIsCut() throws IOException {
    String said = refused("w.safetensors", "Access is restricted. ".repeat(40).getBytes(UTF_8));
    assertTrue(said.length() < 200 && said.contains("..."), said);
  }

  @Test
  void linkCopiedAsText() throws IOException {
    String said = refused("w.safetensors", "../../blobs/0a1b2c3d4e5f".getBytes(UTF_8));
    assertTrue(said.startsWith("this is a link to the file that was copied as text"), said);
  }

  @Test
  void nothingAndZeros() throws IOException {
    for (String name : new String[] {"w.safetensors", "w.bin"}) {
      assertEquals("the file is empty; download it again", refused(name, new byte[0]));
      String zeros = "the file is filled with zeros: its download broke off; download it again";
      assertEquals(zeros, refused(name, new byte[100]));
      assertEquals(zeros, refused(name, new byte[100_000]));
    }
  }

  /** A file that was made at its full size, and written to a part of it. */
  @Test
  void zerosFromSomewhereOn() throws IOException {
    long data = 10L << 20;
    Path file = folder.resolve("w.safetensors");
    String header = "{" + TestSafetensors.entry("w", "U8", "[" + data + "]", 0, data) + "}";
    byte[] whole = TestSafetensors.bytes(header.length(), header.getBytes(UTF_8), 0);
    byte[] random = new byte[(int) data];
    new Random(1).nextBytes(random);
    for (double part : new double[] {0, 0.3, 0.9}) {
      Files.write(file, whole);
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap(random, 0, (int) (part * data)), whole.length);
        channel.write(ByteBuffer.wrap(new byte[1]), whole.length + data - 1);
      }
      assertEquals(
          "the end of the file is filled with zeros: its download broke off; download it again",
          refused(file));
    }
  }

  @Test
  void tensorsOfZerosAreFine() throws IOException {
    int half = 5 << 20;
    String header =
        "{"
            + TestSafetensors.entry("a", "U8", "[" + half + "]", 0, half)
            + ","
            + TestSafetensors.entry("b", "U8", "[" + half + "]", half, 2 * half)
            + "}";
    byte[] file = TestSafetensors.bytes(header.length(), header.getBytes(UTF_8), 2 * half);
    java.util.Arrays.fill(file, file.length - half, file.length, (byte) 0);
    WeightFiles.openFile(Files.write(folder.resolve("w.safetensors"), file)).close();
  }

  @Test
  void otherFormatsUnderOneName() throws IOException {
    byte[] archive =
        new TestZip()
            .add("a/data.pkl", TestPickle.small())
            .add("a/data/0", TestPickle.sixFloats())
            .bytes();
    Path file = Files.write(folder.resolve("w.safetensors"), archive);
    try (WeightFiles files = WeightFiles.openFile(file)) {
      assertTrue(files.has("w"), "an archive that was renamed");
    }
    String header = "{" + TestSafetensors.entry("w", "U8", "[1]", 0, 1) + "}";
    Path bin = TestSafetensors.write(folder.resolve("w.bin"), header, 1);
    try (WeightFiles files = WeightFiles.openFile(bin)) {
      assertTrue(files.has("w"), "a safetensors file that was renamed");
    }
    String old = refused("w.safetensors", TestPickle.small());
    assertTrue(old.contains("PyTorch before 1.6"), old);
    assertTrue(refused("w.gguf", "GGUF\3\0\0\0\0\0\0\0".getBytes(UTF_8)).contains("a GGUF file"));
  }

  @Test
  void archiveCutOff() throws IOException {
    byte[] archive = new TestZip().add("a/data.pkl", new byte[1000]).bytes();
    assertEquals(
        "the file is cut off: after its 700 bytes the end of a PyTorch archive is missing; download"
            + " it again",
        refused("w.bin", java.util.Arrays.copyOf(archive, 700)));
  }

  /** Any file that a program may write is none of these. */
  @Test
  void realFilesAreNotSuspected() throws IOException {
    Path models = TestSafetensors.GOLDEN.resolve("models");
    try (var files = Files.walk(models)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        FailedDownload.check(file);
      }
    }
    Random random = new Random(7);
    for (int i = 0; i < 1000; i++) {
      byte[] bytes = new byte[1 + random.nextInt(200)];
      random.nextBytes(bytes);
      bytes[0] = (byte) 0xff; // no text
      assertEquals(Optional.empty(), FailedDownload.problem(bytes, bytes.length));
    }
  }
}
