package dev.necessity.attack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.necessity.Models;
import dev.necessity.attack.Visitor.Call;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Calls of the API and of our pages with bodies and parameters out of {@link Fuzz}; mutated from
 * the example requests.
 */
final class ApiFuzz {

  /** Is in each request that is sent, and in no answer that refuses one. */
  static final String MEMBER = "Quillfeather";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> INSTANTS =
      List.of("2025-11-01T00:00:00Z", "2026-01-15T09:30:00%2B01:00");
  private static final List<JsonNode> REQUESTS =
      Models.files(Models.REQUESTS, ".json").stream()
          .filter(file -> !file.toString().endsWith(".expected.json"))
          .map(ApiFuzz::read)
          .toList();
  private static final List<JsonNode> EVIDENCE =
      Models.files(Path.of("examples", "evidence"), ".json").stream().map(ApiFuzz::read).toList();

  private static final List<String> FILES =
      Stream.concat(
              Stream.of("review-outcome.dmn", "delivery.dmn", "decision-clock.dmn")
                  .map(file -> Models.text(Models.DMN.resolve(file))),
              Stream.of(
                  Models.text(Path.of("forms", "medical-director-review.form")),
                  Models.text(Models.rows("review-outcome", "reviewOutcome"))))
          .toList();
  private static final String BOUNDARY = "----fuzz";

  private final Fuzz fuzz;
  private final List<String> cases;
  private final List<Supplier<Call>> doors;

  /**
   * @param cases numbers of cases that exist
   */
  ApiFuzz(Fuzz fuzz, List<String> cases) {
    this.fuzz = fuzz;
    this.cases = cases;
    this.doors =
        Stream.of(
                Stream.<Supplier<Call>>of(
                    () ->
                        posted(
                            "ana",
                            "/api/assessments"
                                + maybe(List.of("documentation"), List.of("OPEN", "CLOSED")),
                            request()),
                    () -> posted("ana", "/api/assessments/explain", request()),
                    () -> posted("ines", "/api/requests", request()),
                    () -> posted("ines", "/api/requests", request()),
                    () -> posted("ines", ofCase("evidence"), fuzz.one(EVIDENCE)),
                    () ->
                        posted(
                            "ines",
                            ofCase("amendments"),
                            fuzz.one(List.of(request(), reason().put("inpatientDays", 3)))),
                    () -> posted("ines", ofCase("withdrawal"), reason()),
                    () -> posted("rita", ofCase("extension"), reason()),
                    () -> posted("ines", ofCase("reconsideration"), fuzz.one(EVIDENCE)),
                    () ->
                        posted(
                            "ines", ofCase("appeal"), reason().set("evidence", fuzz.one(EVIDENCE))),
                    () ->
                        posted(
                            "ines",
                            ofCase("peer-to-peer"),
                            JSON.createObjectNode()
                                .put("clinicianName", MEMBER)
                                .put("clinicianNpi", "1234567893")
                                .put("reachedAt", "by phone")),
                    () ->
                        posted(
                            "ana",
                            "/api/notices/preview"
                                + fuzz.query(
                                    List.of("audience", "lang"),
                                    List.of("PROVIDER", "MEMBER", "en", "es")),
                            request()),
                    () ->
                        Call.json(
                            "adam",
                            "PUT",
                            "/api/reviewers/" + fuzz.encoded() + "/npi",
                            fuzz.body(JSON.createObjectNode().put("npi", "1234567893"))),
                    () -> Call.json("adam", "PUT", ofCase("legal-hold"), fuzz.body(reason()))),
                asked(
                    "rita",
                    List.of("/api/requests"),
                    List.of(
                        "state",
                        "policyId",
                        "receivedFrom",
                        "receivedTo",
                        "overdue",
                        "page",
                        "size")),
                asked(
                    "rita",
                    List.of("/cases"),
                    List.of(
                        "whose",
                        "state",
                        "policyId",
                        "overdue",
                        "expedited",
                        "caseNumber",
                        "page")),
                asked(
                    "aud",
                    List.of("/api/audit/cases", "/api/audit/cases.csv", "/audit"),
                    List.of(
                        "caseNumber",
                        "receivedFrom",
                        "receivedTo",
                        "policyId",
                        "policyVersion",
                        "disposition",
                        "criterion",
                        "status",
                        "rule",
                        "person",
                        "page",
                        "size")),
                asked(
                    "aud",
                    List.of("/api/audit/reads", "/api/audit/verification"),
                    List.of("caseNumber", "userId", "page", "size")),
                asked(
                    "aud",
                    List.of(
                        "/api/metrics/prior-authorization",
                        "/api/metrics/prior-authorization.csv",
                        "/metrics"),
                    List.of("year", "lineOfBusiness")),
                asked(
                    "aud",
                    List.of(
                        "/api/outbox",
                        "/deliveries",
                        "/api/deployments",
                        "/audit/holds",
                        "/audit/deletions",
                        "/workbench",
                        "/workbench/deployments"),
                    List.of("page", "size", "state")),
                asked(
                    "ana",
                    List.of(
                        "/workbench/notices",
                        "/workbench/notices/preview",
                        "/workbench/compare",
                        "/workbench/new",
                        "/workbench/version",
                        "/workbench/live"),
                    List.of("request", "audience", "lang")),
                Stream.of("trace", "bundle", "notice", "extension")
                    .<Supplier<Call>>map(
                        what ->
                            () ->
                                Call.get(
                                    "aud",
                                    ofCase(what)
                                        + maybe(
                                            List.of("audience", "lang"),
                                            List.of("PROVIDER", "en")))),
                Stream.<Supplier<Call>>of(
                    () -> Call.get("ines", "/api/requests/" + fuzz.encoded()),
                    () -> Call.get("ines", "/cases/" + fuzz.encoded()),
                    () -> Call.get("ines", "/cases/" + fuzz.one(cases)),
                    () ->
                        Call.get(
                            "aud",
                            "/audit/"
                                + fuzz.encoded()
                                + "/reads"
                                + maybe(List.of("page"), List.of("0"))),
                    () ->
                        new Call(
                            "adam",
                            "DELETE",
                            "/api/reviewers/" + fuzz.encoded() + "/npi",
                            null,
                            null),
                    () ->
                        new Call(
                            "adam",
                            "DELETE",
                            ofCase("legal-hold") + maybe(List.of("reason"), List.of("because")),
                            null,
                            null),
                    () ->
                        form(
                            "adam",
                            fuzz.one(List.of("/audit/holds", "/audit/holds/lift")),
                            "caseNumber=" + fuzz.one(cases) + "&reason=" + fuzz.encoded()),
                    () -> uploaded("/workbench/check", "file"),
                    () ->
                        uploaded(
                            fuzz.one(
                                List.of(
                                    "/workbench/examples",
                                    "/workbench/compare",
                                    "/workbench/new",
                                    "/workbench/version",
                                    "/workbench/live",
                                    "/workbench/live/back")),
                            fuzz.one(
                                List.of("file", "rows", "beforeFile", "afterFile", "criteria"))),
                    () -> uploaded("/engine-rest/deployment/create", "data")))
            .flatMap(all -> all)
            .toList();
  }

  Call next() {
    return fuzz.one(doors).get();
  }

  private Stream<Supplier<Call>> asked(String user, List<String> paths, List<String> names) {
    return paths.stream()
        .map(
            path ->
                () ->
                    Call.get(
                        user,
                        path
                            + fuzz.query(
                                names,
                                Stream.of(INSTANTS, cases, List.of("0", "2025", "50"))
                                    .flatMap(List::stream)
                                    .toList())));
  }

  private String maybe(List<String> names, List<String> sound) {
    return fuzz.chance(2) ? "" : fuzz.query(names, sound);
  }

  private String ofCase(String what) {
    return "/api/requests/" + (fuzz.chance(10) ? fuzz.encoded() : fuzz.one(cases)) + "/" + what;
  }

  private Call posted(String user, String path, JsonNode sound) {
    return Call.json(user, "POST", path, fuzz.body(sound));
  }

  private static Call form(String user, String path, String fields) {
    return new Call(
        user,
        "POST",
        path,
        "application/x-www-form-urlencoded",
        fields.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * A file of ours with something in it that nobody expects, under a name that nobody expects
   * either.
   */
  private Call uploaded(String path, String field) {
    String file = fuzz.one(FILES);
    int at = fuzz.within(file.length());
    String content =
        fuzz.chance(4)
            ? file
            : file.substring(0, at)
                + fuzz.text()
                + file.substring(
                    fuzz.chance(2) ? at : Math.min(file.length(), at + fuzz.within(50)));
    String name =
        (fuzz.chance(3) ? fuzz.text() : "changed")
            + fuzz.one(List.of(".dmn", ".form", ".csv", ".bpmn", ""));
    String body =
        part("deployment-name", "", fuzz.chance(3) ? fuzz.text() : "fuzz")
            + part(field, "; filename=\"" + name.replace("\"", "") + "\"", content)
            + part("before", "", fuzz.text())
            + "--"
            + BOUNDARY
            + "--\r\n";
    return new Call(
        "ana",
        "POST",
        path,
        "multipart/form-data; boundary=" + BOUNDARY,
        body.getBytes(StandardCharsets.UTF_8));
  }

  private static String part(String field, String more, String content) {
    return "--"
        + BOUNDARY
        + "\r\nContent-Disposition: form-data; name=\""
        + field
        + "\""
        + more
        + "\r\n\r\n"
        + content
        + "\r\n";
  }

  private JsonNode request() {
    ObjectNode request = fuzz.one(REQUESTS).deepCopy();
    request.withObject("/member").put("name", MEMBER).put("memberId", MEMBER + "-1");
    return request.put("requestId", UUID.randomUUID().toString());
  }

  private static ObjectNode reason() {
    return JSON.createObjectNode().put("reason", MEMBER + " asks for it");
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(Models.text(file));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
