package dev.necessity.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The chain of seals, which is only ever added to. */
@Repository
public class Seals {

  private static final String COLUMNS = "seq, case_number, process_instance, sealed_at, previous, content, manifest, seal";

  private final JdbcClient jdbc;

  public Seals(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** An ended case that has no seal. */
  record Unsealed(String caseNumber, String processInstance) {}

  /** @throws org.springframework.dao.DuplicateKeyException when another node added a seal at the same moment */
  void add(Seal seal) {
    jdbc.sql("insert into necessity_seal (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?)")
        .params(seal.seq(), seal.caseNumber(), seal.processInstance(), seal.sealedAt(), seal.previous(), seal.content(), seal.manifest(), seal.seal())
        .update();
  }

  Optional<Seal> last() {
    return jdbc.sql("select " + COLUMNS + " from necessity_seal order by seq desc limit 1").query(Seals::seal).optional();
  }

  Optional<Seal> find(String caseNumber) {
    return jdbc.sql("select " + COLUMNS + " from necessity_seal where case_number = ?").param(caseNumber).query(Seals::seal).optional();
  }

  /** The next seals of the chain after a place in it. */
  List<Seal> after(long seq, int limit) {
    return jdbc.sql("select " + COLUMNS + " from necessity_seal where seq > ? order by seq limit ?").params(seq, limit).query(Seals::seal).list();
  }

  /** Ended cases without a seal, those that ended first first. */
  List<Unsealed> unsealed(OffsetDateTime endedAfter, int limit) {
    return jdbc.sql("""
            select p.BUSINESS_KEY_, p.ID_ from ACT_HI_PROCINST p
            where p.PROC_DEF_KEY_ = 'priorAuthorization' and p.BUSINESS_KEY_ is not null and p.END_TIME_ > ?
              and not exists (select 1 from necessity_seal s where s.case_number = p.BUSINESS_KEY_)
            order by p.END_TIME_, p.ID_ limit ?""")
        .params(java.sql.Timestamp.from(endedAfter.toInstant()), limit)
        .query((row, number) -> new Unsealed(row.getString(1), row.getString(2))).list();
  }

  private static Seal seal(ResultSet row, int number) throws SQLException {
    return new Seal(row.getLong("seq"), row.getString("case_number"), row.getString("process_instance"), row.getString("sealed_at"),
        row.getString("previous"), row.getString("content"), row.getString("manifest"), row.getString("seal"));
  }
}
