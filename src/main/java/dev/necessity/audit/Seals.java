package dev.necessity.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The chain of seals, which is only ever added to. */
@Repository
public class Seals {

  private static final String COLUMNS = "seq, case_number, process_instance, sealed_at, previous, content, manifest, marks, seal";

  private final JdbcClient jdbc;

  public Seals(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** An ended case that has no seal. */
  record Unsealed(String caseNumber, String processInstance) {}

  /** @throws org.springframework.dao.DuplicateKeyException when another node added a seal at the same moment */
  void add(Seal seal) {
    Manifest manifest = Manifest.parse(seal.manifest());
    jdbc.sql("insert into necessity_seal (seq, case_number, process_instance, sealed_at, previous, content, marks, seal) values (?, ?, ?, ?, ?, ?, ?, ?)")
        .params(seal.seq(), seal.caseNumber(), seal.processInstance(), seal.sealedAt(), seal.previous(), seal.content(),
            manifest.pack(numbers(manifest.marks().keySet())::get), seal.seal())
        .update();
  }

  /** The number of each word; one that no seal had yet gets one. */
  private Map<String, Integer> numbers(Set<String> words) {
    Map<String, Integer> known = numbers();
    List<String> anew = words.stream().filter(word -> !known.containsKey(word)).toList();
    anew.forEach(word -> jdbc.sql("insert into necessity_seal_word (word) values (?)").param(word).update());
    return anew.isEmpty() ? known : numbers();
  }

  private Map<String, Integer> numbers() {
    Map<String, Integer> numbers = new HashMap<>();
    jdbc.sql("select id, word from necessity_seal_word").query(row -> {
      numbers.put(row.getString("word"), row.getInt("id"));
    });
    return numbers;
  }

  Optional<Seal> last() {
    return select("order by seq desc limit 1").stream().findFirst();
  }

  Optional<Seal> find(String caseNumber) {
    return select("where case_number = ?", caseNumber).stream().findFirst();
  }

  /** The next seals of the chain after a place in it. */
  List<Seal> after(long seq, int limit) {
    return select("where seq > ? order by seq limit ?", seq, limit);
  }

  private List<Seal> select(String which, Object... params) {
    Map<Integer, String> words = new HashMap<>();
    numbers().forEach((word, number) -> words.put(number, word));
    return jdbc.sql("select " + COLUMNS + " from necessity_seal " + which).params(params).query((row, number) -> seal(row, words::get)).list();
  }

  /** Ended cases without a seal, those that ended first first. */
  List<Unsealed> unsealed(OffsetDateTime endedAfter, int limit) {
    return jdbc.sql("""
            select p.BUSINESS_KEY_, p.ID_ from ACT_HI_PROCINST p
            where p.PROC_DEF_KEY_ = 'priorAuthorization' and p.BUSINESS_KEY_ is not null and p.END_TIME_ > ?
              and not exists (select 1 from necessity_seal s where s.case_number = p.BUSINESS_KEY_)
            order by p.END_TIME_, p.ID_ limit ?""")
        .params(endedAfter, limit)
        .query((row, number) -> new Unsealed(row.getString(1), row.getString(2))).list();
  }

  /** A seal from before words were numbered has its manifest as text. */
  private static Seal seal(ResultSet row, IntFunction<String> words) throws SQLException {
    byte[] marks = row.getBytes("marks");
    return new Seal(row.getLong("seq"), row.getString("case_number"), row.getString("process_instance"), row.getString("sealed_at"),
        row.getString("previous"), row.getString("content"),
        marks == null ? Objects.requireNonNullElse(row.getString("manifest"), "") : Manifest.unpack(marks, words).text(), row.getString("seal"));
  }
}
