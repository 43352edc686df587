package dev.necessity.web.desk;

import dev.necessity.casework.sheet.RequestSummary;
import dev.necessity.notice.Wording;
import dev.necessity.request.Member;
import dev.necessity.request.Procedure;
import dev.necessity.request.Provider;
import dev.necessity.request.Request;
import dev.necessity.web.told.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What was asked for, for whom and by whom, fact by fact; what nobody said is not told. */
final class RequestFacts {

  private final List<Fact> facts = new ArrayList<>();

  private RequestFacts() {}

  private <T> RequestFacts add(String term, T value, Function<T, String> words) {
    if (value != null) {
      facts.add(Fact.of(term, words.apply(value)));
    }
    return this;
  }

  private RequestFacts add(String term, String text) {
    return add(term, text, said -> said);
  }

  /** What is to be done, where and when. */
  static List<Fact> procedure(Request request, Wording words) {
    Procedure procedure = request.procedure();
    return new RequestFacts()
        .add(
            "Procedure",
            words.named("procedure", procedure.code())
                + ", "
                + RequestSummary.side(procedure.side()))
        .add("Device", procedure.device())
        .add("Units", procedure.units(), units -> units.toPlainString())
        .add("Setting", RequestSummary.stay(request))
        .add("Place of service", procedure.placeOfService())
        .add("Planned", planned(procedure, words))
        .add("Diagnoses", String.join(", ", request.diagnoses()))
        .add("Urgency", RequestSummary.words(request.urgency()))
        .add("Line of business", RequestSummary.words(request.lineOfBusiness()))
        .add("Jurisdiction", request.jurisdiction())
        .add("Received", words.instant(request.receivedAt().toString()))
        .add("Request", request.requestId())
        .facts;
  }

  private static String planned(Procedure procedure, Wording words) {
    if (procedure.plannedDate() == null) {
      return "no date named";
    }
    return words.date(procedure.plannedDate().toString())
        + (procedure.plannedUntil() == null
            ? ""
            : " to " + words.date(procedure.plannedUntil().toString()));
  }

  static List<Fact> member(Request request, Wording words) {
    Member member = request.member();
    return new RequestFacts()
        .add("Name", member.name() == null ? "not stated" : member.name())
        .add("Age", RequestSummary.age(request))
        .add("Born", member.birthDate(), born -> words.date(born.toString()))
        .add("Member id", member.memberId())
        .facts;
  }

  static List<Fact> provider(Request request) {
    Provider provider = request.provider();
    return new RequestFacts()
        .add("Name", provider.name() == null ? "not stated" : provider.name())
        .add("NPI", provider.npi())
        .add("Network", provider.inNetwork(), within -> within ? "in network" : "out of network")
        .add("Phone", provider.phone())
        .add("Fax", provider.fax())
        .facts;
  }
}
