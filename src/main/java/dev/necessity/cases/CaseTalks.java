package dev.necessity.cases;

import dev.necessity.cases.StoredValues.Values;
import dev.necessity.engine.EngineCommands;
import java.util.List;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.springframework.stereotype.Component;

/**
 * The peer-to-peer talks about a case, as they were asked for and as they ended. Each is a run of a
 * process of its own.
 */
@Component
public class CaseTalks {

  private final StoredValues stored;
  private final EngineCommands engine;
  private final HistoryService history;

  CaseTalks(StoredValues stored, EngineCommands engine, HistoryService history) {
    this.stored = stored;
    this.engine = engine;
    this.history = history;
  }

  /**
   * Who wants to talk.
   *
   * @param reachedAt how and when the clinician can be reached
   * @param askedAt ISO 8601 with the offset of the receipt
   */
  public record Asked(String clinicianName, String clinicianNpi, String reachedAt, String askedAt) {

    /** Whether both ask in the same words, whenever they did. */
    public boolean sameAs(Asked other) {
      return clinicianName.equals(other.clinicianName)
          && clinicianNpi.equals(other.clinicianNpi)
          && reachedAt.equals(other.reachedAt);
    }
  }

  /**
   * What came of a talk, and who says so.
   *
   * @param outcome UPHELD (the decision stands), REOPENED (a reconsideration follows) or NOT_HELD
   * @param heldOn calendar date of the talk, and with {@code participants} null where it was not
   *     held
   * @param recordedAt when this was entered
   */
  public record TalkResult(
      String outcome,
      String heldOn,
      String participants,
      String summary,
      String recordedAt,
      String userId,
      String name,
      String npi,
      String specialty) {}

  /** The talks about a case, oldest first. */
  public List<CaseView.Talk> of(String caseNumber) {
    return engine.run(
        () ->
            history
                .createHistoricProcessInstanceQuery()
                .processDefinitionKey(CaseTasks.TALK_PROCESS)
                .processInstanceBusinessKey(caseNumber)
                .orderByProcessInstanceStartTime()
                .asc()
                .list()
                .stream()
                .map(this::read)
                .toList());
  }

  private CaseView.Talk read(HistoricProcessInstance talk) {
    Values values =
        stored.of(
            talk.getId(),
            CaseVariables.TALK_ASKED,
            CaseVariables.DUE_AT,
            CaseVariables.TALK_RESULT,
            CaseVariables.RECONSIDERATION);
    return new CaseView.Talk(
        values.json(CaseVariables.TALK_ASKED, Asked.class).orElseThrow(),
        values.text(CaseVariables.DUE_AT).orElse(null),
        values.json(CaseVariables.TALK_RESULT, TalkResult.class).orElse(null),
        values.text(CaseVariables.RECONSIDERATION).orElse(null));
  }
}
