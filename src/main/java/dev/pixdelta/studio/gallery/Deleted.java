package dev.pixdelta.studio.gallery;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pictures that one deletion moved to the system's bin. Immutable. */
public final class Deleted {
  private final List<Picture> pictures;

  /**
   * A picture in the bin.
   *
   * @param sidecar what lay beside it, or null
   */
  record Picture(Bin.Binned file, Bin.@Nullable Binned sidecar) {}

  Deleted(List<Picture> pictures) {
    this.pictures = List.copyOf(pictures);
  }

  List<Picture> pictures() {
    return pictures;
  }

  /** How many pictures were deleted. */
  public int count() {
    return pictures.size();
  }

  /** Whether {@link Gallery#restore} can bring them back: the system says where they are. */
  public boolean restorable() {
    return !pictures.isEmpty() && pictures.stream().allMatch(p -> p.file().file() != null);
  }
}
