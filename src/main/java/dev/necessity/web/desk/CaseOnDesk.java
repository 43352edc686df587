package dev.necessity.web.desk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.necessity.assessment.Assessment;
import dev.necessity.audit.trace.CaseTrace.NoticeStep;
import dev.necessity.cases.CaseView;
import dev.necessity.cases.Link;
import dev.necessity.cases.TasksOfCase.TaskOfCase;
import dev.necessity.casework.sheet.EarlierDecisions.Decision;
import dev.necessity.request.Request;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of a case at one moment, as it is stored.
 *
 * @param ended whether its run has come to its end
 * @param request with all evidence so far
 * @param assessment null until the criteria were assessed
 * @param routeReason why the catalogue chose the policy, or none; null before
 * @param link to the case that it continues, or null
 * @param withdrawal null where nobody withdrew it
 * @param tasks open and ended, the oldest first
 * @param people names by user ids
 * @param mayOpen those of the cases named here that the reader may open
 */
record CaseOnDesk(
    CaseView view,
    boolean ended,
    Request request,
    Assessment assessment,
    String routeReason,
    Link link,
    JsonNode withdrawal,
    List<TaskOfCase> tasks,
    List<Decision> earlier,
    List<NoticeStep> notices,
    Map<String, String> people,
    Set<String> mayOpen) {}
