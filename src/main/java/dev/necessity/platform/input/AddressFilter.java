package dev.necessity.platform.input;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.request.InvalidRequestException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses an address that no database could hold, wherever it leads and whoever asks: it is compared with what is stored, and logged. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class AddressFilter extends OncePerRequestFilter {

  private final ObjectMapper json;

  AddressFilter(ObjectMapper json) {
    this.json = json;
  }

  @Override
  protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
    try {
      Parameters.checkPath(request.getRequestURI());
      Parameters.check(request.getQueryString());
    } catch (InvalidRequestException refused) {
      Refusal.write(response, json, "The address is not valid.", refused);
      return;
    }
    chain.doFilter(request, response);
  }
}
