package dev.necessity.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The reason that somebody gives for what they do with a case, in their own words. */
public final class Reason {

  private Reason() {}

  /**
   * Of a body that holds the reason and nothing else.
   *
   * @throws InvalidRequestException when it does not, or when the reason is empty or too long
   */
  public static String of(JsonNode body) {
    if (!body.isObject() || body.size() != 1 || !body.path("reason").isTextual()) {
      throw invalid("give the reason as a text, and nothing else");
    }
    return of(body.path("reason").textValue());
  }

  /**
   * @throws InvalidRequestException when the reason is missing, empty or too long
   */
  public static String of(String reason) {
    if (reason == null || reason.isBlank() || reason.length() > Texts.LONGEST) {
      throw invalid("give the reason, in at most " + Texts.LONGEST + " characters");
    }
    return reason.strip();
  }

  private static InvalidRequestException invalid(String message) {
    return new InvalidRequestException(List.of(new Violation("/reason", message)));
  }
}
