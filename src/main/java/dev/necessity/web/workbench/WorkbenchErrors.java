package dev.necessity.web.workbench;

import dev.necessity.fact.NotComputedException;
import dev.necessity.policy.begin.NewPolicy;
import dev.necessity.policy.model.LiveRow;
import dev.necessity.policy.model.NewVersion;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.request.RequestProblem;
import dev.necessity.work.Turns;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.server.ResponseStatusException;

/** What goes wrong behind a page of the workbench is said on a page. */
@ControllerAdvice(basePackageClasses = WorkbenchErrors.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class WorkbenchErrors {

  private static final Logger LOG = LoggerFactory.getLogger(WorkbenchErrors.class);

  @ExceptionHandler
  ResponseEntity<String> tooLarge(MaxUploadSizeExceededException e) {
    return page(
        HttpStatus.PAYLOAD_TOO_LARGE,
        "The upload is too large. A decision file may have "
            + PolicyFile.MAX_BYTES / (1024 * 1024)
            + " MiB, a file of requests 64 MiB; replay longer ones with the command 'policy replay', which has no limit.");
  }

  @ExceptionHandler({
    MultipartException.class,
    MissingServletRequestPartException.class,
    MissingServletRequestParameterException.class,
    MethodArgumentTypeMismatchException.class
  })
  ResponseEntity<String> incomplete(Exception e) {
    return page(
        HttpStatus.BAD_REQUEST,
        "The form or the address is not complete. Go back, choose the files and send it again.");
  }

  @ExceptionHandler
  ResponseEntity<String> unreadable(PolicyFile.UnreadableException e) {
    return page(HttpStatus.BAD_REQUEST, e.getMessage());
  }

  @ExceptionHandler({
    NewPolicy.RefusedException.class,
    NewVersion.RefusedException.class,
    LiveRow.RefusedException.class
  })
  ResponseEntity<String> refused(RuntimeException e) {
    return page(HttpStatus.BAD_REQUEST, e.getMessage());
  }

  @ExceptionHandler
  ResponseEntity<String> invalid(RequestProblem e) {
    return page(HttpStatus.BAD_REQUEST, e.explain() + ".");
  }

  @ExceptionHandler
  ResponseEntity<String> busy(Turns.BusyException e) {
    return page(
        e.isByTheCaller() ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.SERVICE_UNAVAILABLE,
        e.getMessage());
  }

  @ExceptionHandler
  ResponseEntity<String> status(ResponseStatusException e) {
    return page(e.getStatusCode(), e.getReason());
  }

  @ExceptionHandler
  ResponseEntity<String> unforeseen(RuntimeException e) {
    Optional<NotComputedException> notComputed = NotComputedException.among(e);
    if (notComputed.isPresent()) {
      return page(HttpStatus.CONFLICT, notComputed.get().getMessage());
    }
    LOG.error("A page of the workbench failed", e);
    return page(
        HttpStatus.INTERNAL_SERVER_ERROR,
        "Something failed here. The log of the server says what.");
  }

  private static ResponseEntity<String> page(HttpStatusCode status, String message) {
    return ResponseEntity.status(status)
        .contentType(new MediaType(MediaType.TEXT_HTML, java.nio.charset.StandardCharsets.UTF_8))
        .body(MessagePage.of(message));
  }
}
