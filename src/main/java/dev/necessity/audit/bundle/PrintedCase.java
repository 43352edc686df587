package dev.necessity.audit.bundle;

import dev.necessity.audit.trace.CaseTrace;

/**
 * A case as a page that needs nothing beside it, for who opens the bundle without this application.
 */
public interface PrintedCase {

  String printedCasePage(CaseTrace trace);
}
