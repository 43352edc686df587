package dev.necessity.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.StringUtils;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Everything that the processes of the package can make the engine do, by an allow-list: steps of
 * ours, variables of the case, and what of the engine's extensions is used. A new expression,
 * extension or step is added here after somebody thought about it.
 */
class PackagedProcessesTest {

  private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
  private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";
  private static final Set<String> NAMESPACES =
      Set.of(
          BPMN,
          CAMUNDA,
          "http://www.omg.org/spec/BPMN/20100524/DI",
          "http://www.omg.org/spec/DD/20100524/DC",
          "http://www.omg.org/spec/DD/20100524/DI",
          "http://www.omg.org/spec/BPMN/non-normative/color/1.0",
          "http://bpmn.io/schema/bpmn/biocolor/1.0",
          "http://camunda.org/schema/modeler/1.0",
          "http://www.w3.org/2001/XMLSchema-instance",
          "http://www.w3.org/2000/xmlns/");

  /**
   * Elements of the engine's own, and what an attribute of the engine's may be on which element.
   */
  private static final Set<String> EXTENSIONS = Set.of("executionListener", "taskListener");

  private static final Set<String> ATTRIBUTES =
      Set.of(
          "process historyTimeToLive",
          "process candidateStarterGroups",
          "process isStartableInTasklist",
          "startEvent formRef",
          "startEvent formRefBinding",
          "startEvent initiator",
          "startEvent asyncAfter",
          "serviceTask delegateExpression",
          "serviceTask asyncBefore",
          "userTask formRef",
          "userTask formRefBinding",
          "userTask candidateGroups",
          "userTask dueDate",
          "userTask asyncAfter",
          "businessRuleTask decisionRef",
          "businessRuleTask decisionRefBinding",
          "businessRuleTask decisionRefVersionTag");

  /** Variables of the case that a process asks for, each written by a step of ours. */
  private static final Set<String> VARIABLES =
      Set.of(
          "policyDecision",
          "policyVersion",
          "finalDecision",
          "finalVersion",
          "whatNext",
          "documentCount",
          "documentForm",
          "documentGroup",
          "documentationUntil",
          "dueAt",
          "nextWarningAt",
          "more",
          "talkOutcome",
          "confirmationGroup",
          "confirmed",
          "documentsAsked");

  static Stream<Path> processes() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("bpmn"))) {
      return files.toList().stream();
    }
  }

  private static List<Element> elements(Path file) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    List<Element> elements = new ArrayList<>();
    collect(factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement(), elements);
    return elements;
  }

  private static void collect(Element element, List<Element> into) {
    into.add(element);
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element inner) {
        collect(inner, into);
      }
    }
  }

  private static List<Attr> attributes(Element element) {
    return IntStream.range(0, element.getAttributes().getLength())
        .mapToObj(index -> (Attr) element.getAttributes().item(index))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("processes")
  void nothingIsUsedOfTheEngineButWhatIsListed(Path file) throws Exception {
    for (Element element : elements(file)) {
      assertThat(NAMESPACES).contains(element.getNamespaceURI());
      assertThat(element.getLocalName())
          .as("scripts")
          .isNotIn("scriptTask", "script", "callActivity", "sendTask");
      if (CAMUNDA.equals(element.getNamespaceURI())) {
        assertThat(EXTENSIONS).contains(element.getLocalName());
        assertThat(attributes(element))
            .extracting(Attr::getName)
            .isSubsetOf("delegateExpression", "event");
      }
      for (Attr attribute : attributes(element)) {
        assertThat(
                attribute.getNamespaceURI() == null
                    || NAMESPACES.contains(attribute.getNamespaceURI()))
            .as(attribute.getName())
            .isTrue();
        if (CAMUNDA.equals(attribute.getNamespaceURI())) {
          assertThat(ATTRIBUTES).contains(element.getLocalName() + " " + attribute.getLocalName());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("processes")
  void anExpressionNamesAStepOfOursOrComparesAVariable(Path file) throws Exception {
    for (Element element : elements(file)) {
      List<String> texts =
          new ArrayList<>(attributes(element).stream().map(Attr::getValue).toList());
      texts.add(element.getFirstChild() == element.getLastChild() ? element.getTextContent() : "");
      for (String text : texts) {
        if (text.contains("${") || text.contains("#{")) {
          said(element, text);
        }
      }
    }
  }

  private static void said(Element element, String text) {
    if (element.hasAttributeNS(CAMUNDA, "delegateExpression")
        || element.hasAttribute("delegateExpression")) {
      String step =
          element.hasAttribute("delegateExpression")
              ? element.getAttribute("delegateExpression")
              : element.getAttributeNS(CAMUNDA, "delegateExpression");
      if (step.equals(text)) {
        assertThat(steps()).as("a step of ours").contains(text);
        return;
      }
    }
    assertThat(text).matches("\\$\\{[a-zA-Z]+( (==|!=) (\"[A-Z_a-z]+\"|[0-9]+))?}");
    assertThat(VARIABLES).contains(text.replaceAll("\\$\\{([a-zA-Z]+).*", "$1"));
  }

  private static Set<String> steps() {
    try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java", "dev", "necessity"))) {
      return sources
          .filter(source -> source.toString().matches(".*(casework|cases|engine).*\\.java"))
          .map(source -> source.getFileName().toString().replace(".java", ""))
          .map(name -> "${" + StringUtils.uncapitalize(name) + "}")
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void allAreProcesses() throws Exception {
    assertThat(processes()).allSatisfy(file -> assertThat(file.toString()).endsWith(".bpmn"));
  }
}
