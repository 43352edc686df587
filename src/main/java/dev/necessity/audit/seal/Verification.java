package dev.necessity.audit.seal;

import dev.necessity.audit.retention.Deletions;
import dev.necessity.audit.seal.CaseRecords.ModelFiles;
import dev.necessity.audit.trace.CaseHistories;
import dev.necessity.audit.trace.CaseHistory;
import dev.necessity.cases.CaseNotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Finds what was changed after a case was sealed, and names it. */
@Component
public class Verification {

  private static final int PAGE = 100;

  private final Seals seals;
  private final CaseHistories histories;
  private final CaseRecords records;
  private final Deletions deletions;

  public Verification(
      Seals seals, CaseHistories histories, CaseRecords records, Deletions deletions) {
    this.seals = seals;
    this.histories = histories;
    this.records = records;
    this.deletions = deletions;
  }

  /** What is wrong with the records of a case. */
  public enum Kind {
    /** A record is not what was sealed. */
    ALTERED,
    /** A record, or the whole case, is gone. */
    REMOVED,
    /** A record was not there when the case was sealed. */
    INSERTED,
    /** A seal is not the hash of its row, or does not follow the one before. */
    CHAIN,
    /** A case has ended and has no seal yet: it ended just now, or its seal was taken away. */
    NOT_SEALED
  }

  /**
   * @param record the record's kind, name and id, without the id where the record is gone; null
   *     where the whole case or its seal is meant
   */
  public record Finding(String caseNumber, Kind kind, String record, String text) {}

  /**
   * @param sealed the number of seals that were checked
   */
  public record Report(long sealed, List<Finding> findings) {}

  /** Checks the whole chain and every sealed case. */
  public Report verify() {
    List<Finding> findings = new ArrayList<>();
    ModelFiles files = records.deployedFiles();
    String previous = Seal.FIRST;
    long seq = 0;
    for (List<Seal> page = seals.after(0, PAGE); !page.isEmpty(); page = seals.after(seq, PAGE)) {
      for (Seal seal : page) {
        chain(seal, seq, previous, findings);
        findings.addAll(verify(seal, files));
        seq = seal.seq();
        previous = seal.seal();
      }
    }
    if (seals.end().seq() > seq) {
      findings.add(new Finding(null, Kind.CHAIN, null, gone(seq + 1, seals.end().seq())));
    }
    String last = "";
    for (List<String> page = seals.notSealed(last, PAGE);
        !page.isEmpty();
        page = seals.notSealed(last, PAGE)) {
      page.forEach(
          caseNumber ->
              findings.add(
                  new Finding(
                      caseNumber, Kind.NOT_SEALED, null, "The case has ended and has no seal.")));
      last = page.get(page.size() - 1);
    }
    return new Report(seq, findings);
  }

  /**
   * Checks one case against its seal.
   *
   * @throws CaseNotFoundException when the case has no seal
   */
  public Report verify(String caseNumber) {
    Seal seal = seals.find(caseNumber).orElseThrow(() -> new CaseNotFoundException(caseNumber));
    return new Report(1, verify(seal, records.deployedFiles()));
  }

  private static void chain(Seal seal, long before, String previous, List<Finding> findings) {
    if (seal.seq() != before + 1) {
      findings.add(new Finding(null, Kind.CHAIN, null, gone(before + 1, seal.seq() - 1)));
    } else if (!seal.previous().equals(previous)) {
      findings.add(
          new Finding(
              seal.caseNumber(),
              Kind.CHAIN,
              null,
              "Seal " + seal.seq() + " does not follow the seal before it."));
    }
  }

  private static String gone(long first, long last) {
    return "Seals " + first + " to " + last + " are gone.";
  }

  private List<Finding> verify(Seal seal, ModelFiles files) {
    List<Finding> findings = new ArrayList<>();
    if (!seal.isIntact()) {
      findings.add(
          new Finding(seal.caseNumber(), Kind.CHAIN, null, "Seal " + seal.seq() + " was changed."));
    }
    Optional<CaseHistory> history = histories.ofInstance(seal.processInstance());
    if (history.isEmpty()) {
      if (!deletions.recorded(seal.caseNumber())) {
        findings.add(
            new Finding(
                seal.caseNumber(),
                Kind.REMOVED,
                null,
                "The history of the case is gone, and no deletion is recorded."));
      }
      return findings;
    }
    findings.addAll(compare(seal, records.of(history.get(), files)));
    return findings;
  }

  public static List<Finding> compare(Seal seal, SortedMap<String, String> records) {
    List<Finding> findings = new ArrayList<>();
    SortedMap<String, List<String>> sealed = Manifest.parse(seal.manifest()).marks();
    SortedMap<String, List<String>> now = Manifest.keys(records);
    Stream.concat(sealed.keySet().stream(), now.keySet().stream())
        .distinct()
        .sorted()
        .forEach(
            word ->
                compare(
                    seal.caseNumber(),
                    word,
                    new ArrayList<>(sealed.getOrDefault(word, List.of())),
                    now.getOrDefault(word, List.of()),
                    records,
                    findings));
    if (findings.isEmpty() && !seal.content().equals(Seal.content(records))) {
      findings.add(
          new Finding(
              seal.caseNumber(), Kind.ALTERED, null, "The records are not what was sealed."));
    }
    return findings;
  }

  /**
   * Records of the same name: what has no mark any more was altered, or inserted where there are
   * more of them than were sealed.
   */
  private static void compare(
      String caseNumber,
      String word,
      List<String> marks,
      List<String> keys,
      SortedMap<String, String> records,
      List<Finding> findings) {
    List<String> unknown =
        keys.stream().filter(key -> !takeMark(marks, Sha256.of(records.get(key)))).toList();
    for (int i = 0; i < unknown.size(); i++) {
      boolean altered = i < marks.size();
      findings.add(
          new Finding(
              caseNumber,
              altered ? Kind.ALTERED : Kind.INSERTED,
              unknown.get(i),
              altered
                  ? "The record is not what was sealed."
                  : "The record was not there when the case was sealed."));
    }
    for (int gone = unknown.size(); gone < marks.size(); gone++) {
      findings.add(
          new Finding(
              caseNumber, Kind.REMOVED, word, "The record was there when the case was sealed."));
    }
  }

  private static boolean takeMark(List<String> marks, String hash) {
    return marks.stream().filter(hash::startsWith).findFirst().map(marks::remove).orElse(false);
  }
}
