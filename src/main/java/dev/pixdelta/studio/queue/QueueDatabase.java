package dev.pixdelta.studio.queue;

import dev.pixdelta.studio.DataFileException;
import dev.pixdelta.text.Sentence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.LockingMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Opens the file of a queue, makes or renews its tables, sets a damaged one aside. */
final class QueueDatabase {
  /** "pixd": tells a queue from any other SQLite file. */
  private static final int APPLICATION = 0x70697864;

  private static final int BUSY_MILLIS = 2_000;

  /** Step i makes format i + 1 of format i; what was released is never changed. */
  private static final List<List<String>> FORMATS =
      List.of(
          List.of(
              """
              CREATE TABLE job (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                uuid TEXT NOT NULL UNIQUE,
                position INTEGER NOT NULL,
                settings TEXT NOT NULL,
                grid TEXT,
                added INTEGER NOT NULL,
                message TEXT,
                sheet TEXT,
                sheet_due INTEGER NOT NULL DEFAULT 0
              )\
              """,
              """
              CREATE TABLE picture (
                job INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
                number INTEGER NOT NULL,
                turn INTEGER NOT NULL,
                state TEXT NOT NULL,
                prompt TEXT NOT NULL,
                negative TEXT NOT NULL,
                seed INTEGER NOT NULL,
                settings TEXT,
                timing TEXT NOT NULL,
                steps INTEGER,
                started INTEGER,
                file TEXT,
                message TEXT,
                PRIMARY KEY (job, number)
              ) WITHOUT ROWID\
              """,
              "CREATE INDEX picture_turn ON picture (job, state, turn)",
              """
              CREATE TABLE stage_time (
                timing TEXT PRIMARY KEY,
                samples INTEGER NOT NULL,
                steps INTEGER NOT NULL,
                load REAL NOT NULL,
                text REAL NOT NULL,
                step REAL NOT NULL,
                rest REAL NOT NULL
              ) WITHOUT ROWID\
              """,
              "CREATE TABLE switch (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID"));

  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss");

  private final Path file;
  private @Nullable Sentence note;

  private QueueDatabase(Path file) {
    this.file = file;
  }

  /**
   * A database ready for use.
   *
   * @param note a sentence for the user if an earlier one had to be set aside
   */
  record Opened(Sql sql, @Nullable Sentence note) {}

  /**
   * Opens or makes the database. While it is open, no other process can open it.
   *
   * @param cacheFolder for the native library
   * @throws DataFileException if the file cannot be had, or a newer version of the program made it
   */
  static Opened open(Path file, Path cacheFolder) {
    QueueDatabase database = new QueueDatabase(file);
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      SqliteLibrary.unpackInto(cacheFolder);
    } catch (IOException e) {
      throw new DataFileException(
          file,
          Sentence.of("its folder or that of the cache cannot be made: {0}", e.getMessage()),
          e);
    }
    Connection connection;
    try {
      connection = database.connect();
    } catch (SQLException e) {
      if (Sql.code(e) != Sql.Code.DAMAGED) {
        throw Sql.failure(file, e);
      }
      connection = database.startAgain();
    }
    return new Opened(new Sql(file, connection), database.note);
  }

  private Connection connect() throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setLockingMode(LockingMode.EXCLUSIVE); // two queues would draw everything twice
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL); // what was promised survives a power cut
    config.setBusyTimeout(BUSY_MILLIS);
    config.enforceForeignKeys(true);
    Connection connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
    try (Statement statement = connection.createStatement()) {
      check(statement);
      renew(connection, statement);
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private void check(Statement statement) throws SQLException {
    String result = value(statement, "PRAGMA quick_check(1)");
    if (!result.equals("ok")) {
      throw damaged(result);
    }
    int format = number(statement, "PRAGMA user_version");
    int application = number(statement, "PRAGMA application_id");
    int tables = number(statement, "SELECT count(*) FROM sqlite_schema");
    if (application != APPLICATION && (format > 0 || tables > 0)) {
      throw damaged("not a queue");
    }
    if (format > FORMATS.size()) {
      throw new DataFileException(
          file,
          "a newer Pixdelta made this queue (format {0}; this one reads up to {1}); use the newer one,"
              + " or move the file away",
          format,
          FORMATS.size());
    }
  }

  private static int number(Statement statement, String sql) throws SQLException {
    return Integer.parseInt(value(statement, sql));
  }

  private static String value(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : "";
    }
  }

  private static SQLException damaged(String how) {
    return new SQLiteException(how, SQLiteErrorCode.SQLITE_CORRUPT);
  }

  /** Makes the newest format of any earlier one, in one transaction. */
  private static void renew(Connection connection, Statement statement) throws SQLException {
    int format = number(statement, "PRAGMA user_version");
    if (format == FORMATS.size()) {
      return;
    }
    connection.setAutoCommit(false);
    for (List<String> step : FORMATS.subList(format, FORMATS.size())) {
      for (String sql : step) {
        statement.execute(sql);
      }
    }
    statement.execute("PRAGMA application_id = " + APPLICATION);
    statement.execute("PRAGMA user_version = " + FORMATS.size());
    connection.commit();
    connection.setAutoCommit(true);
  }

  /** Keeps the damaged file under another name, for whoever wants to look, and begins a new one. */
  private Connection startAgain() {
    String name =
        file.getFileName() + ".damaged-" + STAMP.format(LocalDateTime.now(ZoneId.systemDefault()));
    Path aside = file.resolveSibling(name);
    try {
      Files.move(file, aside);
      for (String ending : List.of("-wal", "-shm", "-journal")) {
        Path part = file.resolveSibling(file.getFileName() + ending);
        if (Files.exists(part)) {
          Files.move(part, file.resolveSibling(name + ending));
        }
      }
    } catch (IOException e) {
      throw new DataFileException(
          file, Sentence.of("is damaged and cannot be set aside; move it away"), e);
    }
    note =
        Sentence.of(
            "The queue was damaged and could not be read. It is kept as {0}, and a new one begins."
                + " Saved pictures are not affected.",
            aside);
    try {
      return connect();
    } catch (SQLException e) {
      throw Sql.failure(file, e);
    }
  }
}
