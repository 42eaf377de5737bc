package dev.pixdelta.studio.queue;

/** Where one picture stands; the database keeps the names. */
enum PictureState {
  WAITING,
  /** In hand. After a crash: it may be on the disk or not. */
  DRAWING,
  DONE,
  FAILED,
  CANCELLED
}
