package dev.pixdelta.studio;

import java.util.Objects;

/** The version of this program. */
public final class Version {
  private Version() {}

  /** From the manifest of the jar, or "development" outside one. */
  public static String current() {
    return Objects.requireNonNullElse(
        Version.class.getPackage().getImplementationVersion(), "development");
  }
}
