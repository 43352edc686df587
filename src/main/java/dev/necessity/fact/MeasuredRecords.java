package dev.necessity.fact;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.necessity.request.Evidence;
import dev.necessity.request.RequestJson;
import java.util.List;

/** The lists of the evidence that are measured here, each record with the fields that measuring reads. A list without records is empty. */
@JsonIgnoreProperties(ignoreUnknown = true)
record MeasuredRecords(
    List<Injection> injections,
    List<Nicotine> nicotine,
    List<NicotineLab> nicotineLabs,
    List<Imaging> imaging,
    List<PainSource> painSources,
    List<Exclusions> exclusions,
    List<PhysicalTherapy> physicalTherapy,
    List<ConservativeTreatment> conservativeTreatment,
    List<BaselinePain> baselinePain,
    List<ExamManeuver> examManeuvers) {

  MeasuredRecords {
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

  static MeasuredRecords of(Evidence evidence) {
    return RequestJson.convert(evidence, MeasuredRecords.class);
  }

  private static <T> List<T> listed(List<T> records) {
    return records == null ? List.of() : List.copyOf(records);
  }
}
