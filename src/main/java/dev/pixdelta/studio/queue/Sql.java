package dev.pixdelta.studio.queue;

import dev.pixdelta.studio.DataFileException;
import dev.pixdelta.text.Sentence;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteException;

/**
 * Statements on one database file. Every failure is a {@link DataFileException}. Not thread-safe:
 * callers share a lock.
 */
final class Sql implements AutoCloseable {
  private final Path file;
  private final Connection connection;

  Sql(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /** Makes a value of the current row of a result. */
  @FunctionalInterface
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** All rows. */
  <T> List<T> query(String sql, RowReader<T> reader, @Nullable Object... arguments) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, arguments);
      List<T> all = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          all.add(reader.read(rows));
        }
      }
      return all;
    } catch (SQLException e) {
      throw failure(file, e);
    }
  }

  /** The first row, or null. */
  <T> @Nullable T first(String sql, RowReader<T> reader, @Nullable Object... arguments) {
    List<T> all = query(sql, reader, arguments);
    return all.isEmpty() ? null : all.getFirst();
  }

  void update(String sql, @Nullable Object... arguments) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, arguments);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw failure(file, e);
    }
  }

  /** One statement for many rows of arguments. */
  void updateAll(String sql, List<@Nullable Object[]> rows) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (@Nullable Object[] row : rows) {
        bind(statement, row);
        statement.executeUpdate();
      }
    } catch (SQLException e) {
      throw failure(file, e);
    }
  }

  /** The number that an insert gave its row. */
  long insert(String sql, @Nullable Object... arguments) {
    update(sql, arguments);
    Long id = first("SELECT last_insert_rowid()", row -> row.getLong(1));
    return id == null ? 0 : id;
  }

  /** All of the work is on the disk when this returns, or none of it ever happened. */
  <T> T inTransaction(Supplier<T> work) {
    update("BEGIN IMMEDIATE");
    try {
      T result = work.get();
      update("COMMIT");
      return result;
    } catch (Throwable e) {
      rollBack(e);
      throw e;
    }
  }

  private void rollBack(Throwable reason) {
    try {
      update("ROLLBACK");
    } catch (DataFileException e) {
      reason.addSuppressed(e); // a full disk makes SQLite do so by itself
    }
  }

  void inTransaction(Runnable work) {
    Object unused =
        inTransaction(
            () -> {
              work.run();
              return this;
            });
  }

  private static void bind(PreparedStatement statement, @Nullable Object... arguments)
      throws SQLException {
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
  }

  static DataFileException failure(Path file, SQLException e) {
    Sentence problem =
        switch (code(e)) {
          case FULL -> Sentence.of("cannot be written, the disk is full");
          case READONLY -> Sentence.of("cannot be written, permission denied");
          case CANTOPEN ->
              Sentence.of("cannot be opened for writing; check that you own its folder");
          case BUSY -> Sentence.of("another running Pixdelta uses it; close that one first");
          case DAMAGED -> Sentence.of("is damaged; it will be set aside at the next start");
          case OTHER -> Sentence.of("cannot be used: {0}", e.getMessage());
        };
    return new DataFileException(file, problem, e);
  }

  /** What can be told of a failure. */
  enum Code {
    FULL,
    READONLY,
    CANTOPEN,
    BUSY,
    DAMAGED,
    OTHER
  }

  static Code code(SQLException e) {
    if (!(e instanceof SQLiteException s)) {
      return Code.OTHER;
    }
    return switch (s.getResultCode().code & 0xff) { // extended codes have more above
      case 13 -> Code.FULL;
      case 3, 8 -> Code.READONLY;
      case 14 -> Code.CANTOPEN;
      case 5, 6 -> Code.BUSY;
      case 11, 26 -> Code.DAMAGED;
      default -> Code.OTHER;
    };
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failure(file, e);
    }
  }
}
