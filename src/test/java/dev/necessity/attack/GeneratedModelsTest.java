package dev.necessity.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Inside;
import dev.necessity.deployment.OwnModels;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.impl.BpmnModelConstants;
import org.camunda.bpm.model.bpmn.instance.EventDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.xml.impl.type.ModelElementTypeImpl;
import org.camunda.bpm.model.xml.impl.type.attribute.AttributeImpl;
import org.camunda.bpm.model.xml.type.ModelElementType;
import org.camunda.bpm.model.xml.type.attribute.Attribute;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An expression in each place that the engine's own model of BPMN has for a text: each attribute of
 * each element, and each element in each other.
 */
class GeneratedModelsTest extends EdgeTest {

  private static final String CODE =
      "${''.getClass().forName('" + Canary.class.getName() + "').newInstance()}";
  private static final int FILES_IN_ONE = 90;

  @BeforeEach
  void quiet() {
    Canary.SINGS.set(0);
  }

  private static String name(ModelElementType type) {
    return (isOfTheEngine(type.getTypeNamespace()) ? "C:" : "") + type.getTypeName();
  }

  private static boolean isOfTheEngine(String namespace) {
    return BpmnModelConstants.CAMUNDA_NS.equals(namespace);
  }

  private static String attribute(Attribute<?> attribute) {
    return (isOfTheEngine(((AttributeImpl<?>) attribute).getNamespaceUri()) ? "C:" : "")
        + attribute.getAttributeName();
  }

  private static boolean isMeant(ModelElementType type) {
    return !type.isAbstract()
        && (isOfTheEngine(type.getTypeNamespace())
            || BpmnModelConstants.BPMN20_NS.equals(type.getTypeNamespace()))
        && !Set.of("definitions", "process", "sequenceFlow").contains(type.getTypeName());
  }

  /**
   * An element with an expression in one place: in an attribute, between its tags, or in an element
   * in it.
   */
  private static Stream<String> elements(ModelElementType type) {
    String begin = "<" + name(type) + " id=\"t\" ";
    String end = "</" + name(type) + ">";
    return Stream.of(
            ((ModelElementTypeImpl) type)
                .getAllAttributes().stream()
                    .filter(attribute -> !attribute.getAttributeName().equals("id"))
                    .map(attribute -> begin + attribute(attribute) + "=\"" + CODE + "\" />"),
            Stream.of(begin + ">" + CODE + end),
            type.getAllChildElementTypes().stream()
                .filter(child -> !child.isAbstract())
                .map(
                    child ->
                        begin + "><" + name(child) + ">" + CODE + "</" + name(child) + ">" + end))
        .flatMap(each -> each);
  }

  /** Where such an element may stand. */
  private static Stream<String> around(ModelElementType type, String element) {
    Class<?> kind = type.getInstanceType();
    if (FlowNode.class.isAssignableFrom(kind)) {
      return Stream.of(element);
    }
    if (EventDefinition.class.isAssignableFrom(kind)) {
      return Stream.of(
          "<intermediateCatchEvent id=\"t\">"
              + element.replace(" id=\"t\"", "")
              + "</intermediateCatchEvent>",
          "<endEvent id=\"t\">" + element.replace(" id=\"t\"", "") + "</endEvent>",
          "<userTask id=\"t\" /><boundaryEvent id=\"b\" attachedToRef=\"t\">"
              + element.replace(" id=\"t\"", "")
              + "</boundaryEvent>");
    }
    String inner = element.replace(" id=\"t\"", "");
    String held =
        isOfTheEngine(type.getTypeNamespace())
            ? "<extensionElements>" + inner + "</extensionElements>"
            : inner;
    return Stream.of(
        "<userTask id=\"t\">" + held + "</userTask>",
        "<serviceTask id=\"t\" C:expression=\"word\">" + held + "</serviceTask>");
  }

  private static String process(String id, String place) {
    return "<definitions xmlns=\""
        + BpmnModelConstants.BPMN20_NS
        + "\" xmlns:C=\""
        + BpmnModelConstants.CAMUNDA_NS
        + "\" targetNamespace=\"x\"><process id=\""
        + id
        + "\" isExecutable=\"true\" C:historyTimeToLive=\"1\"><startEvent id=\"s\" /><sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"t\" />"
        + place
        + "</process></definitions>";
  }

  private static List<String> places() {
    Set<String> places = new LinkedHashSet<>();
    Bpmn.createEmptyModel().getModel().getTypes().stream()
        .filter(GeneratedModelsTest::isMeant)
        .forEach(
            type -> elements(type).flatMap(element -> around(type, element)).forEach(places::add));
    return List.copyOf(places);
  }

  private static boolean isOfTheEngineOrAText(String place) {
    return !place.contains("C:expression=\"word\"")
        && Pattern.compile("C:\\w+[^>]*=\"[$]|>[$]").matcher(place).find();
  }

  @Test
  void theModelIsReadInFull() {
    assertThat(places())
        .hasSizeGreaterThan(1500)
        .anyMatch(
            place ->
                place.contains("<timerEventDefinition ><timeCycle>${")
                    || place.contains("<timerEventDefinition><timeCycle>${"))
        .anyMatch(place -> place.startsWith("<serviceTask id=\"t\" C:delegateExpression=\"${"))
        .anyMatch(place -> place.contains("<C:formField") && place.contains("defaultValue=\"${"));
  }

  @Test
  void noneIsDeployedFromOutside() throws Exception {
    List<String> places = places();
    long before = engine.getRepositoryService().createDeploymentQuery().count();
    for (int first = 0; first < places.size(); first += FILES_IN_ONE) {
      StringBuilder body =
          new StringBuilder(
              "--x\r\nContent-Disposition: form-data; name=\"deployment-name\"\r\n\r\nmodels\r\n");
      for (int i = first; i < Math.min(first + FILES_IN_ONE, places.size()); i++) {
        String file = "p" + i + (i % 2 == 0 ? ".bpmn" : ".dmn");
        body.append("--x\r\nContent-Disposition: form-data; name=\"")
            .append(file)
            .append("\"; filename=\"")
            .append(file)
            .append("\"\r\n\r\n")
            .append(process("p" + i, places.get(i)))
            .append("\r\n");
      }
      HttpResponse<String> answer =
          send(
              "POST",
              "/engine-rest/deployment/create",
              body + "--x--\r\n",
              "Authorization",
              basic("ana"),
              "Content-Type",
              "multipart/form-data; boundary=x");
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
      for (int i = first; i < Math.min(first + FILES_IN_ONE, places.size()); i++) {
        assertThat(answer.body()).contains("p" + i + ".");
      }
    }
    assertThat(engine.getRepositoryService().createDeploymentQuery().count()).isEqualTo(before);
    assertThat(Canary.SINGS).hasValue(0);
  }

  /**
   * The guard is not all: what came past it, were it the application's own model, would reach
   * nothing either. In the places that are the engine's own, and between tags.
   */
  @Test
  void noneReachesCodeWhereItIsDeployedAllTheSame() {
    List<String> deployed = new ArrayList<>();
    int refused = 0;
    try {
      for (String place :
          places().stream().filter(GeneratedModelsTest::isOfTheEngineOrAText).toList()) {
        String process = process("generated", place);
        try {
          OwnModels.deploy(
              List.of(process.getBytes(StandardCharsets.UTF_8)),
              () -> {
                Deployment deployment =
                    engine
                        .getRepositoryService()
                        .createDeployment()
                        .addString("generated.bpmn", process)
                        .deploy();
                deployed.add(deployment.getId());
                Inside.of(
                    engine,
                    () -> engine.getRuntimeService().startProcessInstanceByKey("generated"));
              });
        } catch (RuntimeException none) {
          assertThat(none)
              .as(place)
              .isInstanceOfAny(ProcessEngineException.class, IllegalArgumentException.class);
          refused++;
        }
        assertThat(Canary.SINGS).as(place).hasValue(0);
      }
    } finally {
      deployed.forEach(
          id -> Inside.of(engine, () -> engine.getRepositoryService().deleteDeployment(id, true)));
    }
    assertThat(deployed).as("some mean nothing to the engine, and run").hasSizeGreaterThan(100);
    assertThat(refused).isGreaterThan(100);
  }
}
