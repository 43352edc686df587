package dev.necessity.history;

import dev.necessity.cases.CaseRegister;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.history.handler.CompositeHistoryEventHandler;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Has the engine keep the history of cases once, in place of its own way (docs/adr/0008). */
@Component
public class HistoryConfiguration extends AbstractProcessEnginePlugin {

  /**
   * Indexes of the engine's history that nothing here reads by: statistics across all cases of a
   * version, tenants, CMMN, batches, the key of the one process, values and times without a case,
   * and those that another index begins with. They weigh as much as the rows.
   */
  private static final List<String> UNUSED_INDEXES =
      List.of(
          "ACT_IDX_HI_PRO_INST_TENANT_ID",
          "ACT_IDX_HI_PRO_INST_PROC_DEF_KEY",
          "ACT_IDX_HI_PRO_RST_PRO_INST_ID",
          "ACT_IDX_HI_ACT_INST_STATS",
          "ACT_IDX_HI_ACT_INST_COMP",
          "ACT_IDX_HI_AI_PDEFID_END_TIME",
          "ACT_IDX_HI_ACT_INST_START_END",
          "ACT_IDX_HI_ACT_INST_TENANT_ID",
          "ACT_IDX_HI_ACT_INST_END",
          "ACT_IDX_HI_ACT_INST_PROC_DEF_KEY",
          "ACT_IDX_HI_CASEVAR_CASE_INST",
          "ACT_IDX_HI_PROCVAR_NAME_TYPE",
          "ACT_IDX_HI_PROCVAR_PROC_INST",
          "ACT_IDX_HI_VAR_INST_TENANT_ID",
          "ACT_IDX_HI_VAR_INST_PROC_DEF_KEY",
          "ACT_IDX_HI_VARINST_NAME",
          "ACT_IDX_HI_VARINST_BYTEAR",
          "ACT_IDX_HI_VARINST_ACT_INST_ID",
          "ACT_IDX_HI_TASKINSTID_PROCINST",
          "ACT_IDX_HI_TASK_INST_TENANT_ID",
          "ACT_IDX_HI_TASK_INST_PROC_DEF_KEY",
          "ACT_IDX_HI_TASK_INST_START",
          "ACT_IDX_HI_TASK_INST_END",
          "ACT_IDX_HI_IDENT_LNK_TENANT_ID",
          "ACT_IDX_HI_IDENT_LNK_PROC_DEF_KEY",
          "ACT_IDX_HI_IDENT_LNK_TIMESTAMP",
          "ACT_IDX_HI_IDENT_LNK_USER",
          "ACT_IDX_HI_IDENT_LNK_GROUP",
          "ACT_IDX_HI_DETAIL_ACT_INST",
          "ACT_IDX_HI_DETAIL_CASE_INST",
          "ACT_IDX_HI_DETAIL_CASE_EXEC",
          "ACT_IDX_HI_DETAIL_TIME",
          "ACT_IDX_HI_DETAIL_NAME",
          "ACT_IDX_HI_DETAIL_TENANT_ID",
          "ACT_IDX_HI_DETAIL_PROC_DEF_KEY",
          "ACT_IDX_HI_DETAIL_BYTEAR",
          "ACT_IDX_HI_DETAIL_TASK_BYTEAR",
          "ACT_IDX_HI_DEC_INST_CI",
          "ACT_IDX_HI_DEC_INST_ACT",
          "ACT_IDX_HI_DEC_INST_ACT_INST",
          "ACT_IDX_HI_DEC_INST_TENANT_ID",
          "ACT_IDX_HI_DEC_OUT_RULE",
          "ACT_IDX_HI_JOB_LOG_TENANT_ID",
          "ACT_IDX_HI_JOB_LOG_PROC_DEF_KEY",
          "ACT_IDX_HI_JOB_LOG_JOB_CONF");

  private final JdbcTemplate jdbc;
  private final CaseRegister register;

  public HistoryConfiguration(JdbcTemplate jdbc, CaseRegister register) {
    this.jdbc = jdbc;
    this.register = register;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl engine) {
    engine.setHistoryService(new CaseHistoryService());
    OfferedGroups groups = new OfferedGroups(register);
    engine.setCustomSessionFactories(List.of(groups));
    engine.setHistoryEventHandler(new CompositeHistoryEventHandler(new LeanHistory(), groups));
    engine.setDmnHistoryEventProducer(new EvaluationHistory());
  }

  @Override
  public void postProcessEngineBuild(ProcessEngine engine) {
    register.completeFromHistory();
    jdbc.batchUpdate(
        UNUSED_INDEXES.stream()
            .map(index -> "drop index if exists " + index)
            .toArray(String[]::new));
  }
}
