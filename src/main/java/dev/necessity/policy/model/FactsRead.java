package dev.necessity.policy.model;

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
 * Which facts expressions read, as far as their text tells: never fewer than they do. A list of
 * records, and what tables measure, need not be kept with the facts of a case whose policy does not
 * read it.
 *
 * @param all whether they read them in a way that does not name them
 * @param names of the facts that they name
 * @param lists of records that they name
 */
public record FactsRead(boolean all, Set<String> names, Set<String> lists) {

  private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern FACTS =
      Pattern.compile("\\bfacts\\b(?:\\s*\\.\\s*(\\w+)(?:\\s*\\.\\s*(\\w+))?)?");

  static FactsRead in(Collection<String> expressions) {
    Set<String> names = new HashSet<>();
    Set<String> lists = new HashSet<>();
    boolean all = false;
    for (String expression : expressions) {
      Matcher read = FACTS.matcher(TEXT.matcher(expression).replaceAll("\"\""));
      while (read.find()) {
        boolean evidence = Facts.EVIDENCE.equals(read.group(1));
        all |= read.group(1) == null || evidence && read.group(2) == null;
        if (read.group(1) != null) {
          names.add(read.group(1));
        }
        if (evidence && read.group(2) != null) {
          lists.add(read.group(2));
        }
      }
    }
    return new FactsRead(all, Set.copyOf(names), Set.copyOf(lists));
  }

  FactsRead and(FactsRead other) {
    return new FactsRead(all || other.all, both(names, other.names), both(lists, other.lists));
  }

  private static Set<String> both(Set<String> one, Set<String> other) {
    Set<String> both = new HashSet<>(one);
    both.addAll(other);
    return Set.copyOf(both);
  }

  /** Whether facts that were kept are all that is read. */
  public boolean isIn(JsonNode kept) {
    return !all
        && names.stream().allMatch(kept::has)
        && lists.stream().allMatch(kept.path(Facts.EVIDENCE)::has);
  }

  /** The facts as they are kept. */
  public Map<String, Object> of(Map<String, Object> facts) {
    Map<String, Object> kept = new LinkedHashMap<>();
    facts.keySet().stream().filter(this::keeps).forEach(name -> kept.put(name, facts.get(name)));
    Map<?, ?> evidence = (Map<?, ?>) kept.remove(Facts.EVIDENCE);
    Map<Object, Object> read = new LinkedHashMap<>();
    evidence.keySet().stream()
        .filter(list -> all || lists.contains(list))
        .forEach(list -> read.put(list, evidence.get(list)));
    if (!read.isEmpty()) {
      kept.put(Facts.EVIDENCE, read);
    }
    return kept;
  }

  private boolean keeps(String name) {
    return all
        || names.contains(name)
        || !name.equals(Facts.PLANNED_DATE) && !MeasuredFacts.names().contains(name);
  }
}
