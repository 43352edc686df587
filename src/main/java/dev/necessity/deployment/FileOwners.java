package dev.necessity.deployment;

import dev.necessity.engine.EngineCommands;
import dev.necessity.policy.check.Check;
import dev.necessity.policy.check.Finding;
import dev.necessity.policy.check.FormCheck;
import dev.necessity.policy.model.PolicyFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ResourceDefinition;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Which file holds what is live. The engine knows a decision and a form by a key alone and takes
 * whichever file brings it last; so a file with the key of another's would be live at once, in its
 * place. It is refused, unless it was agreed that it takes over.
 */
@Component
class FileOwners {

  private static final String TAKE_OVER = "take over ";

  private final RepositoryService repository;
  private final EngineCommands engine;
  private final VersionTags files;
  private final DeployedDocuments documents;

  /**
   * @param repository asked for while files are deployed, which the engine is built to do before it
   *     has one
   */
  FileOwners(
      @Lazy RepositoryService repository,
      @Lazy EngineCommands engine,
      VersionTags files,
      DeployedDocuments documents) {
    this.repository = repository;
    this.engine = engine;
    this.files = files;
    this.documents = documents;
  }

  /** A file that holds something live: its name without folder, and its id. */
  private record Owner(String name, String id) {}

  /** What a decision file would take from the files that hold it. */
  List<Finding> taken(PolicyFile file, Agreement agreement) {
    Owner self = new Owner(simple(file.name()), file.id());
    return taken(file, agreement, owner -> !owner.equals(self));
  }

  /** The same of a file whose name says nothing yet, as that of a copy that is tried. */
  List<Finding> takenById(PolicyFile file) {
    return taken(file, Agreement.NONE, owner -> !owner.id().equals(file.id()));
  }

  private List<Finding> taken(PolicyFile file, Agreement agreement, Predicate<Owner> isAnother) {
    Map<Owner, Set<String>> byOwner = new LinkedHashMap<>();
    for (String decision : file.decisions()) {
      owner(file.key(decision))
          .filter(isAnother)
          .ifPresent(
              owner ->
                  byOwner.computeIfAbsent(owner, first -> new LinkedHashSet<>()).add(decision));
    }
    List<Finding> findings = new ArrayList<>();
    byOwner.forEach(
        (owner, decisions) ->
            findings.add(
                agreement.ask(
                    Check.OWNER,
                    file.name(),
                    "",
                    quoted(decisions)
                        + " belongs to "
                        + owner.name()
                        + ", whose id is '"
                        + owner.id()
                        + "', and this file, whose id is '"
                        + file.id()
                        + "', would take its place. Deploy it under that name and id, or give its decisions ids of their own.",
                    TAKE_OVER + owner.name())));
    return findings;
  }

  /** What forms would take from the files that hold them. */
  List<Finding> taken(Map<String, byte[]> forms, Agreement agreement) {
    if (forms.isEmpty()) {
      return List.of();
    }
    Map<String, String> live = documents.fileNames();
    List<Finding> findings = new ArrayList<>();
    FormCheck.readable(forms)
        .forEach(
            (name, form) ->
                Optional.ofNullable(form.id())
                    .filter(live::containsKey)
                    .map(id -> Map.entry(id, simple(live.get(id))))
                    .filter(held -> !held.getValue().equals(simple(name)))
                    .ifPresent(
                        held ->
                            findings.add(
                                agreement.ask(
                                    Check.OWNER,
                                    name,
                                    "",
                                    "The form '"
                                        + held.getKey()
                                        + "' belongs to "
                                        + held.getValue()
                                        + ", and this file would take its place. Deploy it under that name, or give the form an id of its own.",
                                    TAKE_OVER + held.getValue()))));
    return findings;
  }

  private Optional<Owner> owner(String key) {
    return engine.run(
        () ->
            Optional.ofNullable(
                    repository
                        .createDecisionDefinitionQuery()
                        .decisionDefinitionKey(key)
                        .withoutTenantId()
                        .latestVersion()
                        .singleResult())
                .map(definition -> new Owner(simple(definition), files.fileId(definition))));
  }

  private static String simple(ResourceDefinition definition) {
    return simple(definition.getResourceName());
  }

  private static String simple(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private static String quoted(Set<String> decisions) {
    return (decisions.size() == 1 ? "The decision " : "Each of the decisions ")
        + decisions.stream()
            .map(decision -> "'" + decision + "'")
            .collect(Collectors.joining(", "));
  }
}
