package dev.necessity.workflow;

import dev.necessity.policy.PolicyFile;
import dev.necessity.policy.Policies;
import dev.necessity.policy.TableText;
import dev.necessity.workflow.DeployedFiles.Version;
import java.util.ArrayList;
import java.util.List;
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

  public List<PolicyFile> files() {
    TableText catalogue = policies.catalog().table("policyCatalog");
    List<String> named = catalogue.rows().stream().flatMap(row -> row.cells().stream()).toList();
    List<PolicyFile> live = new ArrayList<>();
    files.all().stream().collect(Collectors.groupingBy(Version::file)).values().forEach(versions -> live.add(files.read(versions.stream()
        .filter(version -> named.contains("\"" + version.tag() + "\"")).findFirst().orElse(versions.get(0)))));
    return live;
  }
}
