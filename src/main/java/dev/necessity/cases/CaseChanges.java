package dev.necessity.cases;

import dev.necessity.engine.EngineCommands;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Changes a case, in {@linkplain CaseTurns its turn}, as one command of the engine. */
@Component
public class CaseChanges {

  private final CaseTurns turns;
  private final EngineCommands engine;

  CaseChanges(CaseTurns turns, EngineCommands engine) {
    this.turns = turns;
    this.engine = engine;
  }

  /**
   * @param change gets the case as it stands now
   */
  public <T> T make(String caseNumber, Function<CaseRegister.RegisteredCase, T> change) {
    return turns.take(caseNumber, entry -> engine.run(() -> change.apply(entry)));
  }
}
