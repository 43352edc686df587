package dev.necessity.policy.replay;

import dev.necessity.policy.replay.Replay.Comparison;
import java.util.Optional;

/** A case of which a replay asks how a candidate would judge it. */
public interface PastCase {

  /** Its place among all cases, as text; {@link PastCases#goOnAfter} knows it. */
  String position();

  /** Where it is found, as a reader of the report understands it. */
  String place();

  /** Its part of the size of all cases. */
  long size();

  /** Both verdicts; empty where the case is not judged by the policy that the candidate changes. */
  Optional<Judged> judge(Replay replay);

  /**
   * @param name how the case is called in a report
   */
  record Judged(String name, Comparison comparison) {}
}
