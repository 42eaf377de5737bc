package dev.pixdelta.gui.generate;

import java.util.ArrayList;
import java.util.List;

/**
 * Prompts that were used, walked through as in a shell: what is typed meanwhile stays where it was
 * typed until a prompt is sent, so nothing is lost by looking back. Not thread-safe.
 */
final class PromptHistory {
  /** Most prompts that are kept. */
  static final int MOST = 200;

  private final List<String> sent;
  private final List<String> lines;
  private int at;

  /** A section of the session; the newest prompt last. */
  record Kept(List<String> prompts) {
    static final String SECTION = "prompts";
    static final Kept NONE = new Kept(List.of());

    Kept {
      prompts = prompts == null ? List.of() : List.copyOf(prompts);
    }
  }

  PromptHistory(Kept kept) {
    List<String> all = kept.prompts();
    sent = new ArrayList<>(all.subList(Math.max(0, all.size() - MOST), all.size()));
    lines = new ArrayList<>(sent);
    lines.add("");
    at = sent.size();
  }

  /** The prompt before, or the same text when there is none. */
  String older(String current) {
    return walk(current, -1);
  }

  /** The prompt after, at the end the draft; the same text when there is none. */
  String newer(String current) {
    return walk(current, 1);
  }

  private String walk(String current, int step) {
    lines.set(at, current);
    int to = at + step;
    // What was just sent still stands in the field: going to it would look like nothing.
    while (to >= 0 && to < lines.size() && lines.get(to).equals(current)) {
      to += step;
    }
    if (to >= 0 && to < lines.size()) {
      at = to;
    }
    return lines.get(at);
  }

  /**
   * Notes that a prompt was used; an older use of the same is forgotten, blank ones are not kept.
   */
  void sent(String prompt) {
    if (!prompt.isBlank()) {
      sent.remove(prompt);
      sent.add(prompt);
      if (sent.size() > MOST) {
        sent.removeFirst();
      }
    }
    lines.clear();
    lines.addAll(sent);
    lines.add(prompt);
    at = lines.size() - 1;
  }

  /** What to keep. */
  Kept kept() {
    return new Kept(sent);
  }
}
