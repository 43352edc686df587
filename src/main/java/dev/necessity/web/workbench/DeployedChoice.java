package dev.necessity.web.workbench;

import dev.necessity.deployment.DeployedFiles.Version;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Deployed versions to choose from in a form. */
final class DeployedChoice {

  private DeployedChoice() {}

  /** First nothing, then each version. */
  static List<Option> options(List<Version> versions) {
    return Stream.concat(
            Stream.of(new Option("", "-")),
            versions.stream().map(version -> new Option(key(version), Workbench.words(version))))
        .toList();
  }

  static Optional<Version> find(List<Version> versions, String key) {
    return versions.stream().filter(version -> key(version).equals(key)).findFirst();
  }

  private static String key(Version version) {
    return version.deploymentId() + "/" + version.file();
  }
}
