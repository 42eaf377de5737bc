package dev.pixdelta.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes a TorchScript archive out of source text, in memory: what {@code torch.jit.save} would
 * write for a module without state. The engine then needs no Python to have any graph that ATen can
 * compute.
 *
 * <p>The source is the dialect that archives hold ({@code code/__torch__.py}): one class that
 * extends {@code Module}, whose methods take tensors, numbers and {@code Dict[str, Tensor]}.
 */
final class ScriptArchive {
  private static final Pattern CLASS = Pattern.compile("(?m)^class (\\w+)\\(Module\\):");

  private ScriptArchive() {}

  /**
   * The bytes of the archive.
   *
   * @param source TorchScript with exactly one module class, without its lists of parameters and
   *     buffers
   * @param methods what the class has beside its own methods, with SELF for its type
   * @throws IllegalArgumentException if the source has no module class
   */
  static byte[] of(String source, String methods) {
    Matcher m = CLASS.matcher(source);
    if (!m.find()) {
      throw new IllegalArgumentException("no module class in the TorchScript source");
    }
    String whole =
        source.substring(0, m.end())
            + "\n  __parameters__ = []\n  __buffers__ = []\n"
            + methods.replace("SELF", "__torch__." + m.group(1)).stripTrailing()
            + source.substring(m.end());
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      store(zip, "graph/data.pkl", pickledModule(m.group(1)));
      store(zip, "graph/code/__torch__.py", whole.getBytes(StandardCharsets.UTF_8));
      store(zip, "graph/constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'});
      // The version selects operator schemas: 10 is current, 3 would be gelu without `approximate`.
      store(zip, "graph/version", "10\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A pickle of {@code __torch__.NAME()} with an empty state. */
  private static byte[] pickledModule(String name) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x80, 2});
    out.writeBytes(("c__torch__\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
    // EMPTY_TUPLE NEWOBJ EMPTY_DICT BUILD STOP
    out.writeBytes(new byte[] {')', (byte) 0x81, '}', 'b', '.'});
    return out.toByteArray();
  }

  /** The reader of archives wants entries stored, not deflated. */
  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    var entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCompressedSize(content.length);
    var crc = new CRC32();
    crc.update(content);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
