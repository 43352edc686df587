package dev.necessity.app;

import dev.necessity.text.HtmlTemplate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * What went wrong behind a page, as a page for who came with a browser. The API answers problem
 * details to everybody.
 */
@Component
class ProblemPages implements WebMvcConfigurer {

  /** Behind all others: whoever takes any type gets problem details. */
  @Override
  public void extendMessageConverters(List<HttpMessageConverter<?>> converters) {
    converters.add(new Page());
  }

  private static final class Page extends AbstractHttpMessageConverter<ProblemDetail> {

    private static final String API = "/api/";

    Page() {
      super(StandardCharsets.UTF_8, MediaType.TEXT_HTML);
    }

    @Override
    protected boolean supports(Class<?> type) {
      return ProblemDetail.class.isAssignableFrom(type)
          && RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes call
          && !call.getRequest().getRequestURI().startsWith(API);
    }

    @Override
    public boolean canRead(Class<?> type, MediaType mediaType) {
      return false;
    }

    @Override
    protected ProblemDetail readInternal(
        Class<? extends ProblemDetail> type, HttpInputMessage message) {
      throw new HttpMessageNotReadableException("A problem is only ever told.", message);
    }

    @Override
    protected void writeInternal(ProblemDetail problem, HttpOutputMessage message)
        throws IOException {
      message
          .getBody()
          .write(
              HtmlTemplate.fill(
                      "problem",
                      Map.of(
                          "title",
                          Objects.toString(problem.getTitle(), ""),
                          "detail",
                          Objects.toString(problem.getDetail(), ""),
                          "wayOn",
                          ""))
                  .getBytes(StandardCharsets.UTF_8));
    }
  }
}
