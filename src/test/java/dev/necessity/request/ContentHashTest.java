package dev.necessity.request;

import static dev.necessity.request.Bodies.READER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentHashTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'a': 5}             | {'a': 5.0}",
        "{'a': 100}           | {'a': 1e2}",
        "{'a': 0}             | {'a': -0.00}",
        "{'a': 1, 'b': [2]}   | { 'b' : [ 2.00 ] , 'a' : 1 }",
        "{'a': 'e\\u0301'}    | {'a': '\\u0065\\u0301'}",
      })
  void twoSpellingsOfOneContentAreTheSame(String one, String other) {
    assertThat(hash(one)).isEqualTo(hash(other)).matches("[0-9a-f]{64}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'a': 5}             | {'a': '5'}",
        "{'a': 5}             | {'a': 5.000000000000000000000000001}",
        "{'a': null}          | {}",
        "{'a': [1, 2]}        | {'a': [2, 1]}",
        "{'a': [1, [2]]}      | {'a': [[1], 2]}",
        "{'a': {'b': 1}}      | {'a': [{'b': 1}]}",
        "{'a': 'x,b:1'}       | {'a': 'x', 'b': 1}",
        "{'a': true}          | {'a': 'true'}",
      })
  void differentContentIsDifferent(String one, String other) {
    assertThat(hash(one)).isNotEqualTo(hash(other));
  }

  @Property(tries = 200)
  void theOrderOfFieldsDoesNotMatter(
      @ForAll @Size(max = 8) Map<String, Integer> fields, @ForAll Random random) {
    List<String> names = new ArrayList<>(fields.keySet());
    Collections.shuffle(names, random);
    ObjectNode shuffled = JsonNodeFactory.instance.objectNode();
    names.forEach(name -> shuffled.put(name, fields.get(name)));

    ObjectNode one = JsonNodeFactory.instance.objectNode();
    fields.forEach(one::put);
    assertThat(ContentHash.of(one)).isEqualTo(ContentHash.of(shuffled));
  }

  private static String hash(String body) {
    return ContentHash.of(READER.parse(body.replace('\'', '"')));
  }
}
