package dev.necessity.engine;

import javax.script.ScriptEngine;
import javax.script.ScriptEngineFactory;
import javax.script.ScriptEngineManager;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.scripting.engine.ScriptEngineResolver;
import org.springframework.stereotype.Component;

/**
 * Shuts in the engine what the door keeps out in front of it: expressions in queries, objects of a
 * class that a caller names, scripts, and models of cases (CMMN). Each is off as well as kept out,
 * because either may fail.
 */
@Component
final class ClosedEngine extends AbstractProcessEnginePlugin {

  private final ModelExpressions expressions;
  private final TaskFilters filters;

  ClosedEngine(ModelExpressions expressions, TaskFilters filters) {
    this.expressions = expressions;
    this.filters = filters;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl engine) {
    engine.setExpressionManager(expressions);
    engine.setEnableExpressionsInAdhocQueries(false);
    engine.setEnableExpressionsInStoredQueries(false);
    engine.setFilterService(filters);

    engine.setJavaSerializationFormatEnabled(false);
    engine.setDeserializationTypeValidationEnabled(true);
    // The engine's own validator lets java.lang and collections pass even where its list is empty.
    engine.setDeserializationTypeValidator(className -> false);

    engine.setScriptEngineResolver(new NoScripts());
    engine.setEnableScriptCompilation(false);
    engine.setEnableFetchScriptEngineFromProcessApplication(false);
    engine.setConfigureScriptEngineHostAccess(false);

    engine.setCmmnEnabled(false);
    engine.setStandaloneTasksEnabled(false);
  }

  /** Knows no language: the engine then says of each script that its language is missing. */
  private static final class NoScripts implements ScriptEngineResolver {

    @Override
    public void addScriptEngineFactory(ScriptEngineFactory factory) {}

    @Override
    public ScriptEngineManager getScriptEngineManager() {
      return null;
    }

    @Override
    public ScriptEngine getScriptEngine(String language, boolean cached) {
      return null;
    }
  }
}
