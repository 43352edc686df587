package dev.necessity.engine.form;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateTask;

/** What a submitted form of a user task means (docs/api.md, "Forms"). */
public interface TaskForm {

  /** The task definition key that the form belongs to. */
  String taskKey();

  /**
   * Takes the fields of the form into the case.
   *
   * @param fields as submitted; dates are ISO strings, numbers may be of any numeric type
   * @throws dev.necessity.request.RequestProblem when a field is missing or makes no sense; nothing
   *     is stored then
   */
  void submit(DelegateTask task, Map<String, Object> fields);
}
