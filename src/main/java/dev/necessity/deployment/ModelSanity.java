package dev.necessity.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.engine.form.FormFields;
import dev.necessity.policy.check.Check;
import dev.necessity.policy.check.Finding;
import dev.necessity.policy.check.Finding.Severity;
import dev.necessity.policy.replay.ReplayPage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.camunda.bpm.engine.impl.dmn.deployer.DecisionDefinitionDeployer;

/**
 * Which files somebody may deploy: decisions, forms, reports of a replay and an {@link Agreement}.
 * What a file is, its content decides, and its name must say the same; whatever else it is, is
 * refused before the engine reads any of it. Processes belong to the application.
 */
final class ModelSanity {

  private static final int LONGEST_NAME = 200;
  private static final String OMG = "https?://www\\.omg\\.org/spec/";
  private static final String DOCUMENT_TYPE = "a document type";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final XMLInputFactory XML = XMLInputFactory.newInstance();

  static {
    XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    XML.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
  }

  private ModelSanity() {}

  /**
   * Why a file is not deployed; empty for a decision file, which is checked by its rules elsewhere,
   * for a sound form and for a report.
   */
  static Optional<Finding> check(String name, byte[] content) {
    if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
      return error(
          Check.DEPLOYMENT,
          name.substring(0, Math.min(name.length(), LONGEST_NAME)).replaceAll("\\p{Cntrl}", "?"),
          "The name of the file is longer than "
              + LONGEST_NAME
              + " characters or cannot be written. Rename the file.");
    }
    String root = root(content);
    if (root.matches(OMG + "(BPMN|CMMN)/.*")) {
      return error(
          Check.DEPLOYMENT,
          name,
          "This is a process or a case, which belong to the application: they change with its package, and nobody deploys them. Remove the file from the deployment.");
    }
    if (name.endsWith(".html")
        && ReplayPage.candidate(new String(content, StandardCharsets.UTF_8)).isPresent()) {
      return Optional.empty();
    }
    if (root.equals(DOCUMENT_TYPE)) {
      return error(
          Check.UNREADABLE,
          name,
          "The file has a document type (<!DOCTYPE ...>), which could read other files or grow without end. Remove it.");
    }
    if (isDecision(name)) {
      return Optional.empty();
    }
    if (name.equals(Agreement.FILE) && content.length <= Agreement.LONGEST) {
      return Optional.empty();
    }
    if (name.endsWith(".form")) {
      return form(name, content);
    }
    return error(
        Check.DEPLOYMENT,
        name,
        "Only decisions (.dmn), forms (.form), the report of a replay (replay.html) and a short "
            + Agreement.FILE
            + " are deployed; this file is none of them. Remove it from the deployment.");
  }

  static boolean isDecision(String name) {
    return Arrays.stream(DecisionDefinitionDeployer.DMN_RESOURCE_SUFFIXES)
        .anyMatch(suffix -> name.endsWith("." + suffix));
  }

  /**
   * The namespace of the root element; empty where there is none, for what is no XML, or cannot be
   * read as such.
   */
  private static String root(byte[] content) {
    try {
      XMLStreamReader reader = XML.createXMLStreamReader(new ByteArrayInputStream(content));
      while (reader.hasNext()) {
        int event = reader.next();
        if (event == XMLStreamConstants.DTD) {
          return DOCUMENT_TYPE;
        }
        if (event == XMLStreamConstants.START_ELEMENT) {
          return Optional.ofNullable(reader.getNamespaceURI()).orElse("");
        }
      }
      return "";
    } catch (XMLStreamException e) {
      return "";
    }
  }

  private static Optional<Finding> form(String name, byte[] content) {
    try {
      JsonNode form = JSON.readTree(content);
      if (form.path("id").asText().isBlank()) {
        return error(
            Check.UNREADABLE,
            name,
            "The form has no id, so no task can show it. Set it in Camunda Modeler.");
      }
      if (!form.path("components").isArray()) {
        return error(
            Check.UNREADABLE,
            name,
            "This is no form: it has no 'components'. Save it again in Camunda Modeler.");
      }
      List<String> unsupported = FormFields.unsupported(form);
      return unsupported.isEmpty()
          ? Optional.empty()
          : error(
              Check.UNSUPPORTED_LOGIC,
              name,
              "The form has a component of type '"
                  + unsupported.get(0)
                  + "', whose fields no task takes in. Use fields of their own for what is entered.");
    } catch (JsonProcessingException e) {
      return error(
          Check.UNREADABLE,
          name,
          "This is no form: it is not JSON. Save it again in Camunda Modeler.");
    } catch (IOException e) {
      throw new IllegalStateException("Reading from memory cannot fail.", e);
    }
  }

  private static Optional<Finding> error(Check check, String file, String message) {
    return Optional.of(new Finding(check, Severity.ERROR, file, "", "", "", message));
  }
}
