package dev.necessity.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.request.Evidence;
import dev.necessity.request.Request;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A request and its records in words, for the forms of who judges it. */
final class RequestSummary {

  /** What a text variable of the engine holds. */
  private static final int LONGEST = 4000;

  private RequestSummary() {}

  /** A text that a form shows, which may be made of long ones: what does not fit is cut off. */
  static String shown(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }

  /** What is asked for, for whom, when and why; one paragraph for each. */
  static String of(Request request, String dueAt) {
    List<String> lines = new ArrayList<>();
    lines.add(procedure(request)
        + ", device " + (request.procedure().device() == null ? "not named" : request.procedure().device())
        + ", planned " + (request.procedure().plannedDate() == null ? "for no date" : "on " + request.procedure().plannedDate()));
    lines.add(stay(request));
    lines.add("Diagnoses " + String.join(", ", request.diagnoses()));
    lines.add(words(request.urgency()) + ", " + words(request.lineOfBusiness()) + "; received " + request.receivedAt() + ", due " + dueAt);
    lines.add("Member " + age(request) + "; provider " + (request.provider().name() == null ? "" : request.provider().name() + ", ") + "NPI " + request.provider().npi());
    return String.join("\n\n", lines);
  }

  static String procedure(Request request) {
    return request.procedure().code() + ", " + (request.procedure().side() == null ? "no side" : words(request.procedure().side()));
  }

  private static String stay(Request request) {
    return words(request.requestedSetting()) + (request.inpatientDays() == null ? "" : ", " + request.inpatientDays() + " inpatient days")
        + (request.inpatientNeed() == null ? "" : ", need of a stay " + words(request.inpatientNeed()))
        + (request.inpatientReasons().isEmpty() ? "" : ": " + request.inpatientReasons().stream().map(RequestSummary::words).collect(Collectors.joining(", ")))
        + (request.expectedMidnights() == null ? "" : ", " + request.expectedMidnights() + " midnights expected")
        + (request.inpatientReasonText() == null ? "" : ". “" + request.inpatientReasonText() + "”");
  }

  private static String age(Request request) {
    LocalDate at = request.procedure().plannedDate() == null ? request.receivedAt().toLocalDate() : request.procedure().plannedDate();
    return request.member().birthDate() == null ? "of unknown age" : "aged " + Period.between(request.member().birthDate(), at).getYears() + " on " + at;
  }

  /** What is recommended or was decided. */
  static String decision(String disposition, String procedure, String setting, BigDecimal inpatientDays) {
    return words(disposition) + ": " + words(procedure) + ", " + words(setting) + ", " + inpatientDays.toPlainString() + " inpatient days";
  }

  /**
   * A record in words.
   *
   * @param brief what every record of its kind says
   * @param said all that it says
   */
  record Told(String id, String kind, String brief, String said) {}

  static List<Told> records(Evidence evidence, ObjectMapper json) {
    List<Told> told = new ArrayList<>();
    json.<JsonNode>valueToTree(evidence).properties().forEach(kind -> kind.getValue().forEach(record ->
        told.add(new Told(record.path("id").asText(), words(kind.getKey()), brief(record, Evidence.requiredFields(kind.getKey())), said(record)))));
    return told;
  }

  private static String brief(JsonNode record, Set<String> fields) {
    return fields.isEmpty() ? said(record)
        : record.properties().stream().filter(field -> fields.contains(field.getKey())).map(field -> value(field.getValue())).collect(Collectors.joining(", "));
  }

  private static String said(JsonNode record) {
    return record.properties().stream().filter(field -> !field.getKey().equals("id"))
        .map(field -> words(field.getKey()) + " " + value(field.getValue())).collect(Collectors.joining(", "));
  }

  private static String value(JsonNode value) {
    if (value.isArray()) {
      return value.isEmpty() ? "none" : StreamSupport.stream(value.spliterator(), false).map(RequestSummary::value).collect(Collectors.joining(" and "));
    }
    if (value.isNumber()) {
      return value.decimalValue().toPlainString();
    }
    if (value.isBoolean()) {
      return value.booleanValue() ? "yes" : "no";
    }
    if (value.has("value") && value.has("unit") && value.size() == 2) {
      return value(value.get("value")) + " " + value(value.get("unit"));
    }
    return value.isObject() ? said(value) : value.isTextual() && value.asText().matches("[A-Z_0-9]+") ? words(value.asText()) : value.asText();
  }

  /** A code or the name of a field as words. */
  static String words(Object code) {
    return code.toString().replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
