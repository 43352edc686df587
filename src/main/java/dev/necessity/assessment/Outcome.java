package dev.necessity.assessment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;

/**
 * What one evaluation of a policy's top decision gives: the assessment, what the process does next,
 * and how long the evidence holds.
 *
 * @param whatNext CERTIFY, CONFIRM, ASK_FOR_DOCUMENTATION or ASK_A_CLINICIAN, from the table {@code
 *     whatNext}
 * @param confirmationGroup whose members confirm, where it is CONFIRM; else null
 * @param certifiedUntil the last planned date for which the evidence holds, or null where no window
 *     applies
 */
public record Outcome(
    Assessment assessment, String whatNext, String confirmationGroup, LocalDate certifiedUntil) {

  private static final String NO_WINDOW = "NONE";

  /**
   * Reads the context that the policy's top decision returns.
   *
   * @param result as a map or as JSON
   */
  public static Outcome of(Object result, PolicyRef policy, ObjectMapper json) {
    ObjectNode node = json.valueToTree(result);
    node.set("policy", json.valueToTree(policy));
    String until = node.path("certifiedUntil").asText(NO_WINDOW);
    return new Outcome(
        json.convertValue(node, Assessment.class),
        node.path("whatNext").asText(),
        "CONFIRM".equals(node.path("whatNext").asText())
            ? node.path("confirmationGroup").asText()
            : null,
        NO_WINDOW.equals(until) ? null : LocalDate.parse(until));
  }

  /** The assessment in such a context, as docs/api.md has it. */
  public static JsonNode assessment(Object result, PolicyRef policy, ObjectMapper json) {
    return json.valueToTree(of(result, policy, json).assessment());
  }
}
