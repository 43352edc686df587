package dev.necessity.notice;

import dev.necessity.assessment.Assessment;
import dev.necessity.assessment.Assessment.Recommendation;
import dev.necessity.assessment.Assessor;
import dev.necessity.assessment.Determination;
import dev.necessity.assessment.Determination.ConfirmedBy;
import dev.necessity.assessment.Determination.DecidedBy;
import dev.necessity.assessment.Determination.Kind;
import dev.necessity.assessment.DocumentationPeriod;
import dev.necessity.notice.NoticeWriter.Matter;
import dev.necessity.policy.model.Policies;
import dev.necessity.policy.model.Policy;
import dev.necessity.request.ImplausibleRequestException;
import dev.necessity.request.Request;
import dev.necessity.request.Violation;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * The notice that a request would get if its documentation period ended now and a clinician upheld
 * the policy.
 */
@Component
public class NoticePreview {

  private static final String RIGHTS = "noticeRights";

  private final Assessor assessor;
  private final Policies policies;
  private final NoticeWriter writer;
  private final Clock clock;

  public NoticePreview(Assessor assessor, Policies policies, NoticeWriter writer, Clock clock) {
    this.assessor = assessor;
    this.policies = policies;
    this.writer = writer;
    this.clock = clock;
  }

  /**
   * @throws ImplausibleRequestException when no policy covers the request, so that there is nothing
   *     to tell
   */
  public Notice of(Request request, Audience audience, Language language) {
    Policy policy =
        assessor
            .policy(request)
            .orElseThrow(
                () ->
                    new ImplausibleRequestException(
                        List.of(
                            new Violation(
                                "/procedure",
                                "no policy covers this request, so there is no notice of it"))));
    Assessment assessment = assessor.assess(request, DocumentationPeriod.CLOSED);
    OffsetDateTime now =
        OffsetDateTime.now(clock).withOffsetSameInstant(request.receivedAt().getOffset());
    Determination recommended = recommended(assessment.recommendation(), now);
    Map<String, Object> rights =
        policies
            .table(RIGHTS)
            .evaluateRow(
                RIGHTS,
                Map.of(
                    "determination", Map.of("disposition", recommended.disposition()),
                    "request",
                        Map.of(
                            "lineOfBusiness",
                            request.lineOfBusiness().name(),
                            "urgency",
                            request.urgency().name())));
    return writer.write(
        new Matter(
            null,
            request,
            List.of(),
            assessment,
            recommended,
            new PolicyTexts(policy, policies.facts(request, List.of())),
            Issue.of(now, rights)),
        audience,
        language);
  }

  private static Determination recommended(Recommendation policy, OffsetDateTime now) {
    DecidedBy by =
        policy.clinicianRequired()
            ? new DecidedBy(Kind.CLINICIAN, null, null, null, null)
            : DecidedBy.POLICY;
    ConfirmedBy confirmedBy =
        policy.confirmationRequired() ? new ConfirmedBy(null, null, null) : null;
    return new Determination(
        policy.disposition(),
        policy.procedure(),
        policy.setting(),
        policy.inpatientDays(),
        policy.reasons(),
        now,
        by,
        confirmedBy,
        null,
        null);
  }
}
