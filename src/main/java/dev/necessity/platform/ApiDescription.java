package dev.necessity.platform;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Publishes the request's schema and the OpenAPI description. */
@RestController
class ApiDescription {

  @GetMapping(path = "/api/schema/request", produces = "application/schema+json")
  Resource requestSchema() {
    return new ClassPathResource("request.schema.json");
  }

  @GetMapping(path = "/api/openapi.yaml", produces = "application/yaml")
  Resource openApi() {
    return new ClassPathResource("openapi.yaml");
  }
}
