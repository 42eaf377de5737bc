package dev.pixdelta.studio.gallery;

import org.jspecify.annotations.Nullable;

/** A picture that was moved to the system's bin. Immutable. */
public final class Deleted {
  private final Trash.TrashedFile file;
  private final Trash.@Nullable TrashedFile sidecar;

  /**
   * @param sidecar what lay beside it, or null
   */
  Deleted(Trash.TrashedFile file, Trash.@Nullable TrashedFile sidecar) {
    this.file = file;
    this.sidecar = sidecar;
  }

  Trash.TrashedFile file() {
    return file;
  }

  Trash.@Nullable TrashedFile sidecar() {
    return sidecar;
  }

  /** Whether {@link Gallery#restore} can bring it back: the system says where it is. */
  public boolean isRestorable() {
    return file.file() != null;
  }
}
