package dev.necessity.request;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The forms that come with the application, whether it runs from its folder or from a jar. */
final class PackagedForms {

  private static final String FOLDER = "/forms/";
  private static final String FORM = ".form";

  private PackagedForms() {}

  /** In the order of their names. */
  static List<DocumentForm> read() {
    URL folder = PackagedForms.class.getResource(FOLDER);
    List<DocumentForm> forms = new ArrayList<>();
    for (String name : new TreeSet<>(names(folder))) {
      try (InputStream file = new URL(folder, name).openStream()) {
        forms.add(DocumentForm.read(file.readAllBytes()));
      } catch (IOException e) {
        throw new UncheckedIOException("The form " + name + " cannot be read.", e);
      }
    }
    return forms;
  }

  static List<String> names(URL folder) {
    try {
      if (folder.openConnection() instanceof JarURLConnection jar) {
        String path = jar.getEntryName();
        return jar.getJarFile().stream()
            .map(entry -> entry.getName())
            .filter(name -> name.startsWith(path) && name.endsWith(FORM))
            .map(name -> name.substring(path.length()))
            .toList();
      }
      try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
        return files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(FORM))
            .toList();
      }
    } catch (Exception e) {
      throw new IllegalStateException("The forms that are packaged cannot be listed.", e);
    }
  }
}
