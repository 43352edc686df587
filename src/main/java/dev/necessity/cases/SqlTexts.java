package dev.necessity.cases;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** Several texts that a read brings in one column. */
final class SqlTexts {

  private SqlTexts() {}

  /** None where the column is null, which it is of no rows. */
  static List<String> of(ResultSet row, int column) throws SQLException {
    Array texts = row.getArray(column);
    return texts == null
        ? List.of()
        : Arrays.stream((Object[]) texts.getArray()).map(String::valueOf).toList();
  }
}
