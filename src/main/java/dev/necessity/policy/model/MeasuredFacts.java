package dev.necessity.policy.model;

import dev.necessity.fact.EvidenceFacts;
import dev.necessity.fact.FactValues;
import dev.necessity.fact.Facts;
import dev.necessity.request.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.model.dmn.instance.Decision;

/**
 * Facts of a request, together with those that tables measure of its records: those that the
 * decision {@code measured} of {@code dmn/measured/facts.dmn} puts together. They are what versions
 * of a policy read that are older than the lists of records among the facts (docs/adr/0063). They
 * are measured when one of them is read, since most policies read none.
 */
public final class MeasuredFacts extends AbstractMap<String, Object> {

  private final Map<String, Object> ofAnyRequest;
  private final Set<String> all;
  private Map<?, ?> measured;

  /**
   * @param ofAnyRequest with the records as their forms define them
   */
  public MeasuredFacts(Map<String, Object> ofAnyRequest) {
    this.ofAnyRequest = ofAnyRequest;
    this.all = new LinkedHashSet<>(ofAnyRequest.keySet());
    this.all.addAll(names());
  }

  /**
   * The facts of a request.
   *
   * @param unobtainable the documents that were answered as not obtainable
   */
  public static Map<String, Object> of(
      Request request, Collection<String> unobtainable, EvidenceFacts evidence) {
    return new MeasuredFacts(Facts.ofAnyRequest(request, unobtainable, evidence));
  }

  /** The names of those that tables measure. */
  static Set<String> names() {
    return Measures.NAMES;
  }

  @Override
  public boolean containsKey(Object name) {
    return all.contains(name);
  }

  @Override
  public Object get(Object name) {
    Object fact = ofAnyRequest.get(name);
    return fact == null && names().contains(name) ? measure((String) name) : fact;
  }

  private synchronized Object measure(String name) {
    if (measured == null) {
      measured =
          (Map<?, ?>)
              plain(
                  Measures.FACTS
                      .evaluateRow(Measures.ALL, Map.of("facts", ofAnyRequest))
                      .get(Measures.ALL));
    }
    return measured.get(name);
  }

  /** As all facts are written: numbers as people write them. */
  private static Object plain(Object value) {
    if (value instanceof Map<?, ?> context) {
      Map<Object, Object> plain = new LinkedHashMap<>();
      context.forEach((name, each) -> plain.put(name, plain(each)));
      return plain;
    }
    if (value instanceof Collection<?> list) {
      return new ArrayList<>(list.stream().map(MeasuredFacts::plain).toList());
    }
    return value instanceof Number number
        ? FactValues.plain(new BigDecimal(number.toString()))
        : value;
  }

  /** Known without measuring anything, and so whether there are any. */
  @Override
  public int size() {
    return all.size();
  }

  @Override
  public Set<String> keySet() {
    return all;
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    Map<String, Object> read = new LinkedHashMap<>();
    all.forEach(name -> read.put(name, get(name)));
    return read.entrySet();
  }

  /** Read when the first fact is asked for. */
  private static final class Measures {

    private static final String FILE = "/dmn/measured/facts.dmn";
    private static final String ALL = "measured";
    private static final DecisionDiagram FACTS = read();
    private static final Set<String> NAMES =
        ((Decision) FACTS.model().getModelElementById(ALL))
            .getInformationRequirements().stream()
                .map(requirement -> requirement.getRequiredDecision().getId())
                .collect(Collectors.toUnmodifiableSet());

    private static DecisionDiagram read() {
      try (InputStream file = MeasuredFacts.class.getResourceAsStream(FILE)) {
        return DecisionDiagram.read(PolicyEngine.create(), file);
      } catch (IOException e) {
        throw new UncheckedIOException("The tables that measure facts cannot be read.", e);
      }
    }
  }
}
