package dev.necessity.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Everything that is documented about a request. Lists are never null, single records may be; a list without records is
 * left out in JSON. Record order is kept: for a pain source recorded twice the last record counts.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Evidence(
    List<Injection> injections,
    Nicotine nicotine,
    List<NicotineLab> nicotineLabs,
    List<Imaging> imaging,
    List<PainSource> painSources,
    Exclusions exclusions,
    List<PhysicalTherapy> physicalTherapy,
    List<ConservativeTreatment> conservativeTreatment,
    BaselinePain baselinePain,
    List<ExamManeuver> examManeuvers) {

  public static final Evidence NONE = new Evidence(null, null, null, null, null, null, null, null, null, null);

  /** The kinds of records, named as their field is in JSON. */
  enum Kind {
    INJECTIONS("injections", Evidence::injections),
    NICOTINE("nicotine", evidence -> single(evidence.nicotine)),
    NICOTINE_LABS("nicotineLabs", Evidence::nicotineLabs),
    IMAGING("imaging", Evidence::imaging),
    PAIN_SOURCES("painSources", Evidence::painSources),
    EXCLUSIONS("exclusions", evidence -> single(evidence.exclusions)),
    PHYSICAL_THERAPY("physicalTherapy", Evidence::physicalTherapy),
    CONSERVATIVE_TREATMENT("conservativeTreatment", Evidence::conservativeTreatment),
    BASELINE_PAIN("baselinePain", evidence -> single(evidence.baselinePain)),
    EXAM_MANEUVERS("examManeuvers", Evidence::examManeuvers);

    final String field;
    private final Function<Evidence, List<? extends EvidenceRecord<?>>> records;

    Kind(String field, Function<Evidence, List<? extends EvidenceRecord<?>>> records) {
      this.field = field;
      this.records = records;
    }

    List<? extends EvidenceRecord<?>> of(Evidence evidence) {
      return records.apply(evidence);
    }
  }

  public Evidence {
    injections = listed(injections);
    nicotineLabs = listed(nicotineLabs);
    imaging = listed(imaging);
    painSources = listed(painSources);
    physicalTherapy = listed(physicalTherapy);
    conservativeTreatment = listed(conservativeTreatment);
    examManeuvers = listed(examManeuvers);
  }

  /**
   * This evidence and what was documented later: lists are appended, the single records (nicotine, exclusions, baseline
   * pain) replaced by the newer ones. A record of {@code more} without an id, or with the id of another record, gets the
   * system's: its kind and a number, as in {@code injections-2}. What is {@linkplain Repeats known already} adds nothing.
   */
  public Evidence plus(Evidence more) {
    return append(Repeats.of(this, more));
  }

  /** The same evidence, every record with an id. */
  public Evidence withIds() {
    return NONE.append(this);
  }

  private Evidence append(Evidence more) {
    RecordIds ids = new RecordIds(ids(), more.ids());
    return new Evidence(
        ids.append(Kind.INJECTIONS.field, injections, more.injections),
        ids.newer(Kind.NICOTINE.field, nicotine, more.nicotine),
        ids.append(Kind.NICOTINE_LABS.field, nicotineLabs, more.nicotineLabs),
        ids.append(Kind.IMAGING.field, imaging, more.imaging),
        ids.append(Kind.PAIN_SOURCES.field, painSources, more.painSources),
        ids.newer(Kind.EXCLUSIONS.field, exclusions, more.exclusions),
        ids.append(Kind.PHYSICAL_THERAPY.field, physicalTherapy, more.physicalTherapy),
        ids.append(Kind.CONSERVATIVE_TREATMENT.field, conservativeTreatment, more.conservativeTreatment),
        ids.newer(Kind.BASELINE_PAIN.field, baselinePain, more.baselinePain),
        ids.append(Kind.EXAM_MANEUVERS.field, examManeuvers, more.examManeuvers));
  }

  private Set<String> ids() {
    Set<String> ids = new HashSet<>();
    for (Kind kind : Kind.values()) {
      for (EvidenceRecord<?> record : kind.of(this)) {
        if (record.id() != null) {
          ids.add(record.id());
        }
      }
    }
    return ids;
  }

  private static <T> List<T> listed(List<T> records) {
    return records == null ? List.of() : List.copyOf(records);
  }

  private static <T> List<T> single(T record) {
    return record == null ? List.of() : List.of(record);
  }
}
