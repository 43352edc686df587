package dev.necessity.policy.replay;

import dev.necessity.policy.replay.Replay.Verdict;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a replay has counted so far; its size does not depend on how many requests it has seen.
 *
 * @param dispositions how many requests by disposition, old to new
 * @param criteria how many requests by criterion and status, old to new, where the two differ
 */
public record Tally(
    Counts counts,
    Map<String, Map<String, Long>> dispositions,
    Map<String, Map<String, Long>> criteria) {

  /**
   * @param flipped other disposition; {@code shifted} same disposition and another status of a
   *     criterion
   */
  public record Counts(
      long requests, long judged, long notCovered, long unreadable, long flipped, long shifted) {

    private Counts plus(Counts other) {
      return new Counts(
          requests + other.requests,
          judged + other.judged,
          notCovered + other.notCovered,
          unreadable + other.unreadable,
          flipped + other.flipped,
          shifted + other.shifted);
    }
  }

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
    old.criteria()
        .forEach(
            (criterion, status) -> {
              String after = now.criteria().getOrDefault(criterion, "(gone)");
              if (!status.equals(after)) {
                criteria.put(criterion, Map.of(status + " to " + after, 1L));
              }
            });
    now.criteria()
        .forEach(
            (criterion, status) -> {
              if (!old.criteria().containsKey(criterion)) {
                criteria.put(criterion, Map.of("(new) to " + status, 1L));
              }
            });
    return new Tally(
        new Counts(1, 1, 0, 0, flipped ? 1 : 0, !flipped && !criteria.isEmpty() ? 1 : 0),
        Map.of(old.disposition(), Map.of(now.disposition(), 1L)),
        criteria);
  }

  Tally plus(Tally other) {
    return sum(List.of(this, other));
  }

  static Tally sum(List<Tally> all) {
    Tally sum = empty();
    Counts counts = sum.counts;
    for (Tally tally : all) {
      counts = counts.plus(tally.counts);
      add(tally.dispositions, sum.dispositions);
      add(tally.criteria, sum.criteria);
    }
    return new Tally(counts, sum.dispositions, sum.criteria);
  }

  private static void add(Map<String, Map<String, Long>> more, Map<String, Map<String, Long>> sum) {
    more.forEach(
        (key, counts) -> {
          Map<String, Long> known = sum.computeIfAbsent(key, first -> new TreeMap<>());
          counts.forEach((name, count) -> known.merge(name, count, Long::sum));
        });
  }
}
