package dev.necessity.policy;

import dev.necessity.fact.FactValues;
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
 * Facts of a request, together with those that tables measure of its records: each decision of {@code dmn/measured/facts.dmn} is one, under its id. They are
 * what versions of a policy read that are older than the lists of records among the facts (docs/adr/0063). Each is measured when it is
 * read first, since a policy reads few of them or none.
 */
public final class MeasuredFacts extends AbstractMap<String, Object> {

  private final Map<String, Object> ofAnyRequest;
  private final Map<String, Object> measured = new LinkedHashMap<>();

  /** @param ofAnyRequest with the records as their forms define them */
  public MeasuredFacts(Map<String, Object> ofAnyRequest) {
    this.ofAnyRequest = ofAnyRequest;
  }

  /** The names of those that tables measure. */
  static Set<String> names() {
    return Tables.NAMES;
  }

  @Override
  public boolean containsKey(Object name) {
    return ofAnyRequest.containsKey(name) || names().contains(name);
  }

  @Override
  public Object get(Object name) {
    Object fact = ofAnyRequest.get(name);
    return fact == null && names().contains(name) ? measure((String) name) : fact;
  }

  private synchronized Object measure(String name) {
    Object fact = measured.get(name);
    if (fact == null) {
      fact = plain(Tables.FACTS.evaluateRow(name, Map.of("facts", ofAnyRequest)).get(name));
      measured.put(name, fact);
    }
    return fact;
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
    return value instanceof Number number ? FactValues.plain(new BigDecimal(number.toString())) : value;
  }

  @Override
  public Set<String> keySet() {
    Set<String> all = new LinkedHashSet<>(ofAnyRequest.keySet());
    all.addAll(names());
    return all;
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    Map<String, Object> all = new LinkedHashMap<>();
    keySet().forEach(name -> all.put(name, get(name)));
    return all.entrySet();
  }

  /** Read when the first fact is asked for. */
  private static final class Tables {

    private static final String FILE = "/dmn/measured/facts.dmn";
    private static final DecisionDiagram FACTS = read();
    private static final Set<String> NAMES = FACTS.model().getModelElementsByType(Decision.class).stream().map(Decision::getId).collect(Collectors.toUnmodifiableSet());

    private static DecisionDiagram read() {
      try (InputStream file = MeasuredFacts.class.getResourceAsStream(FILE)) {
        return DecisionDiagram.read(PolicyEngine.create(), file);
      } catch (IOException e) {
        throw new UncheckedIOException("The tables that measure facts cannot be read.", e);
      }
    }
  }
}
