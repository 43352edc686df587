package dev.necessity.request;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Everything that is documented about a request. Every kind of record is a list, never null, in the order in which the records
 * came; a list without records is left out in JSON. A single record in place of a list is read as a list of one.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Evidence(
    List<Injection> injections,
    @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<Nicotine> nicotine,
    List<NicotineLab> nicotineLabs,
    List<Imaging> imaging,
    List<PainSource> painSources,
    @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<Exclusions> exclusions,
    List<PhysicalTherapy> physicalTherapy,
    List<ConservativeTreatment> conservativeTreatment,
    @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<BaselinePain> baselinePain,
    List<ExamManeuver> examManeuvers) {

  public static final Evidence NONE = new Evidence(null, null, null, null, null, null, null, null, null, null);

  /** The kinds of records, named as their field is in JSON. */
  enum Kind {
    INJECTIONS("injections", Evidence::injections),
    NICOTINE("nicotine", Evidence::nicotine),
    NICOTINE_LABS("nicotineLabs", Evidence::nicotineLabs),
    IMAGING("imaging", Evidence::imaging),
    PAIN_SOURCES("painSources", Evidence::painSources),
    EXCLUSIONS("exclusions", Evidence::exclusions),
    PHYSICAL_THERAPY("physicalTherapy", Evidence::physicalTherapy),
    CONSERVATIVE_TREATMENT("conservativeTreatment", Evidence::conservativeTreatment),
    BASELINE_PAIN("baselinePain", Evidence::baselinePain),
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
    nicotine = listed(nicotine);
    nicotineLabs = listed(nicotineLabs);
    imaging = listed(imaging);
    painSources = listed(painSources);
    exclusions = listed(exclusions);
    physicalTherapy = listed(physicalTherapy);
    conservativeTreatment = listed(conservativeTreatment);
    baselinePain = listed(baselinePain);
    examManeuvers = listed(examManeuvers);
  }

  /** What becomes of the records of one kind, beside those of another evidence. */
  private interface Merge {

    <T extends EvidenceRecord<T>> List<T> of(String kind, List<T> records, List<T> others);
  }

  private Evidence merge(Evidence other, Merge merge) {
    return new Evidence(
        merge.of(Kind.INJECTIONS.field, injections, other.injections),
        merge.of(Kind.NICOTINE.field, nicotine, other.nicotine),
        merge.of(Kind.NICOTINE_LABS.field, nicotineLabs, other.nicotineLabs),
        merge.of(Kind.IMAGING.field, imaging, other.imaging),
        merge.of(Kind.PAIN_SOURCES.field, painSources, other.painSources),
        merge.of(Kind.EXCLUSIONS.field, exclusions, other.exclusions),
        merge.of(Kind.PHYSICAL_THERAPY.field, physicalTherapy, other.physicalTherapy),
        merge.of(Kind.CONSERVATIVE_TREATMENT.field, conservativeTreatment, other.conservativeTreatment),
        merge.of(Kind.BASELINE_PAIN.field, baselinePain, other.baselinePain),
        merge.of(Kind.EXAM_MANEUVERS.field, examManeuvers, other.examManeuvers));
  }

  /**
   * This evidence and what was documented later; nothing is overwritten. A record of {@code more} without an id, or with the id
   * of another record of its kind, gets the system's: its kind and a number, as in {@code injections-2}. What is
   * {@linkplain Repeats known already} adds nothing.
   */
  public Evidence plus(Evidence more) {
    return merge(merge(more, Repeats::anew), RecordIds::append);
  }

  /** How many records there are. */
  public int size() {
    return Arrays.stream(Kind.values()).mapToInt(kind -> kind.of(this).size()).sum();
  }

  /** The same evidence, every record with an id. */
  public Evidence withIds() {
    return NONE.merge(this, RecordIds::append);
  }

  /** The records that count: those that no correction replaces. A correction that was itself replaced still replaces. */
  public Evidence counted() {
    return merge(NONE, Evidence::notReplaced);
  }

  private static <T extends EvidenceRecord<T>> List<T> notReplaced(String kind, List<T> records, List<T> none) {
    Set<String> replaced = replacedIn(records);
    return replaced.isEmpty() ? records : records.stream().filter(record -> !replaced.contains(record.id())).toList();
  }

  /** Ids of the records that a correction replaces, by kind and in the order of the kinds. */
  @JsonIgnore
  public List<String> replacedIds() {
    return Arrays.stream(Kind.values()).flatMap(kind -> {
      Set<String> replaced = replacedIn(kind.of(this));
      return kind.of(this).stream().map(EvidenceRecord::id).filter(replaced::contains);
    }).toList();
  }

  private static Set<String> replacedIn(List<? extends EvidenceRecord<?>> records) {
    return records.stream().map(EvidenceRecord::replaces).filter(Objects::nonNull).collect(Collectors.toSet());
  }

  private static <T> List<T> listed(List<T> records) {
    return records == null ? List.of() : List.copyOf(records);
  }
}
