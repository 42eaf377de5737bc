package dev.pixdelta.studio.metadata;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A command of InvokeAI's early versions: {@code "a fox [blur]" -s 50 -S 42 -W 512 -H 768 -C 7.5 -A
 * k_lms}. The quotes around the prompt may be missing; quotes inside it are not escaped.
 *
 * @param text the whole command
 * @param options by their long names; a switch has an empty value
 */
record DreamCommand(String text, String prompt, Map<String, String> options) {
  private static final Pattern OPTION =
      Pattern.compile("(?<=\\s|^)(--[a-zA-Z][\\w-]*|-(?:ft|cf|tm|[a-zA-Z]))");
  private static final Pattern CLOSED = Pattern.compile("\"(?=\\s+--?[a-zA-Z]|\\s*$)");
  private static final Map<String, String> LONG =
      Map.ofEntries(
          Map.entry("-s", "steps"),
          Map.entry("-S", "seed"),
          Map.entry("-W", "width"),
          Map.entry("-w", "width"),
          Map.entry("-H", "height"),
          Map.entry("-h", "height"),
          Map.entry("-C", "cfg_scale"),
          Map.entry("-A", "sampler"),
          Map.entry("-m", "sampler"),
          Map.entry("-I", "init_img"),
          Map.entry("-M", "init_mask"),
          Map.entry("-f", "strength"),
          Map.entry("-G", "facetool_strength"),
          Map.entry("-ft", "facetool"),
          Map.entry("-cf", "codeformer_fidelity"),
          Map.entry("-tm", "text_mask"),
          Map.entry("-c", "outcrop"),
          Map.entry("-U", "upscale"),
          Map.entry("-D", "out_direction"),
          Map.entry("-v", "variation_amount"),
          Map.entry("-V", "with_variations"),
          Map.entry("-g", "grid"));

  static DreamCommand parse(String text) {
    String command = text.strip();
    int options = options(command);
    String prompt = command.substring(0, options).strip();
    if (prompt.length() > 1 && prompt.startsWith("\"") && prompt.endsWith("\"")) {
      prompt = prompt.substring(1, prompt.length() - 1).replace("\\\"", "\"");
    }
    return new DreamCommand(text, prompt, split(command.substring(options)));
  }

  /** Where the options begin: behind a quote if the prompt has them. */
  private static int options(String command) {
    Matcher closed = CLOSED.matcher(command);
    if (command.startsWith("\"") && closed.find(1)) {
      return closed.end();
    }
    Matcher option = OPTION.matcher(command);
    return option.find() ? option.start() : command.length();
  }

  private static Map<String, String> split(String line) {
    Map<String, String> all = new LinkedHashMap<>();
    Matcher option = OPTION.matcher(line);
    String name = null;
    int from = 0;
    while (option.find()) {
      put(all, name, line.substring(from, option.start()));
      name = option.group();
      from = option.end();
    }
    put(all, name, line.substring(from));
    return all;
  }

  private static void put(Map<String, String> all, @Nullable String name, String value) {
    if (name != null) {
      String given = value.strip();
      all.putIfAbsent(
          name.startsWith("--") ? name.substring(2) : LONG.getOrDefault(name, name),
          given.startsWith("=") ? given.substring(1) : given);
    }
  }

  ForeignMetadata metadata() {
    MetadataBuilder found = new MetadataBuilder(InvokeAiDialect.PROGRAM, text);
    InvokeAi2Dialect.prompts(found, prompt);
    found.steps(options.get("steps"));
    found.seed(options.get("seed"));
    found.size(options.get("width"), options.get("height"));
    found.guidance(options.get("cfg_scale"));
    found.sampler(options.get("sampler"));
    options.forEach(
        (name, value) -> {
          boolean taken =
              switch (name) {
                case "steps", "seed", "width", "height", "cfg_scale", "sampler" -> true;
                default -> false;
              };
          if (!taken) {
            found.lost(name.replace('_', ' '), value.isEmpty() ? "on" : value);
          }
        });
    return found.build();
  }
}
