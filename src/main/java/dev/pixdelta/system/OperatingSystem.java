package dev.pixdelta.system;

import java.util.Locale;
import java.util.Properties;

/** The kinds of operating systems that differ to this program. */
public enum OperatingSystem {
  /** And whatever is neither of the others. */
  LINUX,
  MACOS,
  WINDOWS;

  /** The one that this runs on. */
  public static OperatingSystem current() {
    return of(System.getProperties());
  }

  /**
   * The one that a JVM runs on.
   *
   * @param properties of which {@code os.name} is read
   */
  public static OperatingSystem of(Properties properties) {
    String name = properties.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    return name.startsWith("windows") ? WINDOWS : name.startsWith("mac") ? MACOS : LINUX;
  }
}
