package dev.pixdelta.gui.queue;

import dev.pixdelta.system.OperatingSystem;
import java.util.List;

/**
 * A message outside the window, by the program that the system has for it; if none, none is shown.
 */
final class DesktopNotification {
  private DesktopNotification() {}

  static void show(String title, String text) {
    SystemCommand.start(commands(OperatingSystem.current(), title, text));
  }

  static List<List<String>> commands(OperatingSystem desktop, String title, String text) {
    return switch (desktop) {
      case LINUX ->
          List.of(
              List.of("notify-send", "--app-name=Pixdelta", "--icon=pixdelta", title, text),
              List.of(
                  "gdbus",
                  "call",
                  "--session",
                  "--dest=org.freedesktop.Notifications",
                  "--object-path=/org/freedesktop/Notifications",
                  "--method=org.freedesktop.Notifications.Notify",
                  "Pixdelta",
                  "0",
                  "pixdelta",
                  title,
                  text,
                  "[]",
                  "{}",
                  "-1"));
      case MACOS ->
          List.of(
              List.of(
                  "osascript",
                  "-e",
                  "on run argv",
                  "-e",
                  "display notification (item 2 of argv) with title (item 1 of argv)",
                  "-e",
                  "end run",
                  title,
                  text));
      case WINDOWS ->
          List.of(
              SystemCommand.powershell(
                  "Add-Type -AssemblyName System.Windows.Forms; Add-Type -AssemblyName"
                      + " System.Drawing; $n = New-Object System.Windows.Forms.NotifyIcon; $n.Icon"
                      + " = [System.Drawing.SystemIcons]::Information; $n.Visible = $true;"
                      + " $n.ShowBalloonTip(8000, "
                      + quoted(title)
                      + ", "
                      + quoted(text)
                      + ", 'Info'); Start-Sleep 9; $n.Dispose()"));
    };
  }

  /** A PowerShell string that holds nothing but itself. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
