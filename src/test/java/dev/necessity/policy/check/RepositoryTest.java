package dev.necessity.policy.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The decision files of the repository are what the check wants every file to be. */
class RepositoryTest {

  static Stream<Path> files() {
    return Models.files(Models.DMN, ".dmn").stream();
  }

  @ParameterizedTest
  @MethodSource("files")
  void hasNoFinding(Path file) throws IOException {
    assertThat(Sketch.CHECK.check(file.toString(), Files.readAllBytes(file))).isEmpty();
  }
}
