package dev.necessity.platform;

import dev.necessity.platform.edge.ProblemResponses;
import dev.necessity.policy.PolicyFile;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses bodies that are too large with 413, whether their length is announced or not: of the API over 1 MiB (contract,
 * "Endpoints"), of the engine's own REST API, where files are deployed, over the size of file that is read at all.
 */
@Component
class BodyLimitFilter extends OncePerRequestFilter {

  private static final int MEBIBYTE = 1024 * 1024;
  /** A deployment holds a policy, perhaps other files, and what a form wraps around them. */
  private static final int DEPLOYMENT_MEBIBYTES = PolicyFile.MAX_BYTES / MEBIBYTE + 2;

  private final ProblemResponses problems;

  BodyLimitFilter(ProblemResponses problems) {
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return limit(request) == 0;
  }

  /** In mebibytes; 0 where a call has no body. */
  private static int limit(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.startsWith("/api/") ? 1 : path.startsWith("/engine-rest/") || path.startsWith("/camunda/api/") ? DEPLOYMENT_MEBIBYTES : 0;
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    int mebibytes = limit(request);
    int bytes = mebibytes * MEBIBYTE;
    byte[] body = request.getContentLengthLong() > bytes ? null : request.getInputStream().readNBytes(bytes + 1);
    if (body == null || body.length > bytes) {
      problems.write(request, response, HttpStatus.PAYLOAD_TOO_LARGE, "The body is larger than " + mebibytes + " MiB. Send less in one request.");
    } else {
      chain.doFilter(new ReadBody(request, body), response);
    }
  }

  private static final class ReadBody extends HttpServletRequestWrapper {

    private final ByteArrayInputStream body;

    ReadBody(HttpServletRequest request, byte[] body) {
      super(request);
      this.body = new ByteArrayInputStream(body);
    }

    @Override
    public ServletInputStream getInputStream() {
      return new ServletInputStream() {
        @Override
        public int read() {
          return body.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
          return body.read(target, offset, length);
        }

        @Override
        public boolean isFinished() {
          return body.available() == 0;
        }

        @Override
        public boolean isReady() {
          return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
          throw new UnsupportedOperationException("The body is read already.");
        }
      };
    }
  }
}
