package dev.necessity.policy.model;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.Source;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.impl.DmnParser;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.xml.instance.DomDocument;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Reads DMN files as Camunda's parser does, which reads the schemas of six versions of DMN again
 * for each file; here they are read once. A start deploys nine files, and each is read by the check
 * and by the engine.
 */
public final class DmnFiles extends Dmn {

  private final DmnParser parser = new Parser();

  private DmnFiles() {}

  /** From now on everybody reads DMN files with this, the engine as well. */
  static synchronized void install() {
    if (!(Dmn.INSTANCE instanceof DmnFiles)) {
      Dmn.INSTANCE = new DmnFiles();
    }
  }

  /** A file with one decision of another one, and nothing that it refers to. */
  public static DmnModelInstance only(Decision decision) {
    install();
    Document original =
        (Document) decision.getModelInstance().getDocument().getDomSource().getNode();
    Document document = (Document) original.cloneNode(false);
    Node root = document.appendChild(document.importNode(original.getDocumentElement(), false));
    NodeList all = original.getDocumentElement().getChildNodes();
    for (int i = 0; i < all.getLength(); i++) {
      if (all.item(i) instanceof Element element
          && element.getAttribute("id").equals(decision.getId())) {
        root.appendChild(document.importNode(element, true));
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      TransformerFactory.newInstance()
          .newTransformer()
          .transform(new DOMSource(document), new StreamResult(bytes));
    } catch (TransformerException e) {
      throw new IllegalStateException("What was read cannot be written.", e);
    }
    return Dmn.readModelFromStream(new ByteArrayInputStream(bytes.toByteArray()));
  }

  @Override
  protected DmnModelInstance doReadModelFromInputStream(InputStream file) {
    return parser.parseModelFromStream(file);
  }

  private static final class Parser extends DmnParser {

    private static final String FOLDER = "org/camunda/bpm/model/dmn/schema/";
    private static final Schema SCHEMA =
        schema(
            "DMN15.xsd",
            "DMN14.xsd",
            "DMN13.xsd",
            "DMN12.xsd",
            "DMN11.xsd",
            "DMN11_Alternative.xsd");

    private static Schema schema(String... files) {
      try {
        return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
            .newSchema(
                Stream.of(files)
                    .map(
                        file ->
                            new StreamSource(
                                Dmn.class.getClassLoader().getResource(FOLDER + file).toString()))
                    .toArray(Source[]::new));
      } catch (SAXException e) {
        throw new IllegalStateException("The schemas of DMN cannot be read.", e);
      }
    }

    @Override
    protected void configureFactory(DocumentBuilderFactory factory) {
      super.configureFactory(factory);
      factory.setAttribute("http://java.sun.com/xml/jaxp/properties/schemaSource", null);
      factory.setAttribute("http://java.sun.com/xml/jaxp/properties/schemaLanguage", null);
      factory.setValidating(false);
      factory.setSchema(SCHEMA);
    }

    @Override
    protected Schema createSchema(String location, ClassLoader loader) {
      return SCHEMA;
    }

    @Override
    public void validateModel(DomDocument read) {
      // It was, while it was read.
    }
  }
}
