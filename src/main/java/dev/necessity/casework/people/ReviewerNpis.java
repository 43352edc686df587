package dev.necessity.casework.people;

import dev.necessity.request.Npi;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The NPI of everybody who reviews, kept with the user, so that nobody types another one for
 * another case; no two users have the same. Cases keep the one that was theirs when they were
 * decided.
 */
@Repository
public class ReviewerNpis {

  private static final Logger LOG = LoggerFactory.getLogger(ReviewerNpis.class);

  private final JdbcClient jdbc;
  private final Clock clock;

  ReviewerNpis(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  public Optional<String> of(String userId) {
    return jdbc.sql("select npi from necessity_reviewer where user_id = ?")
        .param(userId)
        .query(String.class)
        .optional();
  }

  /** Whether the NPI is kept with another user. */
  boolean isAnothers(String npi, String userId) {
    return jdbc.sql("select count(*) from necessity_reviewer where npi = ? and user_id <> ?")
            .params(npi, userId)
            .query(Long.class)
            .single()
        > 0;
  }

  /**
   * Keeps the NPI of a user, in the place of the one that was kept before.
   *
   * @param by who says so; null for the application
   * @return false when another user has it
   * @throws IllegalArgumentException when it is none
   */
  public boolean keep(String userId, String npi, String by) {
    if (!Npi.isValid(npi)) {
      throw new IllegalArgumentException("An NPI has ten digits with a valid check digit.");
    }
    if (isAnothers(npi, userId)) {
      return false;
    }
    OffsetDateTime now = OffsetDateTime.now(clock).withOffsetSameInstant(ZoneOffset.UTC);
    try {
      if (jdbc.sql(
                  "update necessity_reviewer set npi = ?, kept_by = ?, kept_at = ? where user_id = ?")
              .params(npi, by, now, userId)
              .update()
          == 0) {
        jdbc.sql(
                "insert into necessity_reviewer (user_id, npi, kept_by, kept_at) values (?, ?, ?, ?)")
            .params(userId, npi, by, now)
            .update();
      }
      return true;
    } catch (DuplicateKeyException takenAtTheSameMoment) {
      return false;
    }
  }

  /** Of somebody whose NPI is forgotten it is asked for again. */
  public void forget(String userId) {
    jdbc.sql("delete from necessity_reviewer where user_id = ?").param(userId).update();
  }

  /** Brings over what an earlier version kept with the engine's users. */
  @Transactional
  public void takeOver() {
    Map<String, String> kept = new TreeMap<>();
    jdbc.sql("select USER_ID_, VALUE_ from ACT_ID_INFO where KEY_ = 'npi'")
        .query(
            row -> {
              kept.put(row.getString(1), row.getString(2));
            });
    kept.forEach(
        (user, npi) -> {
          if (of(user).isEmpty() && !(Npi.isValid(npi) && keep(user, npi, null))) {
            LOG.warn(
                "User {} had the NPI of another user, or none that is valid; it is asked for again at the next review.",
                user);
          }
        });
    jdbc.sql("delete from ACT_ID_INFO where KEY_ = 'npi'").update();
  }
}
