package dev.necessity.casework.appeal;

import dev.necessity.cases.CaseConflictException;
import dev.necessity.cases.CaseNotFoundException;
import dev.necessity.cases.CaseRegister;
import dev.necessity.cases.CaseView;
import dev.necessity.cases.Link;
import dev.necessity.casework.intake.Cases;
import dev.necessity.casework.issue.CaseNotices;
import dev.necessity.deployment.DeployedDocuments;
import dev.necessity.notice.NoticeWriter.Matter;
import dev.necessity.request.ContentHash;
import dev.necessity.request.Corrections;
import dev.necessity.request.Evidence;
import dev.necessity.request.Request;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * What follows an adverse decision: a reconsideration with new evidence, or an appeal. Each is a
 * case of its own, received now, with the evidence of the first and what is new; the first decision
 * stays as it was. The review form sees to it that no two cases of the family are decided by the
 * same person.
 */
@Service
public class LinkedCases {

  private static final int HASH_IN_ID = 16;

  private final Cases cases;
  private final CaseNotices notices;
  private final CaseRegister register;
  private final DeployedDocuments documents;
  private final Clock clock;

  public LinkedCases(
      Cases cases,
      CaseNotices notices,
      CaseRegister register,
      DeployedDocuments documents,
      Clock clock) {
    this.cases = cases;
    this.notices = notices;
    this.register = register;
    this.documents = documents;
    this.clock = clock;
  }

  /**
   * Opens a reconsideration; the same evidence sent again is the same case.
   *
   * @param contentHash of the body as it was sent
   * @throws CaseNotFoundException when there is no such case
   * @throws CaseConflictException when the case is not decided or its decision is not adverse, or
   *     when another case of the family is still open
   */
  public Cases.Opened reconsider(String caseNumber, Evidence evidence, String contentHash) {
    return open(new Link(Link.Kind.RECONSIDERATION, caseNumber, null), evidence, contentHash);
  }

  /**
   * Opens an appeal, within the period that the notice gave; otherwise as {@link #reconsider}.
   *
   * @throws CaseConflictException also when that period is over
   */
  public Cases.Opened appeal(
      String caseNumber, String reason, Evidence evidence, String contentHash) {
    return open(new Link(Link.Kind.APPEAL, caseNumber, reason), evidence, contentHash);
  }

  /**
   * Opens a reconsideration without new evidence, because a peer-to-peer talk reopened the
   * decision; where one of the family is open already, that one.
   *
   * @param talk what is opened once for it
   * @return the number of the linked case
   */
  public String reopen(String caseNumber, String reason, String talk) {
    return register
        .openRelative(caseNumber)
        .map(CaseView.Relative::caseNumber)
        .orElseGet(
            () ->
                open(
                        new Link(Link.Kind.RECONSIDERATION, caseNumber, reason),
                        Evidence.NONE,
                        ContentHash.ofBytes(talk.getBytes(StandardCharsets.UTF_8)))
                    .caseNumber());
  }

  private Cases.Opened open(Link link, Evidence evidence, String contentHash) {
    Matter decided = notices.matter(link.of());
    Request first = decided.request();
    OffsetDateTime now =
        OffsetDateTime.now(clock).withOffsetSameInstant(first.receivedAt().getOffset());
    String requestId =
        link.kind().name().toLowerCase(Locale.ROOT)
            + ":"
            + link.of()
            + ":"
            + contentHash.substring(0, HASH_IN_ID);
    if (register.linesOf(requestId).isEmpty()) {
      refuse(link, decided, now);
      Corrections.check(first.evidence(), evidence);
    }
    return cases.open(
        first.again(requestId, now, first.evidence().plus(evidence, documents.schema())),
        contentHash,
        link);
  }

  private void refuse(Link link, Matter decided, OffsetDateTime now) {
    LocalDate until =
        Optional.ofNullable(decided.issue().rights().appealUntil())
            .orElseThrow(
                () ->
                    new CaseConflictException(
                        "Case "
                            + link.of()
                            + " was certified as requested: there is nothing to decide again."));
    LocalDate today =
        now.withOffsetSameInstant(decided.issue().issuedAt().getOffset()).toLocalDate();
    if (link.kind() == Link.Kind.APPEAL && today.isAfter(until)) {
      throw new CaseConflictException(
          "The period to appeal case " + link.of() + " ended on " + until + ".");
    }
  }
}
