package dev.necessity.policy.model;

import java.io.ByteArrayInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.DrgElement;

/**
 * A DMN file from anybody's hands, read safely: bounded in size and depth, without document types,
 * entities or anything that would be fetched from elsewhere.
 *
 * @param name how messages name the file
 * @param drawn ids of the elements that the diagram shows
 * @param isPolicy whether it is a policy, of which cases are pinned to a version, and not a table
 *     beside the policies; known from the start, as it is asked of each decision
 */
public record PolicyFile(
    String name, byte[] content, DmnModelInstance model, Set<String> drawn, boolean isPolicy)
    implements Tables {

  /** The largest file that is read, in bytes: ten mebibytes, thirty times a large policy. */
  public static final int MAX_BYTES = 10 * 1024 * 1024;

  /** The most elements that a file may have: those of a table of five thousand rules */
  private static final int MAX_ELEMENTS = 150_000;

  private static final int MAX_DEPTH = 100;

  /** How the validation begins what it says of an id that two elements have. */
  private static final String SAME_ID = "cvc-id.2";

  private static final String NO_UTF_8 = "UTF-8 sequence";
  private static final int LOOKED_AT = 200;
  private static final XMLInputFactory XML = XMLInputFactory.newInstance();

  static {
    DmnFiles.install();
    // A document type is read as an event, which is refused, and never looked into.
    XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    XML.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    // Would print on the terminal what the exception says as well.
    XML.setXMLReporter((message, type, information, location) -> {});
  }

  /** The file is no DMN file that is read here; the message says why and what to do. */
  public static final class UnreadableException extends RuntimeException {

    UnreadableException(String message) {
      super(message);
    }
  }

  /**
   * @param twice which id two elements have, as a sentence; empty where all have ids of their own
   */
  private record Scan(Set<String> drawn, String twice) {}

  /** Its id, which all its versions have; its examples are kept under it. */
  @Override
  public String id() {
    return model.getDefinitions().getId();
  }

  /** The key by which the engine knows a decision of this file. */
  public String key(String decision) {
    return isPolicy() ? PolicyKeys.of(id(), decision) : decision;
  }

  /** Whether a key, or an id alone, means a decision of this file. */
  public boolean has(String key) {
    return PolicyKeys.isOf(id(), key) && decisions().contains(PolicyKeys.decision(key));
  }

  /** Ids of the decisions, in the order of the file. */
  public List<String> decisions() {
    return model.getModelElementsByType(Decision.class).stream().map(Decision::getId).toList();
  }

  /** Decisions that rest on others and that no other rests on: of a policy, its answer. */
  public List<String> tops() {
    Set<String> tops = new LinkedHashSet<>();
    Set<String> required = new HashSet<>();
    for (Decision decision : model.getModelElementsByType(Decision.class)) {
      decision.getInformationRequirements().stream()
          .map(Requirements::target)
          .filter(Decision.class::isInstance)
          .forEach(
              below -> {
                tops.add(decision.getId());
                required.add(below.getId());
              });
    }
    tops.removeAll(required);
    return List.copyOf(tops);
  }

  /** The version tag that its first decision has; empty where it has none. */
  public String version() {
    return model.getModelElementsByType(Decision.class).stream()
        .map(Decision::getVersionTag)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse("");
  }

  /** One of its decision tables, as an analyst sees it. */
  @Override
  public TableText table(String decision) {
    return TableText.of(
        (DecisionTable) ((Decision) model.getModelElementById(decision)).getExpression());
  }

  /** Ids of those that are decision tables. */
  @Override
  public List<String> tables() {
    return tables(model);
  }

  static List<String> tables(DmnModelInstance model) {
    return model.getModelElementsByType(Decision.class).stream()
        .filter(decision -> decision.getExpression() instanceof DecisionTable)
        .map(Decision::getId)
        .toList();
  }

  /**
   * Reads a file's content.
   *
   * @throws UnreadableException when it is too large, unsafe or not DMN
   */
  public static PolicyFile read(String name, byte[] content) {
    if (content.length > MAX_BYTES) {
      throw tooLarge(content.length);
    }
    Scan scan = scan(content);
    try {
      DmnModelInstance model = Dmn.readModelFromStream(new ByteArrayInputStream(content));
      if (model.getDefinitions() == null) {
        throw new UnreadableException(
            "This is no DMN file: its root element is not 'definitions'. Save it as DMN in Camunda Modeler.");
      }
      refuseWithoutIds(model);
      return new PolicyFile(
          name,
          content,
          model,
          Collections.unmodifiableSet(scan.drawn()),
          PolicyKeys.isPolicy(model));
    } catch (UnreadableException e) {
      throw e;
    } catch (RuntimeException e) {
      String problem = innermost(e);
      throw new UnreadableException(
          problem.contains(SAME_ID) && !scan.twice().isEmpty()
              ? scan.twice()
              : "This is no valid DMN file: "
                  + problem
                  + " Open it in Camunda Modeler and save it again.");
    }
  }

  /** Whatever is said of a decision or an input names it by its id. */
  private static void refuseWithoutIds(DmnModelInstance model) {
    List<DrgElement> elements = new ArrayList<>(Requirements.inputs(model));
    elements.addAll(model.getModelElementsByType(Decision.class));
    for (DrgElement element : elements) {
      if (element.getId() == null || element.getId().isBlank()) {
        throw new UnreadableException(
            "The "
                + (element instanceof Decision ? "decision" : "input")
                + " '"
                + element.getName()
                + "' has no id, so nothing can refer to it. Set its id in the properties panel of Camunda Modeler.");
      }
    }
  }

  /**
   * Reads a file; one that is too large is refused before it is read.
   *
   * @throws UnreadableException when it is too large, unsafe or not DMN
   * @throws IOException when it cannot be read at all
   */
  public static PolicyFile read(Path file) throws IOException {
    return read(file.toString(), bytes(file));
  }

  /**
   * Reads the DMN files of a folder, by their names.
   *
   * @throws UnreadableException when one is too large, unsafe or not DMN
   * @throws IOException when the folder or one of them cannot be read at all
   */
  public static List<PolicyFile> in(Path folder) throws IOException {
    List<PolicyFile> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.filter(path -> path.toString().endsWith(".dmn")).sorted().toList()) {
        files.add(read(file));
      }
    }
    return files;
  }

  /** The bytes of a file of a size that is read. */
  public static byte[] bytes(Path file) throws IOException {
    long size = Files.size(file);
    if (size > MAX_BYTES) {
      throw tooLarge(size);
    }
    return Files.readAllBytes(file);
  }

  private static UnreadableException tooLarge(long bytes) {
    return new UnreadableException(
        "The file has "
            + bytes
            + " bytes; at most "
            + MAX_BYTES
            + " are read. Split it, or remove what is no policy.");
  }

  /**
   * Reads the file as a stream of bounded depth and refuses what could make a parser fetch or
   * multiply anything.
   */
  private static Scan scan(byte[] content) {
    Set<String> drawn = new HashSet<>();
    Map<String, String> ids = new HashMap<>();
    String twice = "";
    int depth = 0;
    int elements = 0;
    try {
      XMLStreamReader reader = XML.createXMLStreamReader(new ByteArrayInputStream(content));
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
              throw new UnreadableException(
                  "The file has a document type or an entity (<!DOCTYPE ...>), which could read other files or grow without end. Remove it.");
          case XMLStreamConstants.START_ELEMENT -> {
            if (++depth > MAX_DEPTH) {
              throw new UnreadableException(
                  "The file is nested more than "
                      + MAX_DEPTH
                      + " elements deep. No decision table needs that: save it again in Camunda Modeler.");
            }
            if (++elements > MAX_ELEMENTS) {
              throw new UnreadableException(
                  "The file has more than "
                      + MAX_ELEMENTS
                      + " elements, which no engine reads in reasonable time. Split the tables.");
            }
            String element = reader.getAttributeValue(null, "dmnElementRef");
            if (element != null) {
              drawn.add(element);
            }
            String id = reader.getAttributeValue(null, "id");
            String other = id == null ? null : ids.putIfAbsent(id, described(reader));
            if (other != null && twice.isEmpty()) {
              twice =
                  "The id '"
                      + id
                      + "' is given twice, to the "
                      + other
                      + " and to the "
                      + described(reader)
                      + ". Give one of the two another id.";
            }
          }
          case XMLStreamConstants.END_ELEMENT -> depth--;
          default -> {}
        }
      }
    } catch (XMLStreamException e) {
      throw new UnreadableException(noXml(content, e));
    }
    return new Scan(drawn, twice);
  }

  private static String described(XMLStreamReader element) {
    String name = element.getAttributeValue(null, "name");
    return "element '"
        + element.getLocalName()
        + "'"
        + (name == null ? "" : " with the name '" + name + "'")
        + " in line "
        + element.getLocation().getLineNumber();
  }

  /** Why something cannot be read as XML, in the words of who wrote it. */
  private static String noXml(byte[] content, XMLStreamException e) {
    String problem = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    String line = e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNumber() + ")";
    if (e.getNestedException() instanceof CharConversionException || problem.contains(NO_UTF_8)) {
      return "The file is not written in the encoding that its first line names, UTF-8 where it names none"
          + line
          + ". Save it in UTF-8, or write in the first line the encoding that it has, as encoding=\"ISO-8859-1\".";
    }
    String start =
        new String(content, 0, Math.min(content.length, LOOKED_AT), StandardCharsets.ISO_8859_1);
    if (start.isBlank()) {
      return "This is no XML file: it is empty. Save the decisions in Camunda Modeler.";
    }
    if (Character.isWhitespace(start.charAt(0)) && start.stripLeading().startsWith("<?xml")) {
      return "Something blank stands before the first line, and <?xml must be the very first. Remove the blanks and line breaks before it.";
    }
    if (!start.contains("<")) {
      return "This is no XML file, as a DMN file is one. Save the decisions in Camunda Modeler.";
    }
    return "This is no XML file"
        + line
        + ": "
        + problem.replaceAll("^.*Message: ", "")
        + (problem.endsWith(".") ? "" : ".")
        + " Correct that line, or save the file again in Camunda Modeler.";
  }

  private static String innermost(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = String.valueOf(cause.getMessage()).replaceAll("\\s+", " ").strip();
    return message.endsWith(".") ? message : message + ".";
  }
}
