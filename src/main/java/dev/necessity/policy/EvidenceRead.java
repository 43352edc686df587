package dev.necessity.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.necessity.fact.Facts;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which lists of records expressions read, as far as their text tells: never fewer than they do. What no policy reads need not be kept
 * with the facts of a case.
 *
 * @param all whether they read them in a way that does not name the lists
 * @param lists those that they name
 */
public record EvidenceRead(boolean all, Set<String> lists) {

  private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
  /** Facts that are handed on whole may be read anywhere. */
  private static final Pattern FACTS = Pattern.compile("\\bfacts\\b(?:\\s*\\.\\s*(\\w+)(?:\\s*\\.\\s*(\\w+))?)?");

  static EvidenceRead in(Collection<String> expressions) {
    Set<String> lists = new HashSet<>();
    boolean all = false;
    for (String expression : expressions) {
      Matcher read = FACTS.matcher(TEXT.matcher(expression).replaceAll("\"\""));
      while (read.find()) {
        boolean evidence = Facts.EVIDENCE.equals(read.group(1));
        all |= read.group(1) == null || evidence && read.group(2) == null;
        if (evidence && read.group(2) != null) {
          lists.add(read.group(2));
        }
      }
    }
    return new EvidenceRead(all, Set.copyOf(lists));
  }

  EvidenceRead and(EvidenceRead other) {
    Set<String> both = new HashSet<>(lists);
    both.addAll(other.lists);
    return new EvidenceRead(all || other.all, Set.copyOf(both));
  }

  /** Whether lists that were kept are all that is read. */
  public boolean isIn(JsonNode kept) {
    return !all && lists.stream().allMatch(kept::has);
  }

  /** The facts as they are kept: with those lists alone, and without the evidence where none is read. */
  public Map<String, Object> of(Map<String, Object> facts) {
    Map<String, Object> kept = new LinkedHashMap<>(facts);
    Map<?, ?> evidence = (Map<?, ?>) kept.remove(Facts.EVIDENCE);
    Map<Object, Object> read = new LinkedHashMap<>();
    evidence.keySet().stream().filter(list -> all || lists.contains(list)).forEach(list -> read.put(list, evidence.get(list)));
    if (!read.isEmpty()) {
      kept.put(Facts.EVIDENCE, read);
    }
    return kept;
  }
}
