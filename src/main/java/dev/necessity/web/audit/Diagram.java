package dev.necessity.web.audit;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The diagram interchange of a BPMN or DMN file: where each element is drawn. Read from the XML,
 * because the engine's DMN model does not know it.
 */
record Diagram(List<Shape> shapes, List<Edge> edges) {

  /** A point or a size, in the file's units (pixels at 100 %). */
  record Box(double x, double y, double width, double height) {}

  /**
   * A drawn element.
   *
   * @param type the element's name in the XML, as in {@code userTask}
   * @param kind what is special about it: the definition of an event, {@code triggeredByEvent}, or
   *     empty
   * @param label where its name is written; null when inside
   */
  record Shape(String id, String type, String kind, String name, Box box, Box label) {}

  /**
   * A drawn connection; {@code source} and {@code target} are ids of elements, null in DMN; {@code
   * label} may be null.
   */
  record Edge(
      String id,
      String type,
      String name,
      String source,
      String target,
      List<Box> points,
      Box label) {}

  /** Reads a file; entities and external references are refused. */
  static Diagram read(InputStream xml) {
    Document document = parse(xml);
    Map<String, Element> elements = new HashMap<>();
    NodeList all = document.getElementsByTagNameNS("*", "*");
    for (int i = 0; i < all.getLength(); i++) {
      Element element = (Element) all.item(i);
      if (element.hasAttribute("id")) {
        elements.put(element.getAttribute("id"), element);
      }
    }
    List<Shape> shapes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < all.getLength(); i++) {
      Element drawn = (Element) all.item(i);
      Element element =
          elements.get(
              drawn.hasAttribute("bpmnElement")
                  ? drawn.getAttribute("bpmnElement")
                  : drawn.getAttribute("dmnElementRef"));
      if (element != null && drawn.getLocalName().endsWith("Shape")) {
        shapes.add(shape(drawn, element));
      } else if (element != null && drawn.getLocalName().endsWith("Edge")) {
        edges.add(edge(drawn, element));
      }
    }
    return new Diagram(shapes, edges);
  }

  private static Shape shape(Element drawn, Element element) {
    String text =
        children(element, "text").stream().map(Element::getTextContent).findFirst().orElse("");
    return new Shape(
        element.getAttribute("id"),
        element.getLocalName(),
        kind(element),
        element.hasAttribute("name") ? element.getAttribute("name") : text.strip(),
        box(children(drawn, "Bounds").get(0)),
        label(drawn));
  }

  private static Box label(Element drawn) {
    return children(drawn, "BPMNLabel").stream()
        .flatMap(label -> children(label, "Bounds").stream())
        .map(Diagram::box)
        .findFirst()
        .orElse(null);
  }

  private static String kind(Element element) {
    if ("true".equals(element.getAttribute("triggeredByEvent"))) {
      return "triggeredByEvent";
    }
    NodeList children = element.getElementsByTagNameNS("*", "*");
    for (int i = 0; i < children.getLength(); i++) {
      String name = children.item(i).getLocalName();
      if (children.item(i).getParentNode() == element && name.endsWith("EventDefinition")) {
        return name.replace("EventDefinition", "");
      }
    }
    return "";
  }

  private static Edge edge(Element drawn, Element element) {
    List<Box> points = children(drawn, "waypoint").stream().map(Diagram::box).toList();
    return new Edge(
        element.getAttribute("id"),
        element.getLocalName(),
        element.getAttribute("name"),
        attribute(element, "sourceRef"),
        attribute(element, "targetRef"),
        points,
        label(drawn));
  }

  private static String attribute(Element element, String name) {
    return element.hasAttribute(name) ? element.getAttribute(name) : null;
  }

  private static Box box(Element bounds) {
    return new Box(
        number(bounds, "x"),
        number(bounds, "y"),
        number(bounds, "width"),
        number(bounds, "height"));
  }

  private static double number(Element element, String attribute) {
    return element.hasAttribute(attribute)
        ? Double.parseDouble(element.getAttribute(attribute))
        : 0;
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    NodeList nodes = parent.getChildNodes();
    for (int i = 0; i < nodes.getLength(); i++) {
      if (nodes.item(i) instanceof Element element && element.getLocalName().equals(name)) {
        found.add(element);
      }
    }
    return found;
  }

  private static Document parse(InputStream xml) {
    try (xml) {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(xml);
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new IllegalStateException("A deployed model cannot be read as XML.", e);
    }
  }
}
