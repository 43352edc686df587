package dev.necessity.audit.seal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The chain of seals, which is only ever added to. */
@Repository
public class Seals {

  private static final String COLUMNS =
      "seq, case_number, process_instance, sealed_at, previous, content, marks, seal";

  private final JdbcClient jdbc;

  public Seals(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The end of the chain, which the next seal follows. */
  record End(long seq, String seal) {}

  /**
   * Holds the end of the chain until the transaction ends; empty when another node holds it. Where
   * seals were taken from the end the next one does not close the gap.
   */
  Optional<End> holdEnd() {
    return jdbc.sql("select seq, seal from necessity_seal_head for update skip locked")
        .query(Seals::endOf)
        .optional()
        .map(
            head ->
                last()
                    .filter(last -> last.seq() > head.seq())
                    .map(last -> new End(last.seq(), last.seal()))
                    .orElse(head));
  }

  /** The end of the chain as it was when the last seal was added. */
  End end() {
    return jdbc.sql("select seq, seal from necessity_seal_head").query(Seals::endOf).single();
  }

  private static End endOf(ResultSet row, int number) throws SQLException {
    return new End(row.getLong("seq"), row.getString("seal"));
  }

  /** To be called by who holds the end of the chain. */
  void add(Seal seal) {
    Manifest manifest = Manifest.parse(seal.manifest());
    jdbc.sql(
            "insert into necessity_seal (seq, case_number, process_instance, sealed_at, previous, content, marks, seal) values (?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            seal.seq(),
            seal.caseNumber(),
            seal.processInstance(),
            seal.sealedAt(),
            seal.previous(),
            seal.content(),
            manifest.pack(numbers(manifest.marks().keySet())::get),
            seal.seal())
        .update();
    jdbc.sql("update necessity_seal_head set seq = ?, seal = ?")
        .params(seal.seq(), seal.seal())
        .update();
  }

  /** The number of each word; one that no seal had yet gets one. */
  private Map<String, Integer> numbers(Set<String> words) {
    Map<String, Integer> known = numbers();
    List<String> anew = words.stream().filter(word -> !known.containsKey(word)).toList();
    anew.forEach(
        word -> jdbc.sql("insert into necessity_seal_word (word) values (?)").param(word).update());
    return anew.isEmpty() ? known : numbers();
  }

  private Map<String, Integer> numbers() {
    Map<String, Integer> numbers = new HashMap<>();
    jdbc.sql("select id, word from necessity_seal_word")
        .query(
            row -> {
              numbers.put(row.getString("word"), row.getInt("id"));
            });
    return numbers;
  }

  Optional<Seal> last() {
    return select("order by seq desc limit 1").stream().findFirst();
  }

  public Optional<Seal> find(String caseNumber) {
    return select("where case_number = ?", caseNumber).stream().findFirst();
  }

  /** The next seals of the chain after a place in it. */
  List<Seal> after(long seq, int limit) {
    return select("where seq > ? order by seq limit ?", seq, limit);
  }

  private List<Seal> select(String which, Object... params) {
    Map<Integer, String> words = new HashMap<>();
    numbers().forEach((word, number) -> words.put(number, word));
    return jdbc.sql("select " + COLUMNS + " from necessity_seal " + which)
        .params(params)
        .query((row, number) -> seal(row, words::get))
        .list();
  }

  /**
   * Ended cases without a seal, by the engine's history, in order of their numbers, after one of
   * them.
   */
  List<String> notSealed(String after, int limit) {
    return jdbc.sql(
            """
            select p.BUSINESS_KEY_ from ACT_HI_PROCINST p
            where p.PROC_DEF_KEY_ = 'priorAuthorization' and p.BUSINESS_KEY_ > ? and p.END_TIME_ is not null
              and not exists (select 1 from necessity_seal s where s.case_number = p.BUSINESS_KEY_)
            order by p.BUSINESS_KEY_ limit ?""")
        .params(after, limit)
        .query(String.class)
        .list();
  }

  private static Seal seal(ResultSet row, IntFunction<String> words) throws SQLException {
    return new Seal(
        row.getLong("seq"),
        row.getString("case_number"),
        row.getString("process_instance"),
        row.getString("sealed_at"),
        row.getString("previous"),
        row.getString("content"),
        Manifest.unpack(row.getBytes("marks"), words).text(),
        row.getString("seal"));
  }
}
