package dev.pixdelta.gui.gallery;

import dev.pixdelta.studio.gallery.GalleryQuery;

/**
 * How the page was left; a section of the session.
 *
 * @param tile least side of a tile, in pixels of the window
 * @param sort order of the pictures
 * @param folders width of the list of folders
 * @param parameters whether the viewer shows how pictures were made
 */
record GalleryLook(double tile, GalleryQuery.Sort sort, double folders, boolean parameters) {
  static final String SECTION = "gallery";
  static final double SMALLEST_TILE = 96;
  static final double LARGEST_TILE = 320;
  static final GalleryLook FIRST = new GalleryLook(176, GalleryQuery.Sort.NEWEST, 210, true);

  GalleryLook {
    tile = tile >= SMALLEST_TILE && tile <= LARGEST_TILE ? tile : 176;
    folders = folders >= 120 && folders <= 1000 ? folders : 210;
    sort = sort == null ? GalleryQuery.Sort.NEWEST : sort;
  }

  GalleryLook withTile(double next) {
    return new GalleryLook(next, sort, folders, parameters);
  }

  GalleryLook withSort(GalleryQuery.Sort next) {
    return new GalleryLook(tile, next, folders, parameters);
  }

  GalleryLook withFolders(double next) {
    return new GalleryLook(tile, sort, next, parameters);
  }

  GalleryLook withParameters(boolean next) {
    return new GalleryLook(tile, sort, folders, next);
  }
}
