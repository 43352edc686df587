package dev.necessity.outbox;

import dev.necessity.notice.Audience;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is still to be delivered, and what became of it. Rows are added in the transaction of the
 * step that causes them, so that neither is there without the other; each is tried until it is
 * delivered or dead.
 */
public final class Outbox {

  private static final String COLUMNS =
      "id, case_number, event, audience, channel, state, created_at, attempts, next_attempt_at, delivered_at, last_error";

  private final JdbcClient jdbc;
  private final Clock clock;
  private final Routes routes;

  public Outbox(JdbcClient jdbc, Clock clock, Routes routes) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.routes = routes;
  }

  /** Which channels something takes. */
  interface Routes {

    /**
     * @return names of channels that are switched on; with none, nothing is written
     */
    Set<String> of(Event event, Audience audience, String lineOfBusiness);
  }

  /** Why something leaves the house. */
  public enum Event {
    NOTICE,
    EXTENSION
  }

  /** What became of a delivery; a DEAD one is tried again only when somebody says so. */
  public enum State {
    PENDING,
    DELIVERED,
    DEAD
  }

  /**
   * One delivery over one channel.
   *
   * @param id of the delivery: a receiver that sees it twice has it already
   * @param lastError what went wrong the last time, never content; null if nothing did
   */
  public record Entry(
      String id,
      String caseNumber,
      Event event,
      Audience audience,
      String channel,
      State state,
      OffsetDateTime createdAt,
      int attempts,
      OffsetDateTime nextAttemptAt,
      OffsetDateTime deliveredAt,
      String lastError) {}

  public void noticeIssued(String caseNumber) {
    add(caseNumber, Event.NOTICE);
  }

  public void clockExtended(String caseNumber) {
    add(caseNumber, Event.EXTENSION);
  }

  private void add(String caseNumber, Event event) {
    String lineOfBusiness =
        jdbc.sql("select line_of_business from necessity_case where case_number = ?")
            .param(caseNumber)
            .query(String.class)
            .single();
    for (Audience audience : Audience.values()) {
      routes
          .of(event, audience, lineOfBusiness)
          .forEach(channel -> add(caseNumber, event, audience, channel));
    }
  }

  private void add(String caseNumber, Event event, Audience audience, String channel) {
    jdbc.sql(
            "insert into necessity_outbox (id, case_number, event, audience, channel, state, created_at, attempts, next_attempt_at)"
                + " values (?, ?, ?, ?, ?, ?, ?, 0, ?)")
        .params(
            UUID.randomUUID().toString(),
            caseNumber,
            event.name(),
            audience.name(),
            channel,
            State.PENDING.name(),
            now(),
            now())
        .update();
  }

  /** Newest first. */
  public List<Entry> list(State state, int most) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from necessity_outbox where state = ? order by created_at desc, id limit ?")
        .params(state.name(), most)
        .query(Outbox::entry)
        .list();
  }

  /** Everything that was to leave the house for a case, oldest first. */
  public List<Entry> ofCase(String caseNumber) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from necessity_outbox where case_number = ? order by created_at, audience, channel, id")
        .param(caseNumber)
        .query(Outbox::entry)
        .list();
  }

  /** What is to be tried over a channel now, the longest waiting first. */
  List<Entry> due(String channel, int most) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from necessity_outbox where channel = ? and next_attempt_at <= ? order by next_attempt_at limit ?")
        .params(channel, now(), most)
        .query(Outbox::entry)
        .list();
  }

  /** Whether so many letters could be written into the folder now, and were not. */
  public boolean areLettersDue(int many) {
    return due(FolderChannel.NAME, many).size() == many;
  }

  /**
   * Takes a delivery for one try, for as long as the lease; false when another server has taken it.
   * A server that dies over it loses nothing.
   */
  boolean claim(Entry entry, Duration lease) {
    return jdbc.sql(
                "update necessity_outbox set attempts = attempts + 1, next_attempt_at = ? where id = ? and attempts = ? and state = ?")
            .params(now().plus(lease), entry.id(), entry.attempts(), State.PENDING.name())
            .update()
        == 1;
  }

  void delivered(String id) {
    jdbc.sql(
            "update necessity_outbox set state = ?, delivered_at = ?, next_attempt_at = null, last_error = null where id = ?")
        .params(State.DELIVERED.name(), now(), id)
        .update();
  }

  void failed(String id, String error, Duration wait) {
    jdbc.sql("update necessity_outbox set next_attempt_at = ?, last_error = ? where id = ?")
        .params(now().plus(wait), error, id)
        .update();
  }

  void dead(String id, String error) {
    jdbc.sql(
            "update necessity_outbox set state = ?, next_attempt_at = null, last_error = ? where id = ?")
        .params(State.DEAD.name(), error, id)
        .update();
  }

  /** Starts a dead delivery again; false when there is no such dead one. */
  public boolean revive(String id) {
    return jdbc.sql(
                "update necessity_outbox set state = ?, attempts = 0, next_attempt_at = ? where id = ? and state = ?")
            .params(State.PENDING.name(), now(), id, State.DEAD.name())
            .update()
        == 1;
  }

  /**
   * How far delivery is behind.
   *
   * @param overdue could be tried now and was not
   * @param oldest since when the longest waiting of them waits, null when there is none
   * @param pending are still to be delivered, those that wait for their next try among them
   * @param dead wait for somebody to start them again
   */
  public record DeliveryLag(long overdue, OffsetDateTime oldest, long pending, long dead) {}

  public DeliveryLag lag() {
    OffsetDateTime now = now();
    return jdbc.sql(
            "select sum(case when next_attempt_at <= ? then 1 else 0 end), min(case when next_attempt_at <= ? then next_attempt_at end),"
                + " sum(case when state = 'PENDING' then 1 else 0 end), sum(case when state = 'DEAD' then 1 else 0 end) from necessity_outbox where state in ('PENDING', 'DEAD')")
        .params(now, now)
        .query(
            (row, number) ->
                new DeliveryLag(
                    row.getLong(1),
                    row.getObject(2, OffsetDateTime.class),
                    row.getLong(3),
                    row.getLong(4)))
        .single();
  }

  /** How many deliveries there are in a state. */
  public long count(State state) {
    return jdbc.sql("select count(*) from necessity_outbox where state = ?")
        .param(state.name())
        .query(Long.class)
        .single();
  }

  /**
   * Removes what nobody needs any more: what was delivered longer ago than it is kept, and what
   * belongs to a case whose history was removed at the end of its retention, so that its content
   * cannot be made again.
   *
   * @param keep null: for as long as the history of the case
   * @return how many were removed
   */
  int forget(Duration keep) {
    int removed =
        jdbc.sql(
                "delete from necessity_outbox where case_number in (select case_number from necessity_case_deletion)")
            .update();
    return keep == null
        ? removed
        : removed
            + jdbc.sql("delete from necessity_outbox where state = ? and delivered_at < ?")
                .params(State.DELIVERED.name(), now().minus(keep))
                .update();
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock).withOffsetSameInstant(ZoneOffset.UTC);
  }

  private static Entry entry(ResultSet row, int number) throws SQLException {
    return new Entry(
        row.getString("id"),
        row.getString("case_number"),
        Event.valueOf(row.getString("event")),
        Audience.valueOf(row.getString("audience")),
        row.getString("channel"),
        State.valueOf(row.getString("state")),
        row.getObject("created_at", OffsetDateTime.class),
        row.getInt("attempts"),
        row.getObject("next_attempt_at", OffsetDateTime.class),
        row.getObject("delivered_at", OffsetDateTime.class),
        row.getString("last_error"));
  }
}
