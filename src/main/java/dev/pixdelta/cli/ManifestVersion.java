package dev.pixdelta.cli;

import dev.pixdelta.studio.Version;
import picocli.CommandLine.IVersionProvider;

/** The answer to {@code --version}. */
final class ManifestVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"pixdelta " + Version.current()};
  }
}
