package dev.necessity.cases;

/** The processes and their user tasks by their keys, and what each shows (docs/api.md, "Forms"). */
public final class CaseTasks {

  public static final String PROCESS = "priorAuthorization";
  public static final String TALK_PROCESS = "peerToPeerTalk";
  public static final String AMENDMENT_PROCESS = "amendRequest";
  public static final String OBTAIN_DOCUMENTATION = "obtainDocumentation";
  public static final String REVIEW = "reviewByMedicalDirector";
  public static final String CONFIRM = "confirmCertification";
  public static final String ROUTE = "routeManually";
  public static final String TALK = "holdPeerToPeerTalk";

  public static final String DOCUMENT = "documentType";
  public static final String DOCUMENT_FORM = "documentForm";
  public static final String DOCUMENT_TITLE = "documentTitle";
  public static final String DOCUMENT_REASON = "documentReason";
  public static final String DOCUMENT_GROUP = "documentGroup";

  public static final String REVIEWERS = "reviewers";

  private CaseTasks() {}
}
