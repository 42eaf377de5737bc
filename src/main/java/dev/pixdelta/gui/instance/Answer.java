package dev.pixdelta.gui.instance;

import java.io.IOException;
import java.util.Locale;

/** What the first instance says to another start. */
enum Answer {
  /** Its window is in front. */
  RAISED,

  /** Its window is being opened. */
  STARTING,

  /** Its window is closed; what it was at is being finished. */
  ENDING;

  /** As it is sent. */
  String line() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Answer of(String line) throws IOException {
    for (Answer answer : values()) {
      if (answer.line().equals(line)) {
        return answer;
      }
    }
    throw new IOException("not an answer");
  }
}
