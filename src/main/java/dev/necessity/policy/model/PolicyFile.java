package dev.necessity.policy.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
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

  /**
   * The most elements that a file may have: six times those of a large policy. Each costs the
   * engine's parser more than the last.
   */
  private static final int MAX_ELEMENTS = 20_000;

  private static final int MAX_DEPTH = 100;
  private static final XMLInputFactory XML = XMLInputFactory.newInstance();

  static {
    DmnFiles.install();
    // A document type is read as an event, which is refused, and never looked into.
    XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    XML.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    XML.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
  }

  /** The file is no DMN file that is read here; the message says why and what to do. */
  public static final class UnreadableException extends RuntimeException {

    UnreadableException(String message) {
      super(message);
    }
  }

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
    Set<String> drawn = scan(content);
    try {
      DmnModelInstance model = Dmn.readModelFromStream(new ByteArrayInputStream(content));
      if (model.getDefinitions() == null) {
        throw new UnreadableException(
            "This is no DMN file: its root element is not 'definitions'. Save it as DMN in Camunda Modeler.");
      }
      return new PolicyFile(name, content, model, drawn, PolicyKeys.isPolicy(model));
    } catch (UnreadableException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new UnreadableException(
          "This is no valid DMN file: "
              + innermost(e)
              + " Open it in Camunda Modeler and save it again.");
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
  private static Set<String> scan(byte[] content) {
    Set<String> drawn = new HashSet<>();
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
          }
          case XMLStreamConstants.END_ELEMENT -> depth--;
          default -> {}
        }
      }
    } catch (XMLStreamException e) {
      throw new UnreadableException(
          "This is no XML file: "
              + e.getMessage().replaceAll("\\s+", " ")
              + ". Save it again in Camunda Modeler.");
    }
    return Collections.unmodifiableSet(drawn);
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
