package dev.necessity.request;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What must hold of the records that are added to an evidence: an id is that of one record of its
 * kind that came with it, and a correction replaces another record of its kind, never in a circle.
 */
public final class Corrections {

  private Corrections() {}

  /**
   * Refuses records that cannot stand beside those that are known.
   *
   * @throws ImplausibleRequestException its pointers leading into {@code added}
   */
  public static void check(Evidence known, Evidence added) {
    List<Violation> violations = violations(known, added);
    if (!violations.isEmpty()) {
      throw new ImplausibleRequestException(violations);
    }
  }

  static List<Violation> violations(Evidence known, Evidence added) {
    List<Violation> violations = new ArrayList<>();
    added
        .lists()
        .forEach((kind, records) -> violations(kind, known.records(kind), records, violations));
    return violations;
  }

  private static void violations(
      String kind,
      List<EvidenceRecord> known,
      List<EvidenceRecord> added,
      List<Violation> violations) {
    Map<String, EvidenceRecord> byId = new HashMap<>();
    known.forEach(record -> byId.put(record.id(), record));
    Set<String> replaced =
        added.stream()
            .map(EvidenceRecord::replaces)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    Set<String> given = new HashSet<>();
    for (int i = 0; i < added.size(); i++) {
      EvidenceRecord record = added.get(i);
      if (RecordIds.hasId(record)) {
        EvidenceRecord other = byId.putIfAbsent(record.id(), record);
        // Another record under a known id gets the system's (RecordIds); who corrects it must say
        // which of the two is meant.
        boolean ambiguous =
            other != null && !other.equals(record) && replaced.contains(record.id());
        if (!given.add(record.id()) || ambiguous) {
          violations.add(
              at(
                  kind,
                  i,
                  "id",
                  "is the id of another record of this kind as well; give each record its own, or leave it out"));
        }
      }
    }
    for (int i = 0; i < added.size(); i++) {
      String problem = problem(added.get(i), byId);
      if (problem != null) {
        violations.add(at(kind, i, "replaces", problem));
      }
    }
  }

  private static String problem(EvidenceRecord record, Map<String, EvidenceRecord> byId) {
    if (record.replaces() == null) {
      return null;
    }
    if (!byId.containsKey(record.replaces())) {
      return "is the id of no record of this kind; name the record that this one corrects";
    }
    Set<String> corrected = new HashSet<>();
    for (EvidenceRecord next = record;
        next != null && next.replaces() != null;
        next = byId.get(next.replaces())) {
      if (next.replaces().equals(record.id()) || !corrected.add(next.replaces())) {
        return "leads in a circle; a record corrects an earlier one";
      }
    }
    return null;
  }

  private static Violation at(String kind, int index, String field, String message) {
    return new Violation("/" + kind + "/" + index + "/" + field, message);
  }
}
