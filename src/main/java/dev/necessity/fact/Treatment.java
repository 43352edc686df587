package dev.necessity.fact;

import static dev.necessity.fact.FactValues.each;
import static dev.necessity.fact.FactValues.ids;
import static dev.necessity.fact.FactValues.yesOrNo;

import dev.necessity.measure.Courses.Course;
import dev.necessity.measure.Courses.Span;
import dev.necessity.measure.Courses;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How long members were treated until the receipt of the request: planned treatment is no treatment. */
final class Treatment {

  private final LocalDate receivedOn;

  Treatment(LocalDate receivedOn) {
    this.receivedOn = receivedOn;
  }

  /** The courses that the treatments make, and the records that they are made of. */
  void addCourses(List<ConservativeTreatment> treatments, Map<String, Object> facts) {
    List<ConservativeTreatment> begun = treatments.stream().filter(treatment -> !treatment.start().isAfter(receivedOn)).toList();
    facts.put("begunIds", ids(begun));
    facts.put("courses", each(Courses.of(begun.stream().map(treatment -> span(treatment.start(), treatment.end())).toList()), Treatment::course));
  }

  private static Map<String, Object> course(Course course) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("start", course.span().start().toString());
    facts.put("end", course.span().end().toString());
    facts.put("months", course.span().months());
    facts.put("days", course.span().days());
    facts.put("pause", course.pause());
    facts.put("alone", course.alone());
    facts.put("pauseAround", course.pauseAround());
    return facts;
  }

  /** Therapy of one kind together, as far as its records say whether it was formal and in person: an item for each kind. */
  List<Object> therapyByKind(List<PhysicalTherapy> episodes) {
    Map<List<String>, List<PhysicalTherapy>> kinds = new LinkedHashMap<>();
    episodes.stream().filter(episode -> !episode.start().isAfter(receivedOn)).forEach(episode -> kinds
        .computeIfAbsent(List.of(yesOrNo(episode.formal()), yesOrNo(episode.inPerson())), none -> new ArrayList<>()).add(episode));
    List<Object> facts = new ArrayList<>();
    kinds.forEach((kind, ofKind) -> facts.add(therapy(kind, ofKind)));
    return facts;
  }

  private Map<String, Object> therapy(List<String> kind, List<PhysicalTherapy> episodes) {
    List<Span> spans = Courses.merged(episodes.stream().map(episode -> span(episode.start(), episode.end())).toList());
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("ids", ids(episodes));
    facts.put("formal", kind.get(0));
    facts.put("inPerson", kind.get(1));
    facts.put("months", spans.stream().mapToInt(Span::months).sum());
    facts.put("days", spans.stream().mapToInt(Span::days).sum());
    return facts;
  }

  /** Cut at the receipt; an open end counts up to it. */
  private Span span(LocalDate start, LocalDate end) {
    return new Span(start, Optional.ofNullable(end).filter(receivedOn::isAfter).orElse(receivedOn));
  }
}
