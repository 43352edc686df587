package dev.necessity.app.edge;

import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.http.HttpStatus;

/**
 * Says what went wrong where no controller does: before a request reaches the application, or in
 * spite of it. Nothing of the container is shown.
 */
final class ErrorReport extends ErrorReportValve {

  private static final Map<HttpStatus, String> SENTENCES =
      Map.ofEntries(
          Map.entry(
              HttpStatus.BAD_REQUEST,
              "This is no request that can be understood: look at its first line, its headers and its address."),
          Map.entry(HttpStatus.NOT_FOUND, "There is nothing at this address."),
          Map.entry(HttpStatus.METHOD_NOT_ALLOWED, "This address does not know the method."),
          Map.entry(HttpStatus.REQUEST_TIMEOUT, "The body came too slowly. Send it again."),
          Map.entry(
              HttpStatus.PAYLOAD_TOO_LARGE, "The body is too large. Send less in one request."),
          Map.entry(HttpStatus.URI_TOO_LONG, "The address is too long."),
          Map.entry(
              HttpStatus.UNSUPPORTED_MEDIA_TYPE,
              "The body has a content type that is not taken here."),
          Map.entry(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "The headers are too large."),
          Map.entry(
              HttpStatus.SERVICE_UNAVAILABLE,
              "There is too much to do at the moment. Try again later."),
          Map.entry(
              HttpStatus.NOT_IMPLEMENTED,
              "The server does not know this method, or this coding of a body."),
          Map.entry(
              HttpStatus.INTERNAL_SERVER_ERROR,
              "Something failed here. The log of the server says what."));

  private final ProblemResponses problems;

  ErrorReport(ProblemResponses problems) {
    this.problems = problems;
  }

  @Override
  protected void report(Request request, Response response, Throwable failure) {
    HttpStatus status = HttpStatus.resolve(response.getStatus());
    if (status == null
        || !status.isError()
        || response.getContentWritten() > 0
        || !response.setErrorReported()) {
      return;
    }
    try {
      BoundedBody.Refusal refusal =
          request.getAttribute(BodyValve.BODY) instanceof BoundedBody body ? body.refusal() : null;
      if (refusal == null) {
        tell(
            request,
            response,
            status,
            SENTENCES.getOrDefault(status, status.getReasonPhrase() + "."));
      } else {
        // Whatever became of the exception on its way.
        response.setStatus(refusal.status().value());
        tell(request, response, refusal.status(), refusal.detail());
      }
    } catch (IOException | IllegalStateException gone) {
      container.getLogger().debug("The answer could not be sent", gone);
    }
  }

  private void tell(Request request, Response response, HttpStatus status, String detail)
      throws IOException {
    ProblemResponses.Answer answer = problems.answer(request, response, status, detail);
    response.setContentType(answer.contentType());
    response.setCharacterEncoding("UTF-8");
    Writer body = response.getReporter();
    if (body != null) {
      body.write(answer.text());
      response.finishResponse();
    }
  }
}
