package dev.necessity.fact;

import dev.necessity.request.Evidence;
import dev.necessity.request.RequestJson;
import java.util.List;

/**
 * The lists of the evidence that are measured here, each record with the fields that measuring reads. A list without records is empty; an
 * examination whose name is not read here is another policy's.
 */
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
    examManeuvers = listed(examManeuvers).stream().filter(record -> record.name() != null).toList();
  }

  static MeasuredRecords of(Evidence evidence) {
    return RequestJson.convert(evidence, MeasuredRecords.class);
  }

  private static <T> List<T> listed(List<T> records) {
    return records == null ? List.of() : List.copyOf(records);
  }
}
