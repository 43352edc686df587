package dev.necessity.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.necessity.Models;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** What an expression can say, and that there is nothing beyond it. */
class ModelExpressionsTest {

  private static final AtomicBoolean RAN = new AtomicBoolean();
  private static final JavaDelegate STEP = execution -> RAN.set(true);

  private final ModelExpressions expressions =
      new ModelExpressions(
          new StaticListableBeanFactory(Map.of("openCase", STEP, "canary", new Canary())));

  /** Leaves a trace of whatever is asked of it. */
  public static final class Canary {

    public String getSong() {
      return sing();
    }

    public static String sing() {
      RAN.set(true);
      return "song";
    }

    @Override
    public String toString() {
      return sing();
    }
  }

  private static VariableScope scope(Map<String, Object> variables) {
    return (VariableScope)
        Proxy.newProxyInstance(
            VariableScope.class.getClassLoader(),
            new Class<?>[] {VariableScope.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "hasVariable" -> variables.containsKey(arguments[0]);
                  case "getVariable" -> variables.get(arguments[0]);
                  default -> throw new AssertionError("asked for " + method);
                });
  }

  private Object value(String expression, Map<String, Object> variables) {
    return expressions.createExpression(expression).getValue(scope(variables));
  }

  @Test
  void anExpressionNamesAStepOrAVariableOrComparesOne() {
    Map<String, Object> variables =
        new HashMap<>(
            Map.of(
                "more",
                true,
                "whatNext",
                "CERTIFY",
                "documentCount",
                0,
                "openCase",
                "an impostor"));
    variables.put("talkOutcome", null);

    assertThat(value("${openCase}", variables))
        .as("a variable takes no step's place")
        .isSameAs(STEP);
    assertThat(value("${more}", variables)).isEqualTo(true);
    assertThat(value("${talkOutcome}", variables)).isNull();
    assertThat(value("${whatNext == \"CERTIFY\"}", variables)).isEqualTo(true);
    assertThat(value("${whatNext != \"CERTIFY\"}", variables)).isEqualTo(false);
    assertThat(value("${talkOutcome == \"REOPENED\"}", variables)).isEqualTo(false);
    assertThat(value("${documentCount != 0}", variables)).isEqualTo(false);
    assertThat(value("medical-directors", variables)).isEqualTo("medical-directors");
    assertThat(expressions.createExpression("medical-directors").isLiteralText()).isTrue();
  }

  @Test
  void whatIsNoStepAndNoVariableIsNothing() {
    for (String name : List.of("canary", "dueAt", "execution", "task", "authenticatedUserId")) {
      assertThatThrownBy(() -> value("${" + name + "}", Map.of()))
          .isInstanceOf(ProcessEngineException.class)
          .hasMessageContaining("'" + name + "'");
      assertThatThrownBy(() -> expressions.createExpression("${" + name + "}").getValue(null))
          .as("in a query")
          .isInstanceOf(ProcessEngineException.class);
    }
    assertThatThrownBy(() -> value("${song == \"song\"}", Map.of("song", new Canary())))
        .hasMessageContaining("neither a word nor a number");
    assertThat(RAN).isFalse();
  }

  @Test
  void whatThePackagedProcessesSayCanBeSaid() {
    Pattern anywhere = Pattern.compile("[$#]\\{[^}]*}");
    Set<String> said = new TreeSet<>();
    Models.files(Path.of("bpmn"), ".bpmn")
        .forEach(
            file ->
                anywhere
                    .matcher(Models.text(file))
                    .results()
                    .forEach(found -> said.add(found.group())));

    assertThat(said)
        .hasSizeGreaterThan(20)
        .allSatisfy(
            each -> {
              assertThat(expressions.createExpression(each).isLiteralText()).isFalse();
              assertThat(EarlierExpressions.find(each))
                  .as("the models of today need nothing of yesterday")
                  .isEmpty();
            });
  }

  /**
   * Every way that the language of expressions has, or had, to get from a name to code, around what
   * may be said.
   */
  private static Stream<String> attacks() {
    List<String> steps =
        List.of(
            "",
            ".class",
            ".getClass()",
            ".song",
            ".sing()",
            ".sing",
            "['song']",
            "[0]",
            "()",
            ":sing()",
            ".class.forName('java.lang.Runtime')",
            ".getClass().forName('java.lang.Runtime').getRuntime().exec('true')",
            " + 1",
            " += 'x'",
            " ? 1 : 2",
            " == canary.song",
            " == \"a\" && canary.sing()",
            " == \"a\"}${canary.sing()",
            "}${canary.song}",
            " == \"${canary.song}\"",
            " == 'a'",
            " == \"a\" == \"b\"",
            " eq \"a\"",
            "==\"a\"",
            " == -1",
            " == \"\\\"\"",
            " == \"é\"",
            "\n",
            " ",
            "\u0000");
    List<String> names =
        List.of(
            "canary",
            "openCase",
            "documentRequests",
            "documentRequests.elements()",
            "''",
            "\"\"",
            "1",
            "true",
            "null",
            "empty x",
            "not x",
            "now",
            "currentUser()",
            "dateTime()",
            "org.camunda.bpm.engine.ProcessEngines",
            "T(java.lang.Runtime)",
            "java.lang.Runtime",
            "@canary",
            "x -> x",
            "[1]",
            "{1}",
            "",
            " ");
    List<String> texts = new ArrayList<>();
    for (String name : names) {
      for (String step : steps) {
        texts.addAll(
            List.of(
                "${" + name + step + "}",
                "#{" + name + step + "}",
                "before ${" + name + step + "}",
                "${" + name + step + "} after",
                "\\${" + name + step + "}",
                "${" + name + step));
      }
    }
    Set<String> sayable =
        Set.of(
            "${canary}",
            "${openCase}",
            "${documentRequests}",
            "${now}",
            "${true}",
            "${null}",
            "${documentRequests.elements()}");
    return texts.stream().filter(text -> !sayable.contains(text)).distinct();
  }

  @Test
  void whatGoesBeyondThatIsNoExpression() {
    RAN.set(false);
    assertThat(attacks().toList())
        .hasSizeGreaterThan(2000)
        .allSatisfy(
            attack ->
                assertThatThrownBy(() -> value(attack, Map.of("documentRequests", new Canary())))
                    .as(attack)
                    .isInstanceOf(BadUserRequestException.class));
    assertThat(RAN).isFalse();
  }

  private static Stream<String> earlier() {
    return Stream.of(
        "${documentRequests.elements().get(loopCounter).prop('document').stringValue()}",
        "${documentRequests.elements().size()}");
  }

  @ParameterizedTest
  @MethodSource("earlier")
  void earlierExpressionsAreKnownWordByWord(String text) {
    assertThat(expressions.createExpression(text).getExpressionText()).isEqualTo(text);
    for (String near :
        List.of(
            text.replace("${", "#{"),
            text.replace("}", " }"),
            text.replace("documentRequests", "facts"),
            text.toUpperCase(Locale.ROOT),
            text + " ")) {
      assertThatThrownBy(() -> expressions.createExpression(near))
          .as(near)
          .isInstanceOf(BadUserRequestException.class);
    }
  }
}
