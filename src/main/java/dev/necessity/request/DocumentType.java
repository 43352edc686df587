package dev.necessity.request;

import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** The documents that criteria ask for (policy, "Criteria", last column), and the evidence that each of them brings. */
public enum DocumentType {
  INJECTION_REPORT("injections"),
  NICOTINE_LAB("nicotineLabs", evidence -> !evidence.records("nicotine").isEmpty() || !evidence.records("nicotineLabs").isEmpty()),
  SI_JOINT_IMAGING("imaging", anyStudy(study -> shows(study, "SI_JOINT"))),
  PELVIS_XRAY("imaging", anyStudy(study ->
      study.field("modality").asText().equals("XRAY") && shows(study, "PELVIS"))),
  PAIN_SOURCE_WORKUP("painSources"),
  TREATMENT_RECORD("conservativeTreatment"),
  PAIN_SCORE("baselinePain"),
  EXAM_FINDINGS("examManeuvers"),
  THERAPY_RECORD("physicalTherapy"),
  EXCLUSION_WORKUP("exclusions"),
  /** Of the request, not of the evidence: no record answers it. */
  PLANNED_DATE(null, evidence -> false);

  private final String kind;
  private final Predicate<Evidence> answer;

  DocumentType(String kind) {
    this(kind, evidence -> !evidence.records(kind).isEmpty());
  }

  DocumentType(String kind, Predicate<Evidence> answer) {
    this.kind = kind;
    this.answer = answer;
  }

  /** The field of the evidence, named as in JSON, that the document's record goes into; null where it brings none. */
  public String evidenceField() {
    return kind;
  }

  /** Whether evidence that arrived holds a record of this kind, so that nobody need be asked for it again. */
  public boolean answeredBy(Evidence added) {
    return answer.test(added);
  }

  private static Predicate<Evidence> anyStudy(Predicate<EvidenceRecord> study) {
    return evidence -> evidence.records("imaging").stream().anyMatch(study);
  }

  private static boolean shows(EvidenceRecord study, String region) {
    return StreamSupport.stream(study.field("regions").spliterator(), false).anyMatch(shown -> shown.asText().equals(region));
  }
}
