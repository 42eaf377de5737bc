package dev.pixdelta.gui.gallery;

import dev.pixdelta.studio.gallery.GalleryPicture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;

/**
 * Which pictures of a list are selected, and which one has the keyboard. Selected are files, not
 * places: pictures that come and go leave the others selected. One thread only.
 */
final class Selection {
  private final Set<Path> selected = new HashSet<>();
  private final ReadOnlyIntegerWrapper version = new ReadOnlyIntegerWrapper(this, "version");
  private List<GalleryPicture> pictures = List.of();
  private Map<Path, Integer> places = Map.of();
  private Set<Path> beforeBand = Set.of();
  private int lead = -1;
  private int anchor = -1;

  /** Selects what is selected in another list of the same pictures. */
  void takeOver(Selection other) {
    selected.clear();
    selected.addAll(other.selected);
    selected.retainAll(places.keySet());
    lead = other.lead < pictures.size() ? other.lead : -1;
    anchor = other.anchor < pictures.size() ? other.anchor : -1;
    changed();
  }

  /** Counts changes, so that views can listen. */
  ReadOnlyIntegerProperty version() {
    return version.getReadOnlyProperty();
  }

  List<GalleryPicture> pictures() {
    return pictures;
  }

  /** Takes another list; what is in both stays selected, and keeps the keyboard. */
  void setPictures(List<GalleryPicture> next) {
    Path leadFile = lead < 0 ? null : pictures.get(lead).file();
    Path anchorFile = anchor < 0 ? null : pictures.get(anchor).file();
    int oldLead = lead;
    pictures = next;
    places = HashMap.newHashMap(next.size());
    for (int i = 0; i < next.size(); i++) {
      places.put(next.get(i).file(), i);
    }
    selected.retainAll(places.keySet());
    lead = leadFile == null ? -1 : places.getOrDefault(leadFile, -1);
    if (lead < 0 && oldLead >= 0) {
      lead = Math.min(oldLead, next.size() - 1); // its place went on to a neighbour
    }
    anchor = anchorFile == null ? -1 : places.getOrDefault(anchorFile, lead);
    changed();
  }

  /** Place of a file in the list, or -1. */
  int place(Path file) {
    return places.getOrDefault(file, -1);
  }

  /** The place that has the keyboard, or -1. */
  int lead() {
    return lead;
  }

  boolean contains(Path file) {
    return selected.contains(file);
  }

  int size() {
    return selected.size();
  }

  /** The selected pictures in the order of the list. */
  List<GalleryPicture> selected() {
    List<Integer> found = new ArrayList<>();
    for (Path file : selected) {
      found.add(places.getOrDefault(file, 0));
    }
    found.sort(null);
    return found.stream().map(pictures::get).toList();
  }

  /** One picture alone. */
  void select(int place) {
    selected.clear();
    if (inside(place)) {
      selected.add(pictures.get(place).file());
      lead = place;
      anchor = place;
    }
    changed();
  }

  /** In or out, the others as they are. */
  void toggle(int place) {
    if (!inside(place)) {
      return;
    }
    Path file = pictures.get(place).file();
    if (!selected.remove(file)) {
      selected.add(file);
    }
    lead = place;
    anchor = place;
    changed();
  }

  /**
   * All from the last picture chosen alone to this one.
   *
   * @param add whether what is selected elsewhere stays
   */
  void extendTo(int place, boolean add) {
    if (!inside(place)) {
      return;
    }
    if (!add) {
      selected.clear();
    }
    int from = anchor < 0 ? place : anchor;
    for (int i = Math.min(from, place); i <= Math.max(from, place); i++) {
      selected.add(pictures.get(i).file());
    }
    anchor = from;
    lead = place;
    changed();
  }

  /** Gives the keyboard to a picture; what is selected stays. */
  void moveLead(int place) {
    if (inside(place)) {
      lead = place;
      anchor = place;
      changed();
    }
  }

  void selectAll() {
    pictures.forEach(p -> selected.add(p.file()));
    changed();
  }

  void clear() {
    selected.clear();
    changed();
  }

  /**
   * A rubber band begins.
   *
   * @param add whether what is selected now stays
   */
  void beginBand(boolean add) {
    beforeBand = add ? Set.copyOf(selected) : Set.of();
  }

  /** The rubber band lies over these places now. */
  void band(List<Integer> under) {
    Set<Path> next = new HashSet<>(beforeBand);
    under.forEach(i -> next.add(pictures.get(i).file()));
    if (!next.equals(selected)) {
      selected.clear();
      selected.addAll(next);
      if (!under.isEmpty()) {
        lead = under.getLast();
        anchor = under.getFirst();
      }
      changed();
    }
  }

  private boolean inside(int place) {
    return place >= 0 && place < pictures.size();
  }

  private void changed() {
    version.set(version.get() + 1);
  }
}
