package dev.necessity.app;

import dev.necessity.cases.CaseConflictException;
import dev.necessity.cases.CaseNotFoundException;
import dev.necessity.cases.RepeatedCalls;
import dev.necessity.database.Outages;
import dev.necessity.fact.NotComputedException;
import dev.necessity.request.ImplausibleRequestException;
import dev.necessity.request.Instants;
import dev.necessity.request.InvalidRequestException;
import dev.necessity.request.Violation;
import dev.necessity.work.Turns;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Every error of the API as problem details (docs/api.md, "Errors"): where it is wrong and what to
 * do, never a value of the member.
 */
@RestControllerAdvice
class ApiErrors extends ResponseEntityExceptionHandler {

  static final String RETRY_AFTER_SECONDS = "10";
  private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);

  @ExceptionHandler
  ProblemDetail invalid(InvalidRequestException problem) {
    return violations(HttpStatus.BAD_REQUEST, "What was sent is not valid.", problem.violations());
  }

  @ExceptionHandler
  ProblemDetail implausible(ImplausibleRequestException problem) {
    return violations(
        HttpStatus.UNPROCESSABLE_ENTITY,
        "The body is valid but makes no sense.",
        problem.violations());
  }

  @ExceptionHandler
  ProblemDetail notFound(CaseNotFoundException problem) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, problem.getMessage());
  }

  @ExceptionHandler
  ProblemDetail conflict(CaseConflictException problem) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, problem.getMessage());
  }

  /** A parameter that is not of its kind: said as the reader knows it, without what was sent. */
  @Override
  protected ResponseEntity<Object> handleTypeMismatch(
      TypeMismatchException mismatch,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    String name =
        mismatch instanceof MethodArgumentTypeMismatchException argument
            ? argument.getName()
            : String.valueOf(mismatch.getPropertyName());
    ProblemDetail answer =
        violations(
            HttpStatus.BAD_REQUEST,
            "A parameter is not valid.",
            List.of(new Violation("/" + name, wanted(mismatch.getRequiredType()))));
    return handleExceptionInternal(mismatch, answer, headers, status, request);
  }

  private static String wanted(Class<?> type) {
    if (type == OffsetDateTime.class) {
      return "give " + Instants.EXAMPLE;
    }
    return type != null && type.isEnum()
        ? "must be one of "
            + Arrays.stream(type.getEnumConstants())
                .map(String::valueOf)
                .collect(Collectors.joining(", "))
        : type == boolean.class || type == Boolean.class
            ? "must be true or false"
            : "must be a whole number below two thousand million";
  }

  @ExceptionHandler
  ProblemDetail otherCall(RepeatedCalls.OtherCallException problem) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_ENTITY, problem.getMessage());
  }

  static HttpStatus statusOf(Turns.BusyException busy) {
    return busy.isByTheCaller() ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.SERVICE_UNAVAILABLE;
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> busy(Turns.BusyException busy) {
    HttpStatus status = statusOf(busy);
    return ResponseEntity.status(status)
        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
        .body(ProblemDetail.forStatusAndDetail(status, busy.getMessage()));
  }

  /**
   * A form that is deployed cannot measure what was sent: sent again, it is answered once the form
   * is corrected.
   */
  private static ResponseEntity<ProblemDetail> notComputed(NotComputedException failed) {
    return ResponseEntity.status(HttpStatus.CONFLICT)
        .body(
            ProblemDetail.forStatusAndDetail(
                HttpStatus.CONFLICT, failed.getMessage() + " Nothing was stored."));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> unexpected(RuntimeException failure) {
    Optional<NotComputedException> notComputed = NotComputedException.among(failure);
    if (notComputed.isPresent()) {
      LOG.warn(notComputed.get().getMessage());
      return notComputed(notComputed.get());
    }
    LOG.error("A call of the API failed", failure);
    return Outages.among(failure)
        ? ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
            .header(HttpHeaders.RETRY_AFTER, Unavailable.RETRY_AFTER_SECONDS)
            .body(
                ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, Unavailable.LOST))
        : ResponseEntity.internalServerError()
            .body(
                ProblemDetail.forStatusAndDetail(
                    HttpStatus.INTERNAL_SERVER_ERROR,
                    "Something failed here; nothing was stored. The log of the server says what."));
  }

  private static ProblemDetail violations(
      HttpStatus status, String detail, List<Violation> violations) {
    ProblemDetail answer = ProblemDetail.forStatusAndDetail(status, detail);
    answer.setProperty("errors", violations);
    return answer;
  }
}
