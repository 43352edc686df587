package dev.necessity.workflow;

/** The processes and their user tasks by their keys, and what each shows (docs/api.md, "Forms"). */
public final class CaseTasks {

  public static final String PROCESS = "priorAuthorization";
  public static final String TALK_PROCESS = "peerToPeerTalk";
  public static final String AMENDMENT_PROCESS = "amendRequest";
  static final String OBTAIN_DOCUMENTATION = "obtainDocumentation";
  static final String REVIEW = "reviewByMedicalDirector";
  static final String CONFIRM = "confirmCertification";
  static final String ROUTE = "routeManually";
  static final String TALK = "holdPeerToPeerTalk";

  static final String DOCUMENT = "documentType";
  public static final String DOCUMENT_FORM = "documentForm";
  static final String DOCUMENT_TITLE = "documentTitle";
  static final String DOCUMENT_REASON = "documentReason";
  static final String DOCUMENT_GROUP = "documentGroup";

  static final String REVIEWERS = "reviewers";

  private CaseTasks() {}
}
