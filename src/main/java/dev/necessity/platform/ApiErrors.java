package dev.necessity.platform;

import dev.necessity.request.ImplausibleRequestException;
import dev.necessity.request.InvalidRequestException;
import dev.necessity.request.RequestProblem;
import dev.necessity.workflow.CaseConflictException;
import dev.necessity.workflow.CaseNotFoundException;
import dev.necessity.workflow.RepeatedCalls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every error of the API as problem details (contract, "Endpoints"): where it is wrong and what to do, never a value of the member. */
@RestControllerAdvice
class ApiErrors extends ResponseEntityExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);

  @ExceptionHandler
  ProblemDetail invalid(InvalidRequestException problem) {
    return violations(HttpStatus.BAD_REQUEST, "The body is not valid.", problem);
  }

  @ExceptionHandler
  ProblemDetail implausible(ImplausibleRequestException problem) {
    return violations(HttpStatus.UNPROCESSABLE_ENTITY, "The body is valid but makes no sense.", problem);
  }

  @ExceptionHandler
  ProblemDetail notFound(CaseNotFoundException problem) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, problem.getMessage());
  }

  @ExceptionHandler
  ProblemDetail conflict(CaseConflictException problem) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, problem.getMessage());
  }

  @ExceptionHandler
  ProblemDetail otherCall(RepeatedCalls.OtherCallException problem) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_ENTITY, problem.getMessage());
  }

  @ExceptionHandler
  ProblemDetail unexpected(RuntimeException failure) {
    LOG.error("A call of the API failed", failure);
    return ProblemDetail.forStatusAndDetail(HttpStatus.INTERNAL_SERVER_ERROR,
        "Something failed here; nothing was stored. The log of the server says what.");
  }

  private static ProblemDetail violations(HttpStatus status, String detail, RequestProblem problem) {
    ProblemDetail answer = ProblemDetail.forStatusAndDetail(status, detail);
    answer.setProperty("errors", problem.violations());
    return answer;
  }
}
