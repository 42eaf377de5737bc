package dev.pixdelta.gui.welcome;

import dev.pixdelta.gui.shell.Messages;

/** Numbers of bytes as people say them: decimal, as disks and file managers count. */
final class Bytes {
  private Bytes() {}

  static String text(long bytes, Messages messages) {
    double mega = bytes / 1e6;
    if (mega < 1000) {
      return messages.get("bytes.mega", Math.round(mega));
    }
    double giga = mega / 1000;
    return messages.get("bytes.giga", giga < 10 ? Math.rint(giga * 10) / 10 : Math.rint(giga));
  }
}
