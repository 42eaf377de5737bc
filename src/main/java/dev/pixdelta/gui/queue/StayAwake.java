package dev.pixdelta.gui.queue;

import dev.pixdelta.system.OperatingSystem;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the machine from falling asleep while a batch runs, by a program of the system that ends
 * with this process at the latest. A system that has none sleeps when it likes. JavaFX thread only.
 */
final class StayAwake {
  private @Nullable Process keeper;
  private boolean asked;

  /** Begins, unless it has begun; {@code reason} is shown by the system. */
  void begin(String reason) {
    if (!asked) {
      asked = true;
      Optional<Process> started =
          SystemCommand.start(
              commands(OperatingSystem.current(), ProcessHandle.current().pid(), reason));
      keeper = started.orElse(null);
    }
  }

  static List<List<String>> commands(OperatingSystem desktop, long pid, String reason) {
    // Each waits for the process pid, so that nothing is left behind after a crash.
    return switch (desktop) {
      case LINUX ->
          List.of(
              List.of(
                  "systemd-inhibit",
                  "--what=idle:sleep",
                  "--who=Pixdelta",
                  "--why=" + reason,
                  "--mode=block",
                  "tail",
                  "--pid=" + pid,
                  "-f",
                  "/dev/null"),
              List.of(
                  "gnome-session-inhibit",
                  "--inhibit",
                  "idle:suspend",
                  "--reason",
                  reason,
                  "tail",
                  "--pid=" + pid,
                  "-f",
                  "/dev/null"));
      case MACOS -> List.of(List.of("caffeinate", "-i", "-w", Long.toString(pid)));
      case WINDOWS ->
          List.of(
              SystemCommand.powershell(
                  "$k = Add-Type -MemberDefinition '[DllImport(\"kernel32.dll\")] public static"
                      + " extern uint SetThreadExecutionState(uint f);' -Name K -PassThru;"
                      + " $k::SetThreadExecutionState(2147483649); Wait-Process -Id "
                      + pid));
    };
  }

  /** Ends; the machine may sleep again. */
  void end() {
    asked = false;
    Process process = keeper;
    keeper = null;
    if (process != null) {
      // systemd-inhibit does not hand a signal on: its child would hold the lock.
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }
}
