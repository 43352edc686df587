package dev.necessity.platform;

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

/** Refuses bodies of the API over 1 MiB with 413 (contract, "Endpoints"), whether their length is announced or not. */
@Component
class BodyLimitFilter extends OncePerRequestFilter {

  static final int LIMIT_BYTES = 1024 * 1024;

  private final ProblemResponses problems;

  BodyLimitFilter(ProblemResponses problems) {
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().startsWith("/api/");
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    byte[] body = request.getContentLengthLong() > LIMIT_BYTES ? null : request.getInputStream().readNBytes(LIMIT_BYTES + 1);
    if (body == null || body.length > LIMIT_BYTES) {
      problems.write(response, HttpStatus.PAYLOAD_TOO_LARGE, "The body is larger than 1 MiB. Send less in one request.");
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
