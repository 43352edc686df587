package dev.necessity.request;

import java.util.function.Predicate;

/** The documents that criteria ask for (policy, "Criteria", last column), and the evidence that each of them brings. */
public enum DocumentType {
  INJECTION_REPORT(Evidence.Kind.INJECTIONS),
  NICOTINE_LAB(Evidence.Kind.NICOTINE_LABS, evidence -> !evidence.nicotine().isEmpty() || !evidence.nicotineLabs().isEmpty()),
  SI_JOINT_IMAGING(Evidence.Kind.IMAGING, anyStudy(study -> study.regions().contains(Imaging.Region.SI_JOINT))),
  PELVIS_XRAY(Evidence.Kind.IMAGING, anyStudy(study ->
      study.modality() == Imaging.Modality.XRAY && study.regions().contains(Imaging.Region.PELVIS))),
  PAIN_SOURCE_WORKUP(Evidence.Kind.PAIN_SOURCES),
  TREATMENT_RECORD(Evidence.Kind.CONSERVATIVE_TREATMENT),
  PAIN_SCORE(Evidence.Kind.BASELINE_PAIN),
  EXAM_FINDINGS(Evidence.Kind.EXAM_MANEUVERS),
  THERAPY_RECORD(Evidence.Kind.PHYSICAL_THERAPY),
  EXCLUSION_WORKUP(Evidence.Kind.EXCLUSIONS),
  /** Of the request, not of the evidence: no record answers it. */
  PLANNED_DATE(null, evidence -> false);

  private final Evidence.Kind kind;
  private final Predicate<Evidence> answer;

  DocumentType(Evidence.Kind kind) {
    this(kind, evidence -> !kind.of(evidence).isEmpty());
  }

  DocumentType(Evidence.Kind kind, Predicate<Evidence> answer) {
    this.kind = kind;
    this.answer = answer;
  }

  /** The field of the evidence, named as in JSON, that the document's record goes into; null where it brings none. */
  public String evidenceField() {
    return kind == null ? null : kind.field;
  }

  /** Whether evidence that arrived holds a record of this kind, so that nobody need be asked for it again. */
  public boolean answeredBy(Evidence added) {
    return answer.test(added);
  }

  private static Predicate<Evidence> anyStudy(Predicate<Imaging> study) {
    return evidence -> evidence.imaging().stream().anyMatch(study);
  }
}
