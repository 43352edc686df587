package dev.necessity.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.policy.check.Check;
import dev.necessity.policy.check.Finding;
import dev.necessity.policy.check.Finding.Severity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The least that holds for a process or a form before the engine reads it: it can be read safely, and runs no code of its own. */
final class ModelSanity {

  private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";
  private static final Set<String> SCRIPTS = Set.of("scriptTask", "script");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final XMLInputFactory XML = XMLInputFactory.newInstance();

  static {
    XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    XML.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
  }

  private ModelSanity() {}

  /** What is wrong with a process or a form; empty for a sound one, and for every other file. */
  static Optional<Finding> check(String name, byte[] content) {
    if (name.endsWith("bpmn") || name.endsWith("bpmn20.xml")) {
      return process(name, content);
    }
    return name.endsWith(".form") ? form(name, content) : Optional.empty();
  }

  private static Optional<Finding> process(String name, byte[] content) {
    try {
      XMLStreamReader reader = XML.createXMLStreamReader(new ByteArrayInputStream(content));
      while (reader.hasNext()) {
        int event = reader.next();
        if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
          return error(Check.UNREADABLE, name, "The file has a document type or an entity (<!DOCTYPE ...>), which could read other files or grow without end. Remove it.");
        }
        if (event == XMLStreamConstants.START_ELEMENT && (SCRIPTS.contains(reader.getLocalName()) || reader.getAttributeValue(CAMUNDA, "class") != null)) {
          return error(Check.UNSUPPORTED_LOGIC, name, "Line " + reader.getLocation().getLineNumber()
              + " holds a script or names a Java class, which would run with the application's rights. Use a delegate expression that the application offers.");
        }
      }
      return Optional.empty();
    } catch (XMLStreamException e) {
      return error(Check.UNREADABLE, name, "This is no XML file. Save it again in Camunda Modeler.");
    }
  }

  private static Optional<Finding> form(String name, byte[] content) {
    try {
      return JSON.readTree(content).path("id").asText().isBlank()
          ? error(Check.UNREADABLE, name, "The form has no id, so no task can show it. Set it in Camunda Modeler.") : Optional.empty();
    } catch (JsonProcessingException e) {
      return error(Check.UNREADABLE, name, "This is no form: it is not JSON. Save it again in Camunda Modeler.");
    } catch (IOException e) {
      throw new IllegalStateException("Reading from memory cannot fail.", e);
    }
  }

  private static Optional<Finding> error(Check check, String file, String message) {
    return Optional.of(new Finding(check, Severity.ERROR, file, "", "", "", message));
  }
}
