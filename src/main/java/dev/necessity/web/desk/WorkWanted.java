package dev.necessity.web.desk;

import dev.necessity.cases.CaseState;
import dev.necessity.cases.Worklist.Query;
import java.time.OffsetDateTime;
import java.util.Set;

/**
 * What somebody wants to see of the work, as the form of the list sends it: an empty field is no
 * condition.
 */
record WorkWanted(
    Whose whose,
    CaseState state,
    String policyId,
    Boolean overdue,
    Boolean expedited,
    String caseNumber) {

  /** Whose tasks. */
  enum Whose {
    ALL,
    MINE,
    GROUP,
    UNASSIGNED
  }

  WorkWanted {
    whose = whose == null ? Whose.ALL : whose;
    overdue = Boolean.TRUE.equals(overdue);
    expedited = Boolean.TRUE.equals(expedited);
    policyId = stated(policyId);
    caseNumber = stated(caseNumber);
  }

  private static String stated(String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  /**
   * @param userId of who asks, and {@code groups} of that person
   * @param known the groups whose cases the reader knows; null for one who knows every case
   */
  Query query(String userId, Set<String> groups, Set<String> known, OffsetDateTime now) {
    return new Query(
        known,
        whose == Whose.MINE ? userId : null,
        whose == Whose.GROUP ? groups : null,
        whose == Whose.UNASSIGNED,
        overdue ? now : null,
        expedited,
        state,
        policyId,
        caseNumber);
  }
}
