package dev.pixdelta.studio.gallery;

import dev.pixdelta.pipeline.Size;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was read from the pictures, in SQLite, so that the next start need not read them again. All
 * of it can be made anew: a damaged database is deleted, and where none can be written the index
 * lives in memory. One thread at a time.
 */
final class GalleryIndex implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GalleryIndex.class);

  /** Raised when the tables change; an index of another format is made anew. */
  private static final int FORMAT = 1;

  private final Connection connection;

  private GalleryIndex(Connection connection) {
    this.connection = connection;
  }

  /**
   * What an index holds.
   *
   * @param device of the root when it was last walked, or null
   */
  record Contents(List<Entry> entries, List<Path> folders, @Nullable Long device) {
    static final Contents NONE = new Contents(List.of(), List.of(), null);
  }

  /** An index that is open, with what it held. */
  record Opened(GalleryIndex index, Contents contents) {}

  /**
   * Opens or makes the index of a folder.
   *
   * @param file of the database
   * @param root of the pictures; an index of another root is made anew
   */
  static Opened open(Path file, Path root) {
    for (int attempt = 0; attempt < 2; attempt++) {
      try {
        return open("jdbc:sqlite:" + prepared(file), root);
      } catch (SQLException | IOException | IllegalArgumentException e) {
        LOG.debug("gallery index {} is made anew", file, e);
        delete(file);
      }
    }
    LOG.warn("{} cannot be used; the gallery keeps its index in memory", file);
    try {
      return open("jdbc:sqlite::memory:", root);
    } catch (SQLException e) {
      throw new IllegalStateException("SQLite cannot be used", e);
    }
  }

  private static Path prepared(Path file) throws IOException {
    return Files.createDirectories(file.toAbsolutePath().getParent())
        .resolve(Objects.requireNonNull(file.getFileName()));
  }

  private static Opened open(String url, Path root) throws SQLException {
    GalleryIndex index = new GalleryIndex(DriverManager.getConnection(url));
    try {
      index.execute("PRAGMA journal_mode=WAL");
      index.execute("PRAGMA synchronous=NORMAL");
      Contents contents = Contents.NONE;
      if (index.number("PRAGMA user_version") == FORMAT && index.isOf(root)) {
        contents = index.read(root);
      } else {
        index.create(root);
      }
      return new Opened(index, contents);
    } catch (SQLException | IllegalArgumentException e) {
      index.close();
      throw e;
    }
  }

  private static void delete(Path file) {
    for (String ending : List.of("", "-wal", "-shm")) {
      try {
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + ending));
      } catch (IOException e) {
        LOG.debug("{}{} cannot be deleted", file, ending, e);
      }
    }
  }

  private boolean isOf(Path root) throws SQLException {
    try (Statement s = connection.createStatement();
        ResultSet r = s.executeQuery("SELECT path FROM root")) {
      return r.next() && root.toString().equals(r.getString(1));
    }
  }

  private void create(Path root) throws SQLException {
    connection.setAutoCommit(false);
    execute("DROP TABLE IF EXISTS picture");
    execute("DROP TABLE IF EXISTS folder");
    execute("DROP TABLE IF EXISTS root");
    execute(
        "CREATE TABLE picture(path TEXT PRIMARY KEY, bytes INTEGER, modified INTEGER,"
            + " sidecar_bytes INTEGER, sidecar_modified INTEGER, width INTEGER, height INTEGER,"
            + " prompt TEXT, model TEXT, seed INTEGER, starred INTEGER, checksum INTEGER)"
            + " WITHOUT ROWID");
    execute("CREATE TABLE folder(path TEXT PRIMARY KEY) WITHOUT ROWID");
    execute("CREATE TABLE root(path TEXT, device INTEGER)");
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO root(path) VALUES(?)")) {
      insert.setString(1, root.toString());
      insert.executeUpdate();
    }
    execute("PRAGMA user_version=" + FORMAT);
    connection.commit();
    connection.setAutoCommit(true);
  }

  private Contents read(Path root) throws SQLException {
    List<Entry> entries = new ArrayList<>();
    List<Path> folders = new ArrayList<>();
    Long device = null;
    try (Statement s = connection.createStatement()) {
      try (ResultSet r = s.executeQuery("SELECT * FROM picture")) {
        while (r.next()) {
          Entry entry = entry(r, root);
          if (entry != null) {
            entries.add(entry);
          }
        }
      }
      try (ResultSet r = s.executeQuery("SELECT path FROM folder")) {
        while (r.next()) {
          Path folder = path(r.getString(1), root);
          if (folder != null) {
            folders.add(folder);
          }
        }
      }
      try (ResultSet r = s.executeQuery("SELECT device FROM root WHERE device IS NOT NULL")) {
        if (r.next()) {
          device = r.getLong(1);
        }
      }
    }
    return new Contents(entries, folders, device);
  }

  /** A row, or null if it is not as it was written: the scan reads the picture again. */
  private static @Nullable Entry entry(ResultSet r, Path root) throws SQLException {
    String path = r.getString(1);
    long seed = r.getLong(10);
    Long known = r.wasNull() ? null : seed;
    Stamp stamp = new Stamp(r.getLong(2), r.getLong(3));
    Stamp sidecar = new Stamp(r.getLong(4), r.getLong(5));
    int width = r.getInt(6);
    int height = r.getInt(7);
    String prompt = r.getString(8);
    String model = r.getString(9);
    boolean starred = r.getBoolean(11);
    long checksum = r.getLong(12);
    Path file = path(path, root);
    if (file == null
        || checksum
            != checksum(path, stamp, sidecar, width, height, prompt, model, known, starred)) {
      return null;
    }
    return Entry.of(
        new GalleryPicture(
            file, stamp.time(), new Size(width, height), prompt, model, known, starred),
        stamp,
        sidecar);
  }

  /** A path below the root, or null if it is none. */
  private static @Nullable Path path(@Nullable String kept, Path root) {
    try {
      Path path = kept == null ? root : root.resolve(kept).normalize();
      return path.startsWith(root) && !path.equals(root) ? path : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /** SQLite notices a broken tree of pages, but not a broken text in one. */
  private static long checksum(@Nullable Object... values) {
    CRC32 crc = new CRC32();
    for (Object value : values) {
      crc.update(String.valueOf(value).getBytes(StandardCharsets.UTF_8));
      crc.update(0);
    }
    return crc.getValue();
  }

  /**
   * Writes what changed, in one transaction.
   *
   * @throws SQLException if it cannot; the database is as it was
   */
  void save(Path root, Collection<Entry> entries, Collection<Path> removed) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement insert =
            connection.prepareStatement(
                "INSERT OR REPLACE INTO picture VALUES(?,?,?,?,?,?,?,?,?,?,?,?)");
        PreparedStatement delete =
            connection.prepareStatement("DELETE FROM picture WHERE path=?")) {
      for (Entry e : entries) {
        bind(insert, root.relativize(e.picture().file()).toString(), e);
        insert.addBatch();
      }
      insert.executeBatch();
      for (Path path : removed) {
        delete.setString(1, root.relativize(path).toString());
        delete.addBatch();
      }
      delete.executeBatch();
      connection.commit();
    } finally {
      endTransaction();
    }
  }

  private static void bind(PreparedStatement insert, String path, Entry e) throws SQLException {
    GalleryPicture p = e.picture();
    int width = p.size().width();
    int height = p.size().height();
    long checksum =
        checksum(
            path,
            e.stamp(),
            e.sidecar(),
            width,
            height,
            p.prompt(),
            p.model(),
            p.seed(),
            p.starred());
    insert.setString(1, path);
    insert.setLong(2, e.stamp().bytes());
    insert.setLong(3, e.stamp().modified());
    insert.setLong(4, e.sidecar().bytes());
    insert.setLong(5, e.sidecar().modified());
    insert.setInt(6, width);
    insert.setInt(7, height);
    insert.setString(8, p.prompt());
    insert.setString(9, p.model());
    insert.setObject(10, p.seed());
    insert.setBoolean(11, p.starred());
    insert.setLong(12, checksum);
  }

  /** Writes all folders, and which device the root is on. */
  void saveFolders(Path root, Collection<Path> folders, @Nullable Long device) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO folder VALUES(?)");
        PreparedStatement update = connection.prepareStatement("UPDATE root SET device=?")) {
      execute("DELETE FROM folder");
      for (Path folder : folders) {
        insert.setString(1, root.relativize(folder).toString());
        insert.addBatch();
      }
      insert.executeBatch();
      update.setObject(1, device);
      update.executeUpdate();
      connection.commit();
    } finally {
      endTransaction();
    }
  }

  /** Nothing happens after a commit. */
  private void endTransaction() throws SQLException {
    connection.rollback();
    connection.setAutoCommit(true);
  }

  private void execute(String sql) throws SQLException {
    try (Statement s = connection.createStatement()) {
      s.execute(sql);
    }
  }

  private long number(String sql) throws SQLException {
    try (Statement s = connection.createStatement();
        ResultSet r = s.executeQuery(sql)) {
      return r.next() ? r.getLong(1) : 0;
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.debug("gallery index", e);
    }
  }
}
