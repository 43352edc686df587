package dev.necessity;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who looks where {@code CONTRIBUTING.md} says finds what it says. */
class ContributingTest {

  private static final Path GUIDE = Path.of("CONTRIBUTING.md");

  private static Stream<String> quoted(String pattern) throws IOException {
    return Pattern.compile("`(" + pattern + ")`")
        .matcher(Files.readString(GUIDE))
        .results()
        .map(found -> found.group(1))
        .distinct();
  }

  @Test
  void eachClassThatItNamesIsThere() throws IOException {
    Set<String> classes =
        new ClassFileImporter()
            .importPackages("dev.necessity").stream()
                .map(JavaClass::getName)
                .collect(Collectors.toSet());

    assertThat(quoted("(?:[a-z]+\\.)*[A-Z][A-Za-z]+"))
        .hasSizeGreaterThan(10)
        .allSatisfy(
            name -> assertThat(classes).as(name).anyMatch(each -> each.endsWith("." + name)));
  }

  @Test
  void eachFolderAndFileThatItNamesIsThere() throws IOException {
    assertThat(quoted("(?:bpmn|dmn|forms|examples|notices|src|docs)/[a-z./-]*"))
        .hasSizeGreaterThan(8)
        .allSatisfy(path -> assertThat(Path.of(path)).exists());
  }
}
