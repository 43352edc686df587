package dev.necessity.fact;

import dev.necessity.Models;
import dev.necessity.request.Documents;
import dev.necessity.request.Request;
import dev.necessity.request.RequestReader;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests around some evidence, received on 13 November 2025. */
final class Records {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T00:00:00Z"), ZoneOffset.UTC);
  private static final RequestReader READER = new RequestReader(CLOCK);

  private Records() {}

  static Request with(String evidence) {
    return with(evidence, "'plannedDate': '2025-12-15'");
  }

  /** As the forms let a record be. */
  static Request with(String evidence, Documents documents) {
    return new RequestReader(CLOCK, documents::schema)
        .read(
            body(
                evidence,
                "'code': '27279', 'side': 'RIGHT'",
                "'memberId': 'M-1'",
                "'npi': '1234567893'"));
  }

  static Request unplanned(String evidence) {
    return with(evidence, "'device': 'iFuse'");
  }

  static Request born(String birthDate) {
    return with(
        "{}", "'plannedDate': '2025-12-15'", "'memberId': 'M-1', 'birthDate': '" + birthDate + "'");
  }

  private static Request with(String evidence, String procedure) {
    return with(evidence, procedure, "'memberId': 'M-1'");
  }

  private static Request with(String evidence, String procedure, String member) {
    return with(
        evidence, "'code': '27279', 'side': 'RIGHT', " + procedure, member, "'npi': '1234567893'");
  }

  /** Of whatever is asked for by whomever. */
  static Request ofAnyKind(String procedure, String provider) {
    return with("{}", procedure, "'memberId': 'M-1'", provider);
  }

  private static Request with(String evidence, String procedure, String member, String provider) {
    return READER.read(body(evidence, procedure, member, provider));
  }

  /** What is measured of them, whole numbers as such, so that a test can say them briefly. */
  static Map<String, Object> facts(Request request) {
    Map<String, Object> facts = new LinkedHashMap<>();
    Models.facts(request).forEach((name, fact) -> facts.put(name, brief(fact)));
    return facts;
  }

  static Object brief(Object fact) {
    if (fact instanceof Map<?, ?> context) {
      Map<Object, Object> brief = new LinkedHashMap<>();
      context.forEach((name, each) -> brief.put(name, brief(each)));
      return brief;
    }
    if (fact instanceof List<?> list) {
      return list.stream().map(Records::brief).toList();
    }
    return fact instanceof BigDecimal number && number.scale() == 0 && number.precision() < 10
        ? (Object) number.intValue()
        : fact;
  }

  private static String body(String evidence, String procedure, String member, String provider) {
    return """
        {'requestId': 'R-1', 'receivedAt': '2025-11-13T22:30:00-05:00', 'lineOfBusiness': 'COMMERCIAL',
         'member': {%s}, 'provider': {%s}, 'procedure': {%s}, 'requestedSetting': 'INPATIENT',
         'diagnoses': ['M53.3', 'M51.34'], 'evidence': %s}"""
        .formatted(member, provider, procedure, evidence)
        .replace('\'', '"');
  }
}
