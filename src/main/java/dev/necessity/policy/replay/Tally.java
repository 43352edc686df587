package dev.necessity.policy.replay;

import dev.necessity.policy.replay.Replay.Verdict;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a replay has counted so far; its size does not depend on how many requests it has seen.
 *
 * @param dispositions how many requests by disposition, old to new
 * @param criteria how many requests by criterion and status, old to new, where the two differ
 */
public record Tally(Counts counts, Map<String, Map<String, Long>> dispositions, Map<String, Map<String, Long>> criteria) {

  /** @param flipped other disposition; {@code shifted} same disposition and another status of a criterion */
  public record Counts(long requests, long judged, long notCovered, long unreadable, long flipped, long shifted) {}

  static Tally empty() {
    return new Tally(new Counts(0, 0, 0, 0, 0, 0), new TreeMap<>(), new TreeMap<>());
  }

  static Tally ofUnreadable() {
    return new Tally(new Counts(1, 0, 0, 1, 0, 0), Map.of(), Map.of());
  }

  static Tally ofNotCovered() {
    return new Tally(new Counts(1, 0, 1, 0, 0, 0), Map.of(), Map.of());
  }

  static Tally of(Verdict old, Verdict now) {
    boolean flipped = !old.disposition().equals(now.disposition());
    Map<String, Map<String, Long>> criteria = new TreeMap<>();
    old.criteria().forEach((criterion, status) -> {
      String after = now.criteria().getOrDefault(criterion, "(gone)");
      if (!status.equals(after)) {
        criteria.put(criterion, Map.of(status + " to " + after, 1L));
      }
    });
    now.criteria().forEach((criterion, status) -> {
      if (!old.criteria().containsKey(criterion)) {
        criteria.put(criterion, Map.of("(new) to " + status, 1L));
      }
    });
    return new Tally(new Counts(1, 1, 0, 0, flipped ? 1 : 0, !flipped && !criteria.isEmpty() ? 1 : 0),
        Map.of(old.disposition(), Map.of(now.disposition(), 1L)), criteria);
  }

  Tally plus(Tally other) {
    Counts a = counts;
    Counts b = other.counts;
    return new Tally(new Counts(a.requests + b.requests, a.judged + b.judged, a.notCovered + b.notCovered,
        a.unreadable + b.unreadable, a.flipped + b.flipped, a.shifted + b.shifted),
        sum(dispositions, other.dispositions), sum(criteria, other.criteria));
  }

  private static Map<String, Map<String, Long>> sum(Map<String, Map<String, Long>> a, Map<String, Map<String, Long>> b) {
    if (b.isEmpty()) {
      return a;
    }
    Map<String, Map<String, Long>> sum = new TreeMap<>();
    a.forEach((key, counts) -> sum.put(key, new TreeMap<>(counts)));
    b.forEach((key, counts) -> counts.forEach((name, count) -> sum.computeIfAbsent(key, k -> new TreeMap<>()).merge(name, count, Long::sum)));
    return sum;
  }
}
