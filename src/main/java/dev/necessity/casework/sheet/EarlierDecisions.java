package dev.necessity.casework.sheet;

import dev.necessity.assessment.Determination;
import dev.necessity.cases.CaseRegister;
import dev.necessity.cases.CaseRegister.RegisteredCase;
import dev.necessity.cases.CaseState;
import dev.necessity.cases.CaseVariables;
import dev.necessity.cases.StoredValues;
import dev.necessity.cases.StoredValues.Values;
import dev.necessity.request.Request;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What was decided before: in the family of a case, which is the request that it continues and what
 * else continues that, about the other lines of the request, and about other requests for the same
 * member. Of those it is said what was decided, but not why: that is in their own case.
 */
@Component
public class EarlierDecisions {

  private static final Logger LOG = LoggerFactory.getLogger(EarlierDecisions.class);
  private static final int MOST_OTHERS = 10;

  private final CaseRegister register;
  private final StoredValues stored;

  EarlierDecisions(CaseRegister register, StoredValues stored) {
    this.register = register;
    this.stored = stored;
  }

  /**
   * One of them, in words.
   *
   * @param why the clinician's rationale, the note of who confirmed, or the policy's reasons; empty
   *     for another request
   */
  public record Decision(
      String caseNumber, String about, String decided, String at, String by, String why) {}

  /** The family's, the oldest first; then those of other lines and requests, the latest first. */
  public List<Decision> of(String caseNumber) {
    Stream<Decision> family =
        register.relatives(caseNumber).stream()
            .filter(relative -> relative.state() == CaseState.DECIDED)
            .map(
                relative ->
                    decision(
                        relative.caseNumber(),
                        relative.kind() == null
                            ? "this request, the first time"
                            : RequestSummary.words(relative.kind()) + " of this request",
                        true));
    Set<String> lines =
        register.find(caseNumber).stream()
            .flatMap(entry -> register.linesOf(entry.requestId()).stream())
            .map(RegisteredCase::caseNumber)
            .collect(Collectors.toSet());
    Stream<Decision> others =
        register.othersOfTheMember(caseNumber, MOST_OTHERS).stream()
            .map(
                other ->
                    lines.contains(other)
                        ? decision(other, "another line of this request", true)
                        : decision(other, "another request", false));
    return Stream.concat(family, others).toList();
  }

  /** What is broken in another case keeps nobody from deciding this one. */
  private Decision decision(String caseNumber, String about, boolean withReasons) {
    try {
      return read(caseNumber, about, withReasons);
    } catch (RuntimeException broken) {
      LOG.warn(
          "Case {} was decided before another one that is under review, and cannot be read; its trace tells what is broken",
          caseNumber,
          broken);
      return new Decision(
          caseNumber, about, "cannot be read; its trace tells what is broken", "", "", "");
    }
  }

  private Decision read(String caseNumber, String about, boolean withReasons) {
    Values values = stored.ofCase(caseNumber, CaseVariables.REQUEST, CaseVariables.DETERMINATION);
    Determination decided =
        values.json(CaseVariables.DETERMINATION, Determination.class).orElseThrow();
    return new Decision(
        caseNumber,
        about
            + ": "
            + RequestSummary.procedure(
                values.json(CaseVariables.REQUEST, Request.class).orElseThrow()),
        RequestSummary.decision(
            decided.disposition(), decided.procedure(), decided.setting(), decided.inpatientDays()),
        decided.decidedAt().truncatedTo(ChronoUnit.MINUTES).toString(),
        by(decided),
        withReasons ? why(decided) : "");
  }

  private static String by(Determination decided) {
    if (decided.decidedBy().kind() == Determination.Kind.CLINICIAN) {
      return decided.decidedBy().name() + ", " + decided.decidedBy().specialty();
    }
    return "software, by the policy"
        + (decided.confirmedBy() == null ? "" : "; confirmed by " + decided.confirmedBy().name());
  }

  private static String why(Determination decided) {
    return decided.rationale() != null
        ? decided.rationale()
        : decided.confirmedBy() != null
            ? decided.confirmedBy().note()
            : String.join(" ", decided.reasons());
  }
}
