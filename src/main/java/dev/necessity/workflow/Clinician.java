package dev.necessity.workflow;

import dev.necessity.request.Npi;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateTask;

/** The medical director who submits a form: by log-in, with the credentials that the form asks for. */
record Clinician(String userId, String name, String npi, String specialty) {

  /**
   * @param field that a problem with who submits is named by
   * @throws dev.necessity.request.InvalidRequestException when the caller is no medical director, or a credential is missing
   */
  static Clinician of(DelegateTask task, Map<String, Object> fields, String field) {
    Caller caller = Caller.of(task).filter(who -> who.isIn(CaseTasks.MEDICAL_DIRECTORS)).orElseThrow(() -> FormProblem.of(field, "only a medical director can do this"));
    return new Clinician(caller.userId(), caller.name(), npi(fields), FormProblem.text(fields, "reviewerSpecialty", "name your specialty"));
  }

  private static String npi(Map<String, Object> fields) {
    String problem = "give your NPI: ten digits with a valid check digit";
    String npi = FormProblem.text(fields, "reviewerNpi", problem);
    if (!Npi.isValid(npi)) {
      throw FormProblem.of("reviewerNpi", problem);
    }
    return npi;
  }
}
