package dev.necessity.history;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.history.HistoricDecisionInstance;
import org.camunda.bpm.engine.impl.HistoricDecisionInstanceQueryImpl;
import org.camunda.bpm.engine.impl.Page;
import org.camunda.bpm.engine.impl.dmn.entity.repository.DecisionDefinitionEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricDecisionInstanceEntity;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;

/**
 * The engine's query of decision instances, over evaluations of which only the top decision has a
 * row: Cockpit, the REST API and the audit ask as ever, and are told each table with its inputs,
 * the rules that fired and its outputs.
 *
 * <p>Tables are told to a query that names one of them, its evaluation, or a process instance; any
 * other query finds the top decisions only. Evaluations that were written row by row, before there
 * were records, are found as they were.
 */
final class EvaluationQuery extends HistoricDecisionInstanceQueryImpl {

  private static final long serialVersionUID = 1L;

  EvaluationQuery(CommandExecutor executor) {
    super(executor);
  }

  @Override
  public long executeCount(CommandContext context) {
    checkQueryOk();
    if (namesEvaluations()) {
      return tables(context, evaluations()).size();
    }
    Optional<DecisionDefinitionEntity> table = requiredTable(context);
    return table.isPresent() ? count(context, ofDiagram(table.get())) : count(context, this);
  }

  /**
   * @param page the engine reads it from the query, too
   */
  @Override
  public List<HistoricDecisionInstance> executeList(CommandContext context, Page page) {
    checkQueryOk();
    if (namesEvaluations()) {
      return page(tables(context, evaluations()));
    }
    Optional<DecisionDefinitionEntity> table = requiredTable(context);
    return table.isPresent() ? tables(context, ofDiagram(table.get())) : complete(context);
  }

  /**
   * Whether the query is bounded to some evaluations, so that all their tables can be looked at.
   */
  private boolean namesEvaluations() {
    return !rootDecisionInstancesOnly
        && (isTable(decisionInstanceId)
            || rootDecisionInstanceId != null
            || processInstanceId != null
            || activityInstanceIds != null);
  }

  private static boolean isTable(String instance) {
    return instance != null && instance.indexOf(RecordedDecisions.SEPARATOR) >= 0;
  }

  /**
   * The decision that the query names, when it is evaluated for others and so has no rows of its
   * own.
   */
  private Optional<DecisionDefinitionEntity> requiredTable(CommandContext context) {
    if (rootDecisionInstancesOnly
        || decisionDefinitionId == null && decisionDefinitionKey == null) {
      return Optional.empty();
    }
    DecisionDefinitionEntity definition =
        decisionDefinitionId != null
            ? context
                .getDecisionDefinitionManager()
                .findDecisionDefinitionById(decisionDefinitionId)
            : (DecisionDefinitionEntity)
                context
                    .getDecisionDefinitionManager()
                    .findLatestDefinitionByKey(decisionDefinitionKey);
    return Optional.ofNullable(definition).filter(each -> isRequired(each, context));
  }

  private static boolean isRequired(DecisionDefinitionEntity definition, CommandContext context) {
    return definition.getDecisionRequirementsDefinitionId() != null
        && context
            .getDecisionDefinitionManager()
            .findDecisionDefinitionByDeploymentId(definition.getDeploymentId())
            .stream()
            .map(
                each ->
                    context
                        .getProcessEngineConfiguration()
                        .getDeploymentCache()
                        .findDeployedDecisionDefinitionById(each.getId()))
            .anyMatch(
                each ->
                    each.getRequiredDecisions().stream()
                        .anyMatch(required -> required.getKey().equals(definition.getKey())));
  }

  /**
   * The same question to the top decisions, without what it says of single decisions and of the
   * page.
   */
  private EvaluationQuery evaluations() {
    EvaluationQuery query = new EvaluationQuery(commandExecutor);
    query.decisionInstanceId =
        isTable(decisionInstanceId)
            ? decisionInstanceId.substring(
                0, decisionInstanceId.indexOf(RecordedDecisions.SEPARATOR))
            : rootDecisionInstanceId;
    query.processDefinitionKey = processDefinitionKey;
    query.processDefinitionId = processDefinitionId;
    query.processInstanceId = processInstanceId;
    query.activityIds = activityIds;
    query.activityInstanceIds = activityInstanceIds;
    query.evaluatedBefore = evaluatedBefore;
    query.evaluatedAfter = evaluatedAfter;
    query.userId = userId;
    query.decisionRequirementsDefinitionId = decisionRequirementsDefinitionId;
    query.decisionRequirementsDefinitionKey = decisionRequirementsDefinitionKey;
    query.tenantIds = tenantIds;
    query.isTenantIdSet = isTenantIdSet;
    query.setOrderingProperties(getOrderingProperties());
    query.rootDecisionInstancesOnly = true;
    query.includeOutputs = true;
    return query;
  }

  /**
   * Every evaluation of a diagram holds one instance of a table of it, so their page is the page of
   * the table's instances.
   */
  private EvaluationQuery ofDiagram(DecisionDefinitionEntity table) {
    EvaluationQuery query = evaluations();
    query.setFirstResult(firstResult);
    query.setMaxResults(maxResults);
    if (decisionDefinitionId != null) {
      query.decisionRequirementsDefinitionId = table.getDecisionRequirementsDefinitionId();
    } else {
      query.decisionRequirementsDefinitionKey = table.getDecisionRequirementsDefinitionKey();
    }
    return query;
  }

  private List<HistoricDecisionInstance> tables(
      CommandContext context, EvaluationQuery evaluations) {
    RecordedDecisions records = records(context);
    return list(context, evaluations).stream()
        .flatMap(
            top ->
                records
                    .of((HistoricDecisionInstanceEntity) top)
                    .map(List::stream)
                    .orElseGet(() -> rows(context, top)))
        .filter(this::isMeant)
        .map(this::asAsked)
        .toList();
  }

  /** The instances of an evaluation that was written row by row. */
  private Stream<HistoricDecisionInstance> rows(
      CommandContext context, HistoricDecisionInstance top) {
    EvaluationQuery rows = new EvaluationQuery(commandExecutor);
    rows.rootDecisionInstanceId = top.getId();
    rows.includeInput = true;
    rows.includeOutputs = true;
    rows.isCustomObjectDeserializationEnabled = isCustomObjectDeserializationEnabled;
    return list(context, rows).stream();
  }

  private boolean isMeant(HistoricDecisionInstance decision) {
    return (decisionInstanceId == null || decisionInstanceId.equals(decision.getId()))
        && (decisionInstanceIdIn == null
            || Arrays.asList(decisionInstanceIdIn).contains(decision.getId()))
        && (decisionDefinitionId == null
            || decisionDefinitionId.equals(decision.getDecisionDefinitionId()))
        && (decisionDefinitionIdIn == null
            || Arrays.asList(decisionDefinitionIdIn).contains(decision.getDecisionDefinitionId()))
        && (decisionDefinitionKey == null
            || decisionDefinitionKey.equals(decision.getDecisionDefinitionKey()))
        && (decisionDefinitionKeyIn == null
            || Arrays.asList(decisionDefinitionKeyIn).contains(decision.getDecisionDefinitionKey()))
        && (decisionDefinitionName == null
            || decisionDefinitionName.equals(decision.getDecisionDefinitionName()));
  }

  /** The instances that have rows, those that were recorded with what their record says. */
  private List<HistoricDecisionInstance> complete(CommandContext context) {
    boolean outputsAsked = includeOutputs;
    includeOutputs = includeInput || includeOutputs;
    List<HistoricDecisionInstance> decisions = list(context, this);
    boolean fetched = includeOutputs;
    includeOutputs = outputsAsked;
    if (fetched) {
      RecordedDecisions records = records(context);
      decisions.forEach(decision -> records.of((HistoricDecisionInstanceEntity) decision));
    }
    return decisions.stream().map(this::asAsked).toList();
  }

  /** Inputs and outputs only where they were asked for. */
  private HistoricDecisionInstance asAsked(HistoricDecisionInstance decision) {
    HistoricDecisionInstanceEntity instance = (HistoricDecisionInstanceEntity) decision;
    if (!includeInput) {
      instance.setInputs(null);
    }
    if (!includeOutputs) {
      instance.setOutputs(null);
    }
    return instance;
  }

  private List<HistoricDecisionInstance> page(List<HistoricDecisionInstance> decisions) {
    return decisions.stream().skip(firstResult).limit(maxResults).toList();
  }

  private static RecordedDecisions records(CommandContext context) {
    return new RecordedDecisions(context.getProcessEngineConfiguration().getDeploymentCache());
  }

  private static List<HistoricDecisionInstance> list(
      CommandContext context, EvaluationQuery query) {
    return context
        .getHistoricDecisionInstanceManager()
        .findHistoricDecisionInstancesByQueryCriteria(query, null);
  }

  private static long count(CommandContext context, EvaluationQuery query) {
    return context
        .getHistoricDecisionInstanceManager()
        .findHistoricDecisionInstanceCountByQueryCriteria(query);
  }
}
