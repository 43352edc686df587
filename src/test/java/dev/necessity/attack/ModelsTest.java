package dev.necessity.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Models;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Somebody who may deploy brings code in with a model: in each place of a process that can hold
 * some, under each name and each spelling.
 */
class ModelsTest extends EdgeTest {

  private static final String BOUNDARY = "----models";
  private static final String CLASS = Canary.class.getName();
  private static final String CODE = "${''.getClass().forName('" + CLASS + "').newInstance()}";
  private static final String SCRIPT = "java.lang.Class.forName('" + CLASS + "').newInstance()";

  /**
   * What is written for the element before it is put into a process; C: is the prefix of the
   * engine's extensions.
   */
  private static final Map<String, String> PLACES = places();

  private static Map<String, String> places() {
    Map<String, String> places = new LinkedHashMap<>();
    for (String attribute :
        List.of(
            "C:class=\"" + CLASS + "\"",
            "C:expression=\"" + CODE + "\"",
            "C:delegateExpression=\"" + CODE + "\"",
            "C:type=\"external\" C:topic=\"" + CODE + "\"",
            "C:type=\"shell\" C:taskPriority=\"" + CODE + "\"",
            "C:asyncBefore=\"true\" C:jobPriority=\"" + CODE + "\" C:class=\"" + CLASS + "\"")) {
      for (String task : List.of("serviceTask", "sendTask", "businessRuleTask")) {
        places.put(
            task + " " + attribute.split("=")[0], "<" + task + " id=\"t\" " + attribute + " />");
      }
    }
    places.put(
        "businessRuleTask decisionRef",
        "<businessRuleTask id=\"t\" C:decisionRef=\"" + CODE + "\" />");
    places.put("callActivity", "<callActivity id=\"t\" calledElement=\"" + CODE + "\" />");
    places.put(
        "callActivity variable mapping",
        "<callActivity id=\"t\" calledElement=\"x\" C:variableMappingClass=\"" + CLASS + "\" />");
    places.put(
        "callActivity variable mapping expression",
        "<callActivity id=\"t\" calledElement=\"x\" C:variableMappingDelegateExpression=\""
            + CODE
            + "\" />");
    for (String language : List.of("javascript", "groovy", "juel", "python")) {
      places.put(
          "scriptTask " + language,
          "<scriptTask id=\"t\" scriptFormat=\""
              + language
              + "\"><script>"
              + SCRIPT
              + "</script></scriptTask>");
    }
    places.put(
        "scriptTask resource",
        "<scriptTask id=\"t\" scriptFormat=\"javascript\" C:resource=\"" + CODE + "\" />");
    for (String code :
        List.of(
            "class=\"" + CLASS + "\"",
            "expression=\"" + CODE + "\"",
            "delegateExpression=\"" + CODE + "\"")) {
      places.put(
          "executionListener " + code.split("=")[0],
          task("<C:executionListener event=\"start\" " + code + " />"));
      places.put(
          "taskListener " + code.split("=")[0],
          task("<C:taskListener event=\"create\" " + code + " />"));
    }
    places.put(
        "executionListener script",
        task(
            "<C:executionListener event=\"start\"><C:script scriptFormat=\"javascript\">"
                + SCRIPT
                + "</C:script></C:executionListener>"));
    places.put(
        "taskListener timeout",
        task(
            "<C:taskListener event=\"timeout\" id=\"l\" delegateExpression=\""
                + CODE
                + "\"><timerEventDefinition><timeDate>"
                + CODE
                + "</timeDate></timerEventDefinition></C:taskListener>"));
    places.put(
        "field injection",
        "<serviceTask id=\"t\" C:class=\""
            + CLASS
            + "\"><extensionElements><C:field name=\"x\"><C:expression>"
            + CODE
            + "</C:expression></C:field></extensionElements></serviceTask>");
    places.put(
        "connector",
        "<serviceTask id=\"t\"><extensionElements><C:connector><C:connectorId>http-connector</C:connectorId><C:inputOutput><C:inputParameter name=\"url\">"
            + CODE
            + "</C:inputParameter></C:inputOutput></C:connector></extensionElements></serviceTask>");
    places.put(
        "input parameter",
        task(
            "<C:inputOutput><C:inputParameter name=\"x\">"
                + CODE
                + "</C:inputParameter></C:inputOutput>"));
    places.put(
        "output parameter script",
        task(
            "<C:inputOutput><C:outputParameter name=\"x\"><C:script scriptFormat=\"groovy\">"
                + SCRIPT
                + "</C:script></C:outputParameter></C:inputOutput>"));
    places.put(
        "form field",
        task(
            "<C:formData><C:formField id=\"x\" type=\"string\" defaultValue=\""
                + CODE
                + "\"><C:validation><C:constraint name=\"validator\" config=\""
                + CLASS
                + "\" /></C:validation></C:formField></C:formData>"));
    for (String attribute :
        List.of(
            "formHandlerClass=\"" + CLASS + "\"",
            "formKey=\"" + CODE + "\"",
            "formRef=\"" + CODE + "\" C:formRefBinding=\"latest\"",
            "assignee=\"" + CODE + "\"",
            "candidateUsers=\"" + CODE + "\"",
            "candidateGroups=\"" + CODE + "\"",
            "dueDate=\"" + CODE + "\"",
            "followUpDate=\"" + CODE + "\"",
            "priority=\"" + CODE + "\"")) {
      places.put(
          "userTask " + attribute.split("=")[0], "<userTask id=\"t\" C:" + attribute + " />");
    }
    for (String collection :
        List.of(
            "<loopCardinality>" + CODE + "</loopCardinality>",
            "<loopDataInputRef>" + CODE + "</loopDataInputRef>",
            "<completionCondition>" + CODE + "</completionCondition>")) {
      places.put(
          "multi-instance " + collection.substring(1, 8),
          "<userTask id=\"t\"><multiInstanceLoopCharacteristics>"
              + collection
              + "</multiInstanceLoopCharacteristics></userTask>");
    }
    for (String time : List.of("timeDate", "timeCycle", "timeDuration")) {
      String timer =
          "<timerEventDefinition><" + time + ">" + CODE + "</" + time + "></timerEventDefinition>";
      places.put("start " + time, "START" + timer);
      places.put(
          "waiting " + time,
          "<intermediateCatchEvent id=\"t\">" + timer + "</intermediateCatchEvent>");
    }
    places.put(
        "start condition",
        "START<conditionalEventDefinition><condition xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"tFormalExpression\" language=\"javascript\">"
            + SCRIPT
            + "</condition></conditionalEventDefinition>");
    places.put(
        "end message",
        "<endEvent id=\"t\"><messageEventDefinition C:delegateExpression=\""
            + CODE
            + "\" /></endEvent>");
    places.put(
        "flow condition",
        "<userTask id=\"t\" /><endEvent id=\"e\" /><sequenceFlow id=\"g\" sourceRef=\"t\" targetRef=\"e\"><conditionExpression language=\"javascript\">"
            + SCRIPT
            + "</conditionExpression></sequenceFlow>");
    return places;
  }

  private static String task(String extension) {
    return "<userTask id=\"t\"><extensionElements>" + extension + "</extensionElements></userTask>";
  }

  /** A process that starts at once and comes to the place. */
  private static String process(String id, String place, String prefix, String namespace) {
    boolean atStart = place.startsWith("START");
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" xmlns:"
        + prefix
        + "=\""
        + namespace
        + "\" targetNamespace=\"x\">"
        + "<process id=\""
        + id
        + "\" isExecutable=\"true\" "
        + prefix
        + ":historyTimeToLive=\"1\">"
        + (atStart
            ? "<startEvent id=\"s\">" + place.substring(5) + "</startEvent>"
            : "<startEvent id=\"s\" /><sequenceFlow id=\"f\" sourceRef=\"s\" targetRef=\"t\" />"
                + place.replace("C:", prefix + ":"))
        + "</process></definitions>";
  }

  static Stream<String> names() {
    return Stream.of(
        ".bpmn",
        ".BPMN",
        ".bpmn20.xml",
        "bpmn",
        ".cmmn",
        ".cmmn11.xml",
        ".dmn",
        ".dmn11.xml",
        ".form",
        ".html",
        ".txt",
        "");
  }

  private static final Map<String, String> SPELLINGS =
      Map.of(
          "camunda",
          "http://camunda.org/schema/1.0/bpmn",
          "activiti",
          "http://activiti.org/bpmn",
          "x",
          "http://camunda.org/schema/1.0/bpmn",
          "y",
          "http://activiti.org/bpmn");

  @BeforeEach
  void quiet() {
    Canary.SINGS.set(0);
  }

  private HttpResponse<String> deploy(String user, Map<String, byte[]> files)
      throws IOException, InterruptedException {
    return deploy(user, "models", files);
  }

  private HttpResponse<String> deploy(String user, String name, Map<String, byte[]> files)
      throws IOException, InterruptedException {
    StringBuilder body = new StringBuilder();
    part(body, "deployment-name", null, name);
    files.forEach(
        (file, content) ->
            part(body, file, file, new String(content, StandardCharsets.ISO_8859_1)));
    body.append("--").append(BOUNDARY).append("--\r\n");
    return send(
        "POST",
        "/engine-rest/deployment/create",
        body.toString(),
        "Authorization",
        basic(user),
        "Content-Type",
        "multipart/form-data; boundary=" + BOUNDARY);
  }

  private static void part(StringBuilder body, String name, String file, String content) {
    body.append(
            "--"
                + BOUNDARY
                + "\r\nContent-Disposition: form-data; name=\""
                + name
                + "\""
                + (file == null
                    ? ""
                    : "; filename=\"" + file + "\"\r\nContent-Type: application/octet-stream")
                + "\r\n\r\n")
        .append(content)
        .append("\r\n");
  }

  private long deployments() {
    return engine.getRepositoryService().createDeploymentQuery().count();
  }

  private void refused(String user, Map<String, byte[]> files) throws Exception {
    long before = deployments();

    HttpResponse<String> answer = deploy(user, files);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains("The deployment was refused");
    files
        .keySet()
        .forEach(name -> assertThat(answer.body()).as("each by itself").contains(name + ":"));
    assertThat(Canary.SINGS).hasValue(0);
    assertThat(deployments()).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("names")
  void aProcessIsRefusedWhateverItHoldsAndIsCalled(String ending) throws Exception {
    for (Map.Entry<String, String> spelling : SPELLINGS.entrySet()) {
      Map<String, byte[]> files = new LinkedHashMap<>();
      PLACES.forEach(
          (name, place) ->
              files.put(
                  "p" + files.size() + "-" + spelling.getKey() + ending,
                  process("p" + files.size(), place, spelling.getKey(), spelling.getValue())
                      .getBytes(StandardCharsets.UTF_8)));
      refused("ana", files);
      refused("adam", files);
    }
  }

  @Test
  void theApplicationsOwnProcessIsRefusedToo() throws Exception {
    byte[] own =
        Models.text(Path.of("bpmn", "prior-authorization.bpmn")).getBytes(StandardCharsets.UTF_8);

    refused("adam", Map.of("bpmn/prior-authorization.bpmn", own));
    refused(
        "adam",
        Map.of(
            "bpmn/prior-authorization.bpmn",
            (new String(own, StandardCharsets.UTF_8) + "\n").getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatIsNoDecisionAndNoFormIsRefused(String ending) throws Exception {
    List<byte[]> contents =
        new ArrayList<>(
            List.of(
                new byte[0],
                new byte[] {0, 1, 2, -1},
                "text".getBytes(StandardCharsets.UTF_8),
                "{}".getBytes(StandardCharsets.UTF_8),
                "[]".getBytes(StandardCharsets.UTF_8),
                "{\"id\": \"x\"}".getBytes(StandardCharsets.UTF_8),
                "{\"id\": \"x\", \"components\": [{\"type\": \"script\", \"key\": \"a\"}]}"
                    .getBytes(StandardCharsets.UTF_8),
                "<html></html>".getBytes(StandardCharsets.UTF_8),
                "<definitions />".getBytes(StandardCharsets.UTF_8),
                "<definitions xmlns=\"http://www.omg.org/spec/CMMN/20151109/MODEL\" />"
                    .getBytes(StandardCharsets.UTF_8),
                "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/hostname\">]><a>&b;</a>"
                    .getBytes(StandardCharsets.UTF_8),
                process("p", PLACES.get("start timeDate"), "camunda", SPELLINGS.get("camunda"))
                    .replace("UTF-8", "UTF-16")
                    .getBytes(StandardCharsets.UTF_16)));
    Map<String, byte[]> files = new LinkedHashMap<>();
    contents.forEach(content -> files.put("f" + files.size() + ending, content));

    refused("ana", files);
  }

  @Test
  void aDecisionWithAnotherLanguageIsRefusedWhereverItSaysSo() throws Exception {
    String table =
        Models.text(Models.DMN.resolve("review-outcome.dmn"))
            .replace("reviewOutcome", "anotherOutcome");
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String element : List.of("definitions", "inputExpression", "inputEntry", "outputEntry")) {
      for (String language :
          List.of("juel", "JUEL", "groovy", "javascript", "http://www.java.com/java", "feel2")) {
        files.put(
            element + "-" + files.size() + ".dmn",
            table
                .replaceFirst(
                    "<" + element + " ",
                    "<" + element + " expressionLanguage=\"" + language + "\" ")
                .getBytes(StandardCharsets.UTF_8));
      }
    }

    refused("ana", files);
  }

  @Test
  void aNameThatNoTableHoldsIsRefusedAndTheRefusalIsKept() throws Exception {
    byte[] table =
        Models.text(Models.DMN.resolve("review-outcome.dmn"))
            .replace("reviewOutcome", "namedOutcome")
            .getBytes(StandardCharsets.UTF_8);
    try (Logs logs = new Logs()) {
      for (String odd :
          List.of(
              "a\u0001",
              "\u001b[31m",
              "\u007f".repeat(300),
              "a".repeat(256),
              "a".repeat(5000),
              "\ufffe",
              "\ufdd0")) {
        long before = deployments();
        HttpResponse<String> ofDeployment = deploy("ana", odd, Map.of("named.dmn", table));
        assertThat(ofDeployment.statusCode()).as(ofDeployment.body()).isEqualTo(400);
        assertThat(ofDeployment.body()).contains("at most 255 characters").doesNotContain(odd);
        assertThat(deployments()).isEqualTo(before);
      }
      HttpResponse<String> ofFile = deploy("ana", Map.of("a".repeat(252) + ".dmn", table));
      assertThat(ofFile.statusCode()).as(ofFile.body()).isEqualTo(400);
      assertThat(logs.traces()).isEmpty();
    }
  }
}
