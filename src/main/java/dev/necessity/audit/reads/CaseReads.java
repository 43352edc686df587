package dev.necessity.audit.reads;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who opened which case, when and where: kept and only ever added to. */
@Repository
public class CaseReads {

  private final JdbcClient jdbc;
  private final Clock clock;

  public CaseReads(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * @param what of the API and the pages, what was opened, as CASE, TRACE, PAGE; of the engine,
   *     where: TASKLIST, COCKPIT, WEB_APPLICATION, ENGINE_REST
   */
  public record Read(String caseNumber, String userId, OffsetDateTime readAt, String what) {}

  /** One page, newest first; pages count from 0. */
  public record Page(List<Read> items, int page, int size, boolean more) {}

  public void add(String caseNumber, String userId, String what) {
    jdbc.sql(
            "insert into necessity_case_read (case_number, user_id, read_at, what) values (?, ?, ?, ?)")
        .params(caseNumber, userId, OffsetDateTime.now(clock), what)
        .update();
  }

  /**
   * @param caseNumber and {@code userId} may be null: any
   */
  public Page find(String caseNumber, String userId, int page, int size) {
    List<String> conditions = new ArrayList<>();
    List<Object> params = new ArrayList<>();
    if (caseNumber != null) {
      conditions.add("case_number = ?");
      params.add(caseNumber);
    }
    if (userId != null) {
      conditions.add("user_id = ?");
      params.add(userId);
    }
    params.add(size + 1);
    params.add((long) page * size);
    List<Read> reads =
        jdbc.sql(
                "select case_number, user_id, read_at, what from necessity_case_read"
                    + (conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions))
                    + " order by read_at desc, id desc limit ? offset ?")
            .params(params)
            .query(CaseReads::read)
            .list();
    return new Page(
        reads.subList(0, Math.min(size, reads.size())), page, size, reads.size() > size);
  }

  private static Read read(ResultSet row, int number) throws SQLException {
    return new Read(
        row.getString("case_number"),
        row.getString("user_id"),
        row.getObject("read_at", OffsetDateTime.class),
        row.getString("what"));
  }
}
