package dev.pixdelta.studio.picture;

import dev.pixdelta.pipeline.Picture;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Writes 8-bit RGB pictures as JPEG, with colours at full resolution: halved, as most programs do,
 * the edges of saturated red and blue on drawings fray.
 */
final class JpegWriter {
  private static final String FORMAT = "javax_imageio_jpeg_image_1.0";

  private JpegWriter() {}

  /**
   * Writes one picture; the stream is neither flushed nor closed.
   *
   * @param segments put before the picture's own, behind the one that says what file this is
   * @param quality 1 to 100
   */
  static void write(OutputStream out, Picture picture, byte[] segments, int quality)
      throws IOException {
    byte[] file = encode(image(picture), quality);
    // The start marker, and the first segment with its own marker and length.
    int head = 4 + (Byte.toUnsignedInt(file[4]) << 8 | Byte.toUnsignedInt(file[5]));
    out.write(file, 0, head);
    out.write(segments);
    out.write(file, head, file.length - head);
  }

  private static BufferedImage image(Picture picture) {
    int width = picture.size().width();
    int height = picture.size().height();
    byte[] rgb = picture.rgb();
    WritableRaster raster =
        Raster.createInterleavedRaster(
            new DataBufferByte(rgb, rgb.length),
            width,
            height,
            3 * width,
            3,
            new int[] {0, 1, 2},
            null);
    ComponentColorModel colours =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            false,
            false,
            Transparency.OPAQUE,
            DataBuffer.TYPE_BYTE);
    return new BufferedImage(colours, raster, false, null);
  }

  private static byte[] encode(BufferedImage image, int quality) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
      ImageWriteParam parameters = writer.getDefaultWriteParam();
      parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      parameters.setCompressionQuality(quality / 100f);
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), parameters);
      keepColours(metadata);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, metadata), parameters);
    } finally {
      writer.dispose();
    }
    return file.toByteArray();
  }

  /** One colour sample a pixel; the default is one for four. */
  private static void keepColours(IIOMetadata metadata) throws IOException {
    IIOMetadataNode tree = (IIOMetadataNode) metadata.getAsTree(FORMAT);
    var components = tree.getElementsByTagName("componentSpec");
    for (int i = 0; i < components.getLength(); i++) {
      IIOMetadataNode component = (IIOMetadataNode) components.item(i);
      component.setAttribute("HsamplingFactor", "1");
      component.setAttribute("VsamplingFactor", "1");
    }
    metadata.setFromTree(FORMAT, tree);
  }
}
