package dev.necessity.request;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Bodies as a sender would write them, and the reader on the day of the tests: 24 November 2026.
 */
final class Bodies {

  static final Clock TODAY = Clock.fixed(Instant.parse("2026-11-24T00:00:00Z"), ZoneOffset.UTC);
  static final RequestReader READER = new RequestReader(TODAY);

  private static final String SMALLEST =
      """
      {"requestId": "R-1", "lineOfBusiness": "COMMERCIAL", "member": {"memberId": "M-1"},
       "provider": {"npi": "1234567893"}, "procedure": {"code": "27279", "side": "RIGHT"},
       "requestedSetting": "AMBULATORY", "diagnoses": ["M53.3"]}""";

  private Bodies() {}

  static ObjectNode json(String text) {
    try {
      return (ObjectNode) RequestJson.MAPPER.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static ObjectNode smallest() {
    return json(SMALLEST);
  }

  static ObjectNode withEvidence(String evidence) {
    ObjectNode body = smallest();
    body.set("evidence", json(evidence));
    return body;
  }

  /** The smallest request with one value set, as in {@code at("/member/name", "'x'")}. */
  static ObjectNode with(String pointer, String value) {
    ObjectNode body = smallest();
    JsonPointer at = JsonPointer.compile(pointer);
    JsonNode parsed = json("{'v': " + value + "}").get("v");
    ((ObjectNode) body.at(at.head())).set(at.last().getMatchingProperty(), parsed);
    return body;
  }
}
