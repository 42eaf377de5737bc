package dev.pixdelta.gui.queue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Programs of the desktop that do what Java cannot; each may be missing. */
final class SystemCommand {
  private static final Logger LOG = LoggerFactory.getLogger(SystemCommand.class);

  private SystemCommand() {}

  /** The command that runs a script on Windows, without a window of its own. */
  static List<String> powershell(String script) {
    return List.of("powershell", "-NoProfile", "-WindowStyle", "Hidden", "-Command", script);
  }

  /** Starts the first of the commands that is there; its output goes nowhere. */
  static Optional<Process> start(List<List<String>> commands) {
    for (List<String> command : commands) {
      try {
        return Optional.of(
            new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
      } catch (IOException e) {
        LOG.debug("{} cannot be started: {}", command.getFirst(), e.toString());
      }
    }
    return Optional.empty();
  }
}
