package dev.pixdelta.cli;

import java.nio.file.Path;
import java.util.List;

/** Stand-in for the model locator. */
interface ModelLookup {
  Path find(String nameOrPath);

  List<Found> list();

  record Found(String name, Path path, String source) {}
}
