package dev.necessity.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;

/** The person the request is for. Personal data: shown as text, a member says nothing of itself. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Member(String memberId, String name, LocalDate birthDate) {

  @Override
  public String toString() {
    return "Member[withheld]";
  }
}
