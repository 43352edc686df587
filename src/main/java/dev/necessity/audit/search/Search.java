package dev.necessity.audit.search;

import dev.necessity.audit.search.CaseIndex.Query;
import dev.necessity.request.Instants;
import dev.necessity.request.InvalidRequestException;
import dev.necessity.request.Violation;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;

/** The query as it is sent: an empty field of a form is no condition. */
public record Search(
    String caseNumber,
    String receivedFrom,
    String receivedTo,
    String policyId,
    String policyVersion,
    String disposition,
    String criterion,
    String status,
    String rule,
    String person) {

  public Search {
    caseNumber = stated(caseNumber);
    receivedFrom = stated(receivedFrom);
    receivedTo = stated(receivedTo);
    policyId = stated(policyId);
    policyVersion = stated(policyVersion);
    disposition = stated(disposition);
    criterion = stated(criterion);
    status = stated(status);
    rule = stated(rule);
    person = stated(person);
  }

  private static String stated(String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  public Query query() {
    if ((criterion == null) != (status == null)) {
      throw new InvalidRequestException(
          List.of(new Violation("/criterion", "name a criterion together with its status")));
    }
    return new Query(
        caseNumber,
        instant("/receivedFrom", receivedFrom),
        instant("/receivedTo", receivedTo),
        policyId,
        policyVersion,
        disposition,
        criterion,
        status,
        rule,
        person);
  }

  private static OffsetDateTime instant(String pointer, String value) {
    try {
      return value == null ? null : Instants.parse(value);
    } catch (DateTimeException wrong) {
      throw new InvalidRequestException(
          List.of(new Violation(pointer, "give " + Instants.EXAMPLE)));
    }
  }
}
