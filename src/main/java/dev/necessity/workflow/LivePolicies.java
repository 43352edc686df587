package dev.necessity.workflow;

import dev.necessity.policy.PolicyFile;
import dev.necessity.policy.Policies;
import dev.necessity.policy.TableText;
import dev.necessity.workflow.DeployedFiles.Version;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The decision files as they judge new cases: of each the newest version that the catalogue names, else its newest. */
@Component
public class LivePolicies {

  private final DeployedFiles files;
  private final Policies policies;

  public LivePolicies(DeployedFiles files, Policies policies) {
    this.files = files;
    this.policies = policies;
  }

  /** Of two files with the same decision, which were deployed under different names, the one that judges comes first. */
  public List<PolicyFile> files() {
    TableText catalogue = policies.catalog().table("policyCatalog");
    Set<String> named = catalogue.rows().stream().flatMap(row -> row.cells().stream()).collect(Collectors.toSet());
    Predicate<Version> isNamed = version -> named.contains("\"" + version.tag() + "\"");
    return files.all().stream().collect(Collectors.groupingBy(Version::file)).values().stream()
        .map(versions -> versions.stream().filter(isNamed).findFirst().orElse(versions.get(0)))
        .sorted(Comparator.comparing((Version version) -> !isNamed.test(version)).thenComparing(Version::deployedAt, Comparator.reverseOrder()))
        .map(files::read).toList();
  }
}
