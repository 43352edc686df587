package dev.necessity.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.regex.Pattern;

/**
 * What is asked for: a CPT or HCPCS code, and what goes with it. What is not known is null.
 *
 * @param side NOT_APPLICABLE of what has no sides
 * @param plannedDate any date
 * @param plannedUntil the last day, where it takes more than one; never before {@code plannedDate}
 * @param units how many of what the code counts, above 0
 * @param placeOfService two digits of the CMS code set
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Procedure(
    String code,
    Side side,
    String device,
    LocalDate plannedDate,
    LocalDate plannedUntil,
    BigDecimal units,
    String placeOfService) {

  private static final Pattern CODE = Pattern.compile("[0-9A-Z]{5}");

  /** Whether a text is a code as the request's schema takes it. */
  public static boolean isCode(String text) {
    return CODE.matcher(text).matches();
  }

  /** The same on another day; a last day that would now be before the first is known no more. */
  Procedure plannedOn(LocalDate date) {
    boolean inOrder = date != null && plannedUntil != null && !plannedUntil.isBefore(date);
    return new Procedure(
        code, side, device, date, inOrder ? plannedUntil : null, units, placeOfService);
  }
}
