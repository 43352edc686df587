package dev.necessity.policy.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Findings in the formats that build servers read. */
public final class FindingReports {

  private static final ObjectMapper JSON = new ObjectMapper();

  private FindingReports() {}

  /**
   * SARIF 2.1.0 (OASIS): one run, one result for each finding.
   *
   * @param findings by file
   */
  public static String sarif(Map<String, List<Finding>> findings) {
    ObjectNode log =
        JSON.createObjectNode()
            .put("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
            .put("version", "2.1.0");
    ObjectNode run = log.putArray("runs").addObject();
    ObjectNode driver =
        run.putObject("tool").putObject("driver").put("name", "necessity policy check");
    ArrayNode rules = driver.putArray("rules");
    Arrays.stream(Check.values())
        .forEach(
            check ->
                rules
                    .addObject()
                    .put("id", check.name())
                    .putObject("shortDescription")
                    .put("text", check.description()));
    ArrayNode results = run.putArray("results");
    findings.values().stream()
        .flatMap(List::stream)
        .forEach(finding -> result(results.addObject(), finding));
    return log.toPrettyString();
  }

  private static void result(ObjectNode result, Finding finding) {
    result
        .put("ruleId", finding.check().name())
        .put("level", finding.isError() ? "error" : "warning");
    result
        .putObject("message")
        .put(
            "text",
            finding.place().isEmpty()
                ? finding.message()
                : finding.place() + ": " + finding.message());
    ObjectNode location = result.putArray("locations").addObject();
    location
        .putObject("physicalLocation")
        .putObject("artifactLocation")
        .put("uri", finding.file().replace('\\', '/'));
    if (!finding.place().isEmpty()) {
      location.putArray("logicalLocations").addObject().put("fullyQualifiedName", finding.place());
    }
  }

  /**
   * JUnit XML: one suite for each file, one test case for each check, which fails where there is a
   * finding.
   *
   * @param findings by file
   */
  public static String junit(Map<String, List<Finding>> findings) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuites");
      for (var file : findings.entrySet()) {
        suite(xml, file.getKey(), file.getValue());
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  private static void suite(XMLStreamWriter xml, String file, List<Finding> findings)
      throws XMLStreamException {
    long failed = findings.stream().map(Finding::check).distinct().count();
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", file);
    xml.writeAttribute("tests", String.valueOf(Check.values().length));
    xml.writeAttribute("failures", String.valueOf(failed));
    for (Check check : Check.values()) {
      xml.writeStartElement("testcase");
      xml.writeAttribute("classname", file);
      xml.writeAttribute("name", check.description());
      List<String> messages =
          findings.stream()
              .filter(finding -> finding.check() == check)
              .map(Finding::toString)
              .toList();
      if (!messages.isEmpty()) {
        xml.writeStartElement("failure");
        xml.writeAttribute("type", check.name());
        xml.writeAttribute("message", printable(messages.get(0)));
        xml.writeCharacters(printable(String.join("\n", messages)));
        xml.writeEndElement();
      }
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  /** XML 1.0 has no control characters, not even escaped. */
  private static String printable(String text) {
    return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "?");
  }
}
