package dev.necessity.casework.sheet;

import dev.necessity.request.Procedure;
import dev.necessity.request.Provider;
import dev.necessity.request.Request;
import dev.necessity.request.Side;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A request in words, for the forms of who judges it. */
public final class RequestSummary {

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
    lines.add(
        procedure(request)
            + ", device "
            + (request.procedure().device() == null ? "not named" : request.procedure().device())
            + (request.procedure().units() == null
                ? ""
                : ", " + request.procedure().units().toPlainString() + " units")
            + ", "
            + planned(request.procedure())
            + (request.procedure().placeOfService() == null
                ? ""
                : ", place of service " + request.procedure().placeOfService()));
    lines.add(stay(request));
    lines.add("Diagnoses " + String.join(", ", request.diagnoses()));
    lines.add(
        words(request.urgency())
            + ", "
            + words(request.lineOfBusiness())
            + "; received "
            + request.receivedAt()
            + ", due "
            + dueAt);
    lines.add("Member " + age(request) + "; " + provider(request.provider()));
    return String.join("\n\n", lines);
  }

  static String procedure(Request request) {
    return request.procedure().code() + ", " + side(request.procedure().side());
  }

  public static String side(Side side) {
    return side == null ? "no side" : side == Side.NOT_APPLICABLE ? "no sides" : words(side);
  }

  /** The setting, and what is said of a stay. */
  public static String stay(Request request) {
    return words(request.requestedSetting())
        + (request.inpatientDays() == null
            ? ""
            : ", " + request.inpatientDays() + " inpatient days")
        + (request.inpatientNeed() == null
            ? ""
            : ", need of a stay " + words(request.inpatientNeed()))
        + (request.inpatientReasons().isEmpty()
            ? ""
            : ": "
                + request.inpatientReasons().stream()
                    .map(RequestSummary::words)
                    .collect(Collectors.joining(", ")))
        + (request.expectedMidnights() == null
            ? ""
            : ", " + request.expectedMidnights() + " midnights expected")
        + (request.inpatientReasonText() == null
            ? ""
            : ". “" + request.inpatientReasonText() + "”");
  }

  private static String planned(Procedure procedure) {
    return procedure.plannedDate() == null
        ? "no planned date"
        : "planned "
            + (procedure.plannedUntil() == null
                ? "on " + procedure.plannedDate()
                : "from " + procedure.plannedDate() + " to " + procedure.plannedUntil());
  }

  /** With what is needed to reach the office. */
  private static String provider(Provider provider) {
    return "provider "
        + (provider.name() == null ? "" : provider.name() + ", ")
        + "NPI "
        + provider.npi()
        + (provider.inNetwork() == null
            ? ""
            : provider.inNetwork() ? ", in network" : ", out of network")
        + (provider.phone() == null ? "" : ", phone " + provider.phone())
        + (provider.fax() == null ? "" : ", fax " + provider.fax());
  }

  /** On the planned day, or else on that of the receipt. */
  public static String age(Request request) {
    LocalDate at =
        request.procedure().plannedDate() == null
            ? request.receivedAt().toLocalDate()
            : request.procedure().plannedDate();
    return request.member().birthDate() == null
        ? "of unknown age"
        : "aged " + Period.between(request.member().birthDate(), at).getYears() + " on " + at;
  }

  /** What is recommended or was decided. */
  public static String decision(
      String disposition, String procedure, String setting, BigDecimal inpatientDays) {
    return words(disposition)
        + ": "
        + words(procedure)
        + ", "
        + words(setting)
        + ", "
        + inpatientDays.toPlainString()
        + " inpatient days";
  }

  /** A code or the name of a field as words. */
  public static String words(Object code) {
    return code.toString()
        .replaceAll("([a-z])([A-Z])", "$1 $2")
        .toLowerCase(Locale.ROOT)
        .replace('_', ' ');
  }
}
