package dev.necessity.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.command.Commands;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.web.util.HtmlUtils;
import picocli.CommandLine;

/**
 * What is wrong with a policy and its forms, at each of the doors by which they come: each says the
 * file, the place and what to do, and nothing is deployed.
 */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "spring.application.name=going-live")
@ActiveProfiles("test")
@OwnEngineRest
class BadInputTest {

  /** Of its own, so that it is beside whatever else is deployed here. */
  private static final String FORM = NewDocumentTest.FORM.replace("iron", "copper");

  private static final String POLICY =
      NewDocumentTest.POLICY
          .replace("iron", "copper")
          .replace("Iron", "Copper")
          .replace("IRON", "COPPER");

  @LocalServerPort int port;
  @Autowired ObjectMapper json;
  @Autowired Users users;
  @TempDir Path folder;

  private Modeler modeler;

  @BeforeEach
  void people() {
    modeler = new Modeler(port);
    users.add("ana", "pw", "Ana", "A", Groups.ANALYSTS);
  }

  /**
   * @param place file and place, as a finding says them
   */
  private record Bad(
      String name, Map<String, String> files, String file, String place, String message) {

    @Override
    public String toString() {
      return name;
    }
  }

  private static Bad policy(String name, String from, String to, String place, String message) {
    assertThat(POLICY).contains(from);
    return new Bad(
        name,
        Map.of("copper-infusion.dmn", POLICY.replace(from, to), "copper-lab.form", FORM),
        "copper-infusion.dmn",
        place,
        message);
  }

  private static Bad form(String name, String from, String to, String place, String message) {
    assertThat(FORM).contains(from);
    return new Bad(
        name, Map.of("copper-lab.form", FORM.replace(from, to)), "copper-lab.form", place, message);
  }

  private static Bad twoForms(String from, String to, String place) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("copper-lab.form", FORM);
    files.put(
        "copper-paper.form", FORM.replace("\"copper-lab\"", "\"copper-paper\"").replace(from, to));
    return new Bad(
        "a list that two forms define otherwise: " + to,
        files,
        "copper-paper.form",
        place,
        "The records of 'copperLabs' are defined otherwise by the form 'copper-lab'.");
  }

  static Stream<Bad> bad() {
    List<Bad> all = new ArrayList<>();
    String status = "copperStatus, 'expression'";
    for (Map.Entry<String, String> other :
        Map.of(
                "lab.micrograms &lt; 30",
                "lab.micrograms &lt; \"30\"",
                "lab.analyte = \"FERRITIN\" and",
                "lab.analyte = 1 and",
                "and lab.microgramsKnown",
                "and lab.microgramsKnown = \"YES\"")
            .entrySet()) {
      all.add(
          policy(
              "a form that is read otherwise: " + other.getValue(),
              other.getKey(),
              other.getValue(),
              status,
              "and is compared with "));
    }
    all.add(
        policy(
            "a choice that the form has not",
            "lab.analyte = \"FERRITIN\"",
            "lab.analyte = \"CERULOPLASMIN\"",
            status,
            "'lab.analyte' is never \"CERULOPLASMIN\". Take one of FERRITIN, SATURATION, UNKNOWN."));
    all.add(
        policy(
            "a field that the form has not",
            "lab.micrograms &lt; 30",
            "lab.milligrams &lt; 30",
            status,
            "'lab' has no property 'milligrams', so it is always null."));
    all.add(
        policy(
            "a document without a form",
            "\"copper-lab\"",
            "\"copper-letter\"",
            "documentRequests, row 1, asked, 'Form'",
            "There is no form 'copper-letter', so nobody could enter the document."));
    for (String entry :
        List.of("doubts: [], ", "settingAdverse: settingAdverse, ", "certifiedUntil: \"NONE\", ")) {
      all.add(
          policy(
              "an answer without " + entry,
              entry,
              "",
              "copperInfusion, 'expression'",
              "The policy's answer lacks what the final tables need: '"
                  + entry.substring(0, entry.indexOf(':'))
                  + "'."));
    }
    all.add(
        policy(
            "a criterion without what is judged",
            "judged: copperStatus, ",
            "",
            "copperInfusion, 'expression'",
            "'judged' of each of 'criteria'"));
    for (String unit : List.of("ng/mLL", "furlong", "ug per L")) {
      all.add(
          policy(
              "an unknown unit: " + unit,
              "lab.micrograms &lt; 30",
              "convert(lab.value, lab.unit, \"" + unit + "\") &lt; 30",
              status,
              "\"" + unit + "\" is no unit that can be converted, so the result would be null."));
    }
    for (Map.Entry<String, String> expression :
        Map.of(
                "valve * 1000",
                "Nobody gives the expression 'valve'.",
                "unit",
                "The expression gives something else than its 'type' says.",
                "1 +",
                "The expression is not FEEL.",
                "if analyte = \\\"SATURATION\\\" then unit else value",
                "The expression gives something else than its 'type' says.")
            .entrySet()) {
      all.add(
          form(
              "an expression that fails: " + expression.getKey(),
              "if unit = \\\"mg/L\\\" then value * 1000 else value",
              expression.getKey(),
              "'micrograms'",
              expression.getValue()));
    }
    all.add(
        twoForms(
            "\"type\": \"select\", \"id\": \"F2\"",
            "\"type\": \"textfield\", \"id\": \"F2\"",
            "'analyte'"));
    all.add(twoForms("\"value\": \"mg/L\"", "\"value\": \"g/L\"", "'unit'"));
    all.add(twoForms("value * 1000", "value * 100", "'micrograms'"));
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("bad")
  void eachDoorNamesItWithFileAndPlace(Bad bad) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("policy", "check"));
    Map<String, byte[]> contents = new LinkedHashMap<>();
    for (Map.Entry<String, String> file : bad.files().entrySet()) {
      arguments.add(Files.writeString(folder.resolve(file.getKey()), file.getValue()).toString());
      contents.put(file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8));
    }

    StringWriter said = new StringWriter();
    assertThat(
            Commands.run(
                new CommandLine(new Commands()),
                arguments.toArray(String[]::new),
                new PrintWriter(said),
                new PrintWriter(said)))
        .as(said.toString())
        .isEqualTo(1);
    assertThat(said.toString().replaceAll("\\s+", " "))
        .contains(folder.resolve(bad.file()) + ": 1 error", " ERROR " + bad.place(), bad.message());

    String page =
        modeler
            .form(
                "ana",
                "/workbench/check",
                "same-origin",
                contents.entrySet().stream()
                    .map(file -> new Modeler.Upload("file", file.getKey(), file.getValue()))
                    .toList(),
                Map.of())
            .body();
    assertThat(page).contains("1 error", HtmlUtils.htmlEscape(bad.message()));

    HttpResponse<String> refused = modeler.deploy("ana", "copper", contents);
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
    JsonNode answer = json.readTree(refused.body());
    assertThat(answer.get("message").asText())
        .startsWith("The deployment was refused: one error.")
        .contains("ERROR " + bad.file() + ": " + bad.place() + ": ", bad.message());
  }

  @Test
  void withoutAnyOfThemItIsDeployed() throws Exception {
    HttpResponse<String> deployed =
        modeler.deploy(
            "ana",
            "copper",
            Map.of(
                "zinc-infusion.dmn",
                POLICY.replace("copper", "zinc").getBytes(StandardCharsets.UTF_8),
                "zinc-lab.form",
                FORM.replace("copper", "zinc").getBytes(StandardCharsets.UTF_8)));
    assertThat(deployed.statusCode()).as(deployed.body()).isEqualTo(200);
  }
}
