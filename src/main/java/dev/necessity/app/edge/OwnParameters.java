package dev.necessity.app.edge;

import dev.necessity.request.Instants;
import dev.necessity.request.InvalidRequestException;
import dev.necessity.request.Texts;
import dev.necessity.request.Violation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The parameters of our own calls and pages, wherever they stand: in the address, in a form, among
 * the parts of an upload.
 */
@Configuration(proxyBeanMethods = false)
class OwnParameters implements WebMvcConfigurer, HandlerInterceptor {

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this);
  }

  @Override
  public void addFormatters(FormatterRegistry registry) {
    registry.addConverter(
        new Converter<String, OffsetDateTime>() {
          @Override
          public OffsetDateTime convert(String text) {
            return text.isBlank() ? null : Instants.parse(text.strip());
          }
        });
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    // Whoever asks for a file or for nothing that exists has no form to be read.
    if (!(handler instanceof HandlerMethod)) {
      return true;
    }
    request
        .getParameterMap()
        .forEach(
            (name, values) -> {
              for (String value : values) {
                if (!Texts.storable(name + value)) {
                  throw refused(Texts.storable(name) ? "/" + name : "", Texts.NOT_STORABLE);
                }
                if (value.length() > Texts.LONGEST) {
                  throw refused(
                      "/" + name, "is longer than " + Texts.LONGEST + " characters; shorten it");
                }
              }
            });
    return true;
  }

  private static InvalidRequestException refused(String pointer, String message) {
    return new InvalidRequestException(List.of(new Violation(pointer, message)));
  }
}
