package dev.necessity.engine.form;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/**
 * What the submitted start form of a process means. A process without one is started by the
 * application only.
 */
public interface StartForm {

  /** The key of the process that the form starts. */
  String processKey();

  /**
   * Takes the fields of the form into the run that they start, which carries nothing else of them.
   *
   * @param fields as submitted; dates are ISO strings, numbers may be of any numeric type
   * @throws dev.necessity.request.RequestProblem when a field is missing or makes no sense; nothing
   *     is stored then
   */
  void submit(DelegateExecution execution, Map<String, Object> fields);
}
