package dev.necessity.casework.issue;

import dev.necessity.assessment.Assessment;
import dev.necessity.assessment.Determination;
import dev.necessity.cases.Acts;
import dev.necessity.cases.Acts.Act;
import dev.necessity.cases.CaseConflictException;
import dev.necessity.cases.CaseNotFoundException;
import dev.necessity.cases.CaseRegister;
import dev.necessity.cases.CaseState;
import dev.necessity.cases.CaseVariables;
import dev.necessity.cases.StoredValues;
import dev.necessity.cases.StoredValues.Values;
import dev.necessity.casework.clock.ClockExtension.Extension;
import dev.necessity.casework.evidence.CaseFacts;
import dev.necessity.engine.EngineCommands;
import dev.necessity.history.StoredAssessments;
import dev.necessity.history.StoredAssessments.StoredAssessment;
import dev.necessity.notice.Audience;
import dev.necessity.notice.ExtensionNotice;
import dev.necessity.notice.Issue;
import dev.necessity.notice.Language;
import dev.necessity.notice.Notice;
import dev.necessity.notice.NoticeWriter;
import dev.necessity.notice.NoticeWriter.Matter;
import dev.necessity.notice.PolicyTexts;
import dev.necessity.policy.model.Policies;
import dev.necessity.request.Amended;
import dev.necessity.request.Request;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/**
 * The letters about a case, written anew from what was stored with the step that caused each: the
 * same words each time.
 */
@Service
public class CaseNotices {

  private final CaseRegister register;
  private final StoredValues stored;
  private final StoredAssessments assessments;
  private final CaseVariables variables;
  private final Acts acts;
  private final EngineCommands engine;
  private final Policies policies;
  private final CaseFacts caseFacts;
  private final NoticeWriter writer;

  public CaseNotices(
      CaseRegister register,
      StoredValues stored,
      StoredAssessments assessments,
      CaseVariables variables,
      Acts acts,
      EngineCommands engine,
      Policies policies,
      CaseFacts caseFacts,
      NoticeWriter writer) {
    this.register = register;
    this.stored = stored;
    this.assessments = assessments;
    this.variables = variables;
    this.acts = acts;
    this.engine = engine;
    this.policies = policies;
    this.caseFacts = caseFacts;
    this.writer = writer;
  }

  /**
   * @throws CaseNotFoundException when there is no such case
   * @throws CaseConflictException when it is not decided, so that there is nothing to tell
   */
  public Notice notice(String caseNumber, Audience audience, Language language) {
    return writer.write(matter(caseNumber), audience, language);
  }

  /** The same in every language, from one reading of the case. */
  public Map<Language, Notice> notices(String caseNumber, Audience audience) {
    Matter matter = matter(caseNumber);
    return inEach(language -> writer.write(matter, audience, language));
  }

  /**
   * The letter about the extension of the clock.
   *
   * @throws CaseNotFoundException when there is no such case
   * @throws CaseConflictException when its clock was not extended
   */
  public ExtensionNotice extension(String caseNumber, Audience audience, Language language) {
    return extended(caseNumber, audience).apply(language);
  }

  /** The same in every language, from one reading of the case. */
  public Map<Language, ExtensionNotice> extensions(String caseNumber, Audience audience) {
    return inEach(extended(caseNumber, audience));
  }

  private static <L> Map<Language, L> inEach(Function<Language, L> letter) {
    Map<Language, L> letters = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      letters.put(language, letter.apply(language));
    }
    return letters;
  }

  private Function<Language, ExtensionNotice> extended(String caseNumber, Audience audience) {
    return engine.run(
        () -> {
          if (register.find(caseNumber).isEmpty()) {
            throw new CaseNotFoundException(caseNumber);
          }
          Values values = stored.ofCase(caseNumber, CaseVariables.REQUEST, CaseVariables.EXTENSION);
          Extension extension =
              values
                  .json(CaseVariables.EXTENSION, Extension.class)
                  .orElseThrow(
                      () ->
                          new CaseConflictException(
                              "The clock of case "
                                  + caseNumber
                                  + " was not extended: there is no letter about it."));
          Request request = read(values, CaseVariables.REQUEST, Request.class);
          return language ->
              ExtensionNotice.of(
                  caseNumber,
                  request,
                  OffsetDateTime.parse(extension.at()),
                  extension.ground(),
                  extension.reason(),
                  OffsetDateTime.parse(extension.dueAtBefore()),
                  OffsetDateTime.parse(extension.dueAt()),
                  audience,
                  language);
        });
  }

  /** What was decided, as it was stored; throws as {@link #notice}. */
  public Matter matter(String caseNumber) {
    return engine.run(() -> read(caseNumber));
  }

  private Matter read(String caseNumber) {
    CaseRegister.RegisteredCase entry =
        register.find(caseNumber).orElseThrow(() -> new CaseNotFoundException(caseNumber));
    if (entry.state() != CaseState.DECIDED) {
      throw new CaseConflictException(
          "Case "
              + caseNumber
              + " is not decided ("
              + entry.state()
              + "): there is no notice of it.");
    }
    StoredAssessment judged =
        assessments
            .find(caseNumber)
            .filter(found -> found.processInstance() != null)
            .orElseThrow(() -> new CaseNotFoundException(caseNumber));
    Values values =
        stored.of(
            judged.processInstance(),
            CaseVariables.REQUEST,
            CaseVariables.DETERMINATION,
            CaseVariables.NOTICE);
    Request request = read(values, CaseVariables.REQUEST, Request.class);
    PolicyTexts texts =
        new PolicyTexts(
            policies.whole(judged.decision(), entry.policyVersion(), entry.finalTables()),
            caseFacts.of(judged.processInstance(), request, List.of()));
    Assessment assessment =
        Optional.ofNullable(judged.assessment())
            .map(read -> variables.convert(read, Assessment.class))
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "What the policy said of case "
                            + caseNumber
                            + " cannot be read. /audit tells what is broken."));
    return new Matter(
        caseNumber,
        request,
        amended(caseNumber, judged.processInstance()),
        assessment,
        read(values, CaseVariables.DETERMINATION, Determination.class),
        texts,
        read(values, CaseVariables.NOTICE, Issue.class));
  }

  /** The amendments that people made, as the history keeps them. */
  private List<Amended> amended(String caseNumber, String run) {
    Set<String> made =
        acts.ofCase(caseNumber).stream()
            .filter(act -> act.kind() == Acts.Kind.AMENDED)
            .map(Act::contentHash)
            .collect(Collectors.toSet());
    return made.isEmpty()
        ? List.of()
        : stored.each(run, CaseVariables.AMENDMENT, Amended.class).stream()
            .filter(amended -> made.contains(variables.hash(amended)))
            .toList();
  }

  private static <T> T read(Values values, String name, Class<T> type) {
    return values
        .json(name, type)
        .orElseThrow(
            () ->
                new CaseConflictException(
                    "The case was decided before notices were issued: it has no '" + name + "'."));
  }
}
