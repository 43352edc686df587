package dev.necessity.feel.kit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * The test cases of the standard (dmn-tck), read from an archive beside the project, never copied
 * into it. Where the archive is says the system property {@code necessity.tck}.
 */
public final class CompatibilityKit {

  private static final Path FOLDER = Path.of(System.getProperty("necessity.tck", "../shared/tck"));
  private static final Path ARCHIVE = FOLDER.resolve("dmn-tck-test-cases.tar.gz");
  public static final String ABSENT =
      "NOT RUN: the compatibility kit is not at "
          + ARCHIVE.toAbsolutePath().normalize()
          + "; -Dnecessity.tck names another folder";

  private CompatibilityKit() {}

  public static boolean isThere() {
    return Files.exists(ARCHIVE);
  }

  /** Every decision file with its tests, in the order of their names. */
  static List<KitModel> models() {
    Map<String, byte[]> files = files();
    List<KitModel> models = new ArrayList<>();
    files.forEach(
        (name, content) -> {
          if (name.endsWith(".xml")) {
            Element cases = xml(content);
            String folder = name.substring(0, name.lastIndexOf('/') + 1);
            models.add(
                KitModel.of(
                    Path.of(folder).getFileName().toString(),
                    xml(files.get(folder + Xml.text(cases, "modelName"))),
                    cases));
          }
        });
    return models;
  }

  /** The decision files as they are, by their names. */
  public static Map<String, byte[]> decisionFiles() {
    Map<String, byte[]> files = files();
    files.keySet().removeIf(name -> !name.endsWith(".dmn"));
    return files;
  }

  private static Map<String, byte[]> files() {
    Map<String, byte[]> files = new TreeMap<>();
    try (InputStream archive = Files.newInputStream(ARCHIVE);
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(archive))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.isFile()) {
          files.put(entry.getName(), tar.readAllBytes());
        }
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Element xml(byte[] content) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setCoalescing(true);
      return factory
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(content))
          .getDocumentElement();
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
