package dev.pixdelta.studio.picture;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Puts together the parts of a packet of XMP that is too long for one segment of JPEG. Parts say
 * how long the whole is and where they belong; they may come in any order.
 */
final class ExtendedXmp {
  /** A digest in hex, the length of the whole, the place of the part. */
  private static final int HEADER = 32 + 4 + 4;

  private byte[] packet = new byte[0];
  private int taken;

  /**
   * Takes a part; one that does not fit the first is passed over.
   *
   * @param content of the segment
   * @param at where the part's header begins
   */
  void take(byte[] content, int at) {
    if (content.length < at + HEADER) {
      return;
    }
    ByteBuffer header = ByteBuffer.wrap(content, at + 32, 8);
    long whole = Integer.toUnsignedLong(header.getInt());
    long place = Integer.toUnsignedLong(header.getInt());
    int length = content.length - at - HEADER;
    if (packet.length == 0 && whole <= PictureTexts.MAX_TEXT_BYTES) {
      packet = new byte[(int) whole];
    }
    if (whole == packet.length && place + length <= whole) {
      System.arraycopy(content, at + HEADER, packet, (int) place, length);
      taken += length;
    }
  }

  /** The packet, or nothing if a part is missing. */
  byte[] packet() {
    return taken == packet.length ? Arrays.copyOf(packet, taken) : new byte[0];
  }
}
