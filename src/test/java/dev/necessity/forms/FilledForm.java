package dev.necessity.forms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.Models;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngineFactory;
import org.camunda.bpm.engine.variable.Variables;

/** A record typed into the form of its document, as Tasklist would let a person do it. */
public final class FilledForm {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final FeelEngine FEEL = new ScalaFeelEngineFactory().createInstance();
  private static final Set<String> NOT_KNOWN = Set.of("UNKNOWN", "NOT_MENTIONED");

  private final Map<String, JsonNode> components = new LinkedHashMap<>();
  private final Map<String, List<String>> hiddenWhen = new HashMap<>();
  private final Map<String, Object> fields = new LinkedHashMap<>();
  private final Set<String> typed = new LinkedHashSet<>();

  private FilledForm(String form) {
    try {
      walk(JSON.readTree(Models.text(Path.of("forms", form + ".form"))), List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The fields that are submitted.
   *
   * @throws AssertionError where the form has no place for something, does not show it, or asks for
   *     more
   */
  public static Map<String, Object> of(String form, JsonNode record) {
    FilledForm filled = new FilledForm(form);
    filled.type(record);
    return filled.fields;
  }

  private void walk(JsonNode parent, List<String> hidden) {
    for (JsonNode component : parent.path("components")) {
      List<String> conditions = new ArrayList<>(hidden);
      if (component.at("/conditional/hide").isTextual()) {
        conditions.add(component.at("/conditional/hide").asText().substring(1));
      }
      if (component.has("key")) {
        components.put(component.get("key").asText(), component);
        hiddenWhen.put(component.get("key").asText(), conditions);
      }
      walk(component, conditions);
    }
  }

  private void type(JsonNode record) {
    fields.put("available", true);
    components.forEach(
        (key, component) -> {
          if (component.has("defaultValue")) {
            fields.put(key, plain(component.get("defaultValue")));
          }
        });
    record.properties().forEach(field -> put(field.getKey(), field.getValue()));
    components.forEach(
        (key, component) -> {
          if (isShown(key)
              && component.at("/validate/required").asBoolean()
              && !fields.containsKey(key)) {
            fields.put(
                key,
                options(component).stream()
                    .filter(NOT_KNOWN::contains)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("the form asks for " + key + " too")));
          }
        });
    assertThat(typed).as("the form shows").allMatch(this::isShown);
    fields.keySet().removeIf(key -> !isShown(key));
    fields.forEach(this::check);
  }

  private void put(String key, JsonNode value) {
    if (value.isObject()) {
      value.properties().forEach(part -> put(key + "_" + part.getKey(), part.getValue()));
    } else if (key.equals("combinedWith") && value.isEmpty()) {
      fields.put("isolation", "ISOLATED");
    } else {
      assertThat(components).as("the form's fields").containsKey(key);
      typed.add(key);
      fields.put(key, value.isBoolean() ? value.booleanValue() ? "YES" : "NO" : plain(value));
      if (key.equals("combinedWith")) {
        fields.put("isolation", "COMBINED");
      }
    }
  }

  private boolean isShown(String key) {
    Map<String, Object> known = new HashMap<>();
    components.keySet().forEach(name -> known.put(name, fields.get(name)));
    return hiddenWhen.get(key).stream()
        .noneMatch(
            condition ->
                Boolean.TRUE.equals(
                    FEEL.evaluateSimpleExpression(
                        condition, Variables.fromMap(known).asVariableContext())));
  }

  private void check(String key, Object value) {
    JsonNode component = components.get(key);
    List<String> options = options(component);
    if (!options.isEmpty()) {
      assertThat(options)
          .as(key)
          .containsAll(
              value instanceof List<?> list
                  ? list.stream().map(Object::toString).toList()
                  : List.of(value.toString()));
    }
    if (value instanceof Number number) {
      assertThat(number.doubleValue())
          .as(key)
          .isBetween(
              component.at("/validate/min").asDouble(0),
              component.at("/validate/max").asDouble(Double.MAX_VALUE));
    }
  }

  private static List<String> options(JsonNode component) {
    return StreamSupport.stream(component.path("values").spliterator(), false)
        .map(option -> option.path("value").asText())
        .toList();
  }

  private static Object plain(JsonNode value) {
    return JSON.convertValue(value, Object.class);
  }
}
