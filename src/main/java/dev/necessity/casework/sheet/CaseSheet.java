package dev.necessity.casework.sheet;

import dev.necessity.assessment.Assessment;
import dev.necessity.assessment.Assessment.Cited;
import dev.necessity.assessment.Assessment.Criterion;
import dev.necessity.assessment.Assessment.Doubt;
import dev.necessity.assessment.References;
import dev.necessity.cases.CaseRegister;
import dev.necessity.cases.CaseRegister.Pin;
import dev.necessity.cases.CaseVariables;
import dev.necessity.cases.LaidOut;
import dev.necessity.casework.document.PolicyDocuments;
import dev.necessity.casework.document.RequestDocumentation.DocumentRequest;
import dev.necessity.notice.Language;
import dev.necessity.notice.NoticeWriter;
import dev.necessity.notice.RecordWords;
import dev.necessity.notice.RecordWords.Told;
import dev.necessity.policy.model.Policies;
import dev.necessity.request.Request;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.stereotype.Component;

/**
 * The whole case for the form of who confirms it or reviews it: what was requested, what is
 * recommended, each criterion and each doubt with the records behind it, what would help, what
 * cannot be obtained, and what was decided before. The references are spelled out.
 */
@Component
public class CaseSheet {

  private final CaseVariables variables;
  private final CaseRegister register;
  private final Policies policies;
  private final PolicyDocuments documents;
  private final EarlierDecisions earlier;
  private final NoticeWriter notices;

  CaseSheet(
      CaseVariables variables,
      CaseRegister register,
      Policies policies,
      PolicyDocuments documents,
      EarlierDecisions earlier,
      NoticeWriter notices) {
    this.variables = variables;
    this.register = register;
    this.policies = policies;
    this.documents = documents;
    this.earlier = earlier;
    this.notices = notices;
  }

  /**
   * The tables of a form, each with the rows that it shows; one variable, because each of its own
   * would cost as much again.
   *
   * @param changes how the criteria stand that stood otherwise when the review was opened, or the
   *     one before it
   */
  record Sheet(
      List<CriterionRow> criteria,
      List<DoubtRow> doubts,
      List<RecordRow> records,
      List<Cited> caveats,
      List<Cited> nextSteps,
      List<UnavailableRow> unavailable,
      List<EarlierDecisions.Decision> earlierDecisions,
      List<ReferenceRow> references,
      List<Change> changes) {}

  record CriterionRow(
      String title,
      String critical,
      String status,
      String reason,
      String citation,
      String records) {}

  record DoubtRow(String text, String citation, String records) {}

  record RecordRow(String id, String name, String says, String criteria) {}

  record UnavailableRow(String document, String reason) {}

  record ReferenceRow(String reference) {}

  public record Change(String title, String before, String now, String reason) {}

  /**
   * @param remarks what the form says of the request beside itself, each a paragraph
   */
  public void lay(
      DelegateTask task, Assessment assessment, List<String> remarks, List<Change> changes) {
    Request request = variables.request(task);
    LaidOut.REQUEST.on(
        task,
        RequestSummary.shown(
            Stream.concat(
                    Stream.of(
                        RequestSummary.of(
                            request, (String) task.getVariable(CaseVariables.DUE_AT))),
                    remarks.stream())
                .collect(Collectors.joining("\n\n"))));
    LaidOut.RECOMMENDATION.on(task, recommended(assessment));
    LaidOut.SHEET.on(
        task,
        variables.json(
            sheet(
                task,
                assessment,
                RecordWords.of(request, notices.wording(Language.EN)),
                references(task),
                changes)));
  }

  private Sheet sheet(
      DelegateTask task,
      Assessment assessment,
      List<Told> records,
      References references,
      List<Change> changes) {
    List<Doubt> doubts = assessment.recommendation().doubts();
    Stream<String> citations =
        Stream.of(
                assessment.criteria().stream().map(Criterion::citation),
                doubts.stream().map(Doubt::citation),
                assessment.nextSteps().stream().map(Cited::citation),
                assessment.caveats().stream().map(Cited::citation))
            .flatMap(each -> each);
    return new Sheet(
        assessment.criteria().stream()
            .map(
                each ->
                    new CriterionRow(
                        each.title(),
                        each.critical() ? "critical" : "",
                        each.status(),
                        each.reason(),
                        references.spelledOut(each.citation()),
                        told(each.evidence(), records)))
            .toList(),
        doubts.stream()
            .map(
                each ->
                    new DoubtRow(
                        each.text(),
                        references.spelledOut(each.citation()),
                        told(each.evidence(), records)))
            .toList(),
        records.stream()
            .map(
                each ->
                    new RecordRow(
                        each.id(), each.name(), each.says(), restingOn(each.id(), assessment)))
            .toList(),
        cited(assessment.caveats(), references),
        cited(assessment.nextSteps(), references),
        unavailable(task),
        earlier.of(task.getExecution().getProcessBusinessKey()),
        citations
            .flatMap(References::cited)
            .distinct()
            .sorted()
            .flatMap(number -> references.text(number).stream())
            .map(ReferenceRow::new)
            .toList(),
        changes);
  }

  public static String recommended(Assessment assessment) {
    Assessment.Recommendation recommendation = assessment.recommendation();
    return RequestSummary.decision(
            recommendation.disposition(),
            recommendation.procedure(),
            recommendation.setting(),
            recommendation.inpatientDays())
        + "; critical criteria met "
        + assessment.critical().met()
        + " of "
        + assessment.critical().total();
  }

  private References references(DelegateTask task) {
    Pin pin = register.pinned(task.getProcessInstanceId());
    return new References(policies.policy(pin.decision(), pin.policy().version()));
  }

  /** Records by their ids, with the least that tells them apart. */
  private static String told(List<String> ids, List<Told> records) {
    return ids.stream()
        .flatMap(
            id ->
                Stream.concat(
                    Stream.of(id),
                    records.stream().filter(record -> record.id().equals(id)).map(Told::brief))
                    .reduce((one, other) -> one + ": " + other)
                    .stream())
        .collect(Collectors.joining("; "));
  }

  private static String restingOn(String id, Assessment assessment) {
    return assessment.criteria().stream()
        .filter(criterion -> criterion.evidence().contains(id))
        .map(Criterion::title)
        .collect(Collectors.joining("; "));
  }

  private static List<Cited> cited(List<Cited> sentences, References references) {
    return sentences.stream()
        .map(each -> new Cited(each.text(), references.spelledOut(each.citation())))
        .toList();
  }

  private List<UnavailableRow> unavailable(DelegateTask task) {
    Map<String, String> reasons = variables.unavailable(task);
    return reasons.isEmpty()
        ? List.of()
        : documents.of(task.getProcessInstanceId(), reasons.keySet(), "").stream()
            .map(
                (DocumentRequest document) ->
                    new UnavailableRow(document.title(), reasons.get(document.document())))
            .toList();
  }
}
