package dev.necessity.audit.trace;

import dev.necessity.audit.trace.CaseTrace.PathStep;
import dev.necessity.engine.EngineCommands;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.springframework.stereotype.Component;

/**
 * Puts into the path of a case what the history leaves out because it follows from the rest
 * (docs/adr/0008): whoever came to the step behind a gateway that only joins passed the gateway,
 * and whoever entered a subprocess passed its start event.
 */
@Component
public class PassedThrough {

  private final RepositoryService repository;
  private final EngineCommands engine;

  public PassedThrough(RepositoryService repository, EngineCommands engine) {
    this.repository = repository;
    this.engine = engine;
  }

  /**
   * The whole path, in the order in which the steps were entered; the path as it is recorded when
   * the process is not deployed any more.
   *
   * @param definition id of the process definition
   * @param recorded in the order in which the steps were entered; a step that is recorded is not
   *     added
   */
  List<PathStep> addTo(List<PathStep> recorded, String definition) {
    return model(definition).map(model -> whole(recorded, model)).orElse(recorded);
  }

  private Optional<BpmnModelInstance> model(String definition) {
    return engine.run(
        () ->
            repository.createProcessDefinitionQuery().processDefinitionId(definition).count() == 0
                ? Optional.empty()
                : Optional.of(repository.getBpmnModelInstance(definition)));
  }

  private static List<PathStep> whole(List<PathStep> recorded, BpmnModelInstance model) {
    Set<String> known = recorded.stream().map(PathStep::activity).collect(Collectors.toSet());
    List<PathStep> path = new ArrayList<>();
    for (PathStep step : recorded) {
      FlowNode node = model.getModelElementById(step.activity());
      if (node != null) {
        join(node)
            .filter(gateway -> !known.contains(gateway.getId()))
            .ifPresent(gateway -> path.add(passed(gateway, "exclusiveGateway", step.at())));
      }
      path.add(step);
      if (node instanceof SubProcess subProcess && !subProcess.triggeredByEvent()) {
        start(subProcess)
            .filter(start -> !known.contains(start.getId()))
            .ifPresent(start -> path.add(passed(start, "startEvent", step.at())));
      }
    }
    return path;
  }

  private static Optional<FlowNode> join(FlowNode node) {
    Collection<SequenceFlow> incoming = node.getIncoming();
    return incoming.size() != 1
        ? Optional.empty()
        : incoming.stream()
            .map(SequenceFlow::getSource)
            .filter(
                source -> source instanceof ExclusiveGateway && source.getOutgoing().size() == 1)
            .findFirst();
  }

  private static Optional<FlowNode> start(SubProcess subProcess) {
    return subProcess.getFlowElements().stream()
        .flatMap(
            element ->
                element instanceof StartEvent start ? Stream.<FlowNode>of(start) : Stream.empty())
        .findFirst();
  }

  private static PathStep passed(FlowNode node, String type, OffsetDateTime at) {
    return new PathStep(node.getId(), node.getName(), type, at, at, false, null);
  }
}
