package dev.necessity.policy;

import java.io.InputStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.impl.DmnParser;
import org.camunda.bpm.model.xml.instance.DomDocument;
import org.xml.sax.SAXException;

/**
 * Reads DMN files as Camunda's parser does, which reads the schemas of six versions of DMN again for each file; here they
 * are read once. A start deploys nine files, and each is read by the check and by the engine.
 */
final class DmnFiles extends Dmn {

  private final DmnParser parser = new Parser();

  private DmnFiles() {}

  /** From now on everybody reads DMN files with this, the engine as well. */
  static synchronized void install() {
    if (!(Dmn.INSTANCE instanceof DmnFiles)) {
      Dmn.INSTANCE = new DmnFiles();
    }
  }

  @Override
  protected DmnModelInstance doReadModelFromInputStream(InputStream file) {
    return parser.parseModelFromStream(file);
  }

  private static final class Parser extends DmnParser {

    private static final String FOLDER = "org/camunda/bpm/model/dmn/schema/";
    private static final Schema SCHEMA = schema("DMN15.xsd", "DMN14.xsd", "DMN13.xsd", "DMN12.xsd", "DMN11.xsd", "DMN11_Alternative.xsd");

    private static Schema schema(String... files) {
      try {
        return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(Stream.of(files)
            .map(file -> new StreamSource(Dmn.class.getClassLoader().getResource(FOLDER + file).toString())).toArray(Source[]::new));
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
