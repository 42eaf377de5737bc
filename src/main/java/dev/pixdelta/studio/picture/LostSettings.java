package dev.pixdelta.studio.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects what other programs did to a picture that cannot be restored here. */
final class LostSettings {
  private static final int MAX = 50;
  private static final int MAX_VALUE = 80;
  private static final Pattern NETWORK =
      Pattern.compile("<(lora|lyco|hypernet):([^:<>]{1,200})[^<>]{0,200}>");

  private final List<String> lost = new ArrayList<>();

  /** Notes a setting; those beyond the first fifty are one more. */
  void add(String name, String value) {
    if (lost.size() < MAX) {
      String line = value.lines().findFirst().orElse("").strip();
      boolean cut = line.length() > MAX_VALUE;
      lost.add(name.strip() + ": " + (cut ? line.substring(0, MAX_VALUE - 1) + "…" : line));
    } else if (lost.size() == MAX) {
      lost.add("…");
    }
  }

  /** Notes a value that is there and makes no sense. */
  void addUnread(String name, @Nullable String value, @Nullable Object read) {
    if (value != null && read == null) {
      add(name, value);
    }
  }

  /** Notes the small networks that a prompt calls. */
  void addNetworks(String prompt) {
    Matcher networks = NETWORK.matcher(prompt);
    while (networks.find()) {
      add(networks.group(1).equals("hypernet") ? "Hypernet" : "LoRA", networks.group(2));
    }
  }

  List<String> all() {
    return List.copyOf(lost);
  }
}
