package dev.necessity.policy.model;

import dev.necessity.fact.EvidenceFacts;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The live policies as they were when each was first asked for: a replay and a re-check ask for the
 * same ones very often. Thread-safe.
 */
public final class ReadOnce implements Policies {

  private final Policies live;
  private final Map<String, DecisionDiagram> read = new ConcurrentHashMap<>();
  private final EvidenceFacts evidence;

  public ReadOnce(Policies live) {
    this.live = live;
    this.evidence = live.evidence();
  }

  @Override
  public DecisionDiagram table(String decision) {
    return read.computeIfAbsent(decision, live::table);
  }

  @Override
  public DecisionDiagram policy(String decision, String version) {
    return read.computeIfAbsent(decision + "/" + version, key -> live.policy(decision, version));
  }

  @Override
  public EvidenceFacts evidence() {
    return evidence;
  }
}
