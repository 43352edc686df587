package dev.necessity.casework.people;

import dev.necessity.engine.form.FormProblem;
import dev.necessity.request.Npi;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateTask;

/**
 * The medical director who submits a form: by log-in, with the specialty that the form asks for and
 * the NPI that is kept with the user. It is asked for once, since one that were typed for each case
 * could be another one each time.
 */
public record Clinician(String userId, String name, String npi, String specialty) {

  /**
   * @param field that a problem with who submits is named by
   * @throws dev.necessity.request.InvalidRequestException when the caller is no medical director,
   *     or a credential is missing
   */
  public static Clinician of(
      DelegateTask task, Map<String, Object> fields, String field, ReviewerNpis npis) {
    Caller caller = Caller.medicalDirector(task, field);
    return new Clinician(
        caller.userId(),
        caller.name(),
        npi(task, caller.userId(), fields, npis),
        FormProblem.text(fields, "reviewerSpecialty", "name your specialty"));
  }

  private static String npi(
      DelegateTask task, String userId, Map<String, Object> fields, ReviewerNpis npis) {
    Optional<String> kept = npis.of(userId);
    String entered = fields.get("reviewerNpi") instanceof String text ? text.strip() : "";
    if (kept.isPresent()) {
      if (!entered.isEmpty() && !entered.equals(kept.get())) {
        throw FormProblem.of(
            "reviewerNpi",
            "another NPI is kept with your user; leave this empty, or ask an administrator to correct it");
      }
      return kept.get();
    }
    if (!Npi.isValid(entered)) {
      throw FormProblem.of(
          "reviewerNpi",
          "give your NPI: ten digits with a valid check digit; it is kept with your user and not asked for again");
    }
    boolean isUser =
        task.getProcessEngineServices()
                .getIdentityService()
                .createUserQuery()
                .userId(userId)
                .count()
            > 0;
    if (isUser ? !npis.keep(userId, entered, userId) : npis.isAnothers(entered, userId)) {
      throw FormProblem.of(
          "reviewerNpi",
          "this NPI is kept with another user; give your own, or ask an administrator to correct the other");
    }
    return entered;
  }
}
