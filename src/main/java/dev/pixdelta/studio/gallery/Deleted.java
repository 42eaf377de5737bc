package dev.pixdelta.studio.gallery;

import org.jspecify.annotations.Nullable;

/** A picture that was moved to the system's bin. Immutable. */
public final class Deleted {
  private final Bin.Binned file;
  private final Bin.@Nullable Binned sidecar;

  /**
   * @param sidecar what lay beside it, or null
   */
  Deleted(Bin.Binned file, Bin.@Nullable Binned sidecar) {
    this.file = file;
    this.sidecar = sidecar;
  }

  Bin.Binned file() {
    return file;
  }

  Bin.@Nullable Binned sidecar() {
    return sidecar;
  }

  /** Whether {@link Gallery#restore} can bring it back: the system says where it is. */
  public boolean isRestorable() {
    return file.file() != null;
  }
}
