package dev.necessity.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.necessity.deployment.DeployedDocuments;
import dev.necessity.request.RequestSchema;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Publishes the request's schema and the OpenAPI description. */
@RestController
class ApiDescription {

  private final DeployedDocuments documents;

  ApiDescription(DeployedDocuments documents) {
    this.documents = documents;
  }

  /** The entity tag is the schema's version: who has it is told so, and reads it once. */
  @GetMapping(path = "/api/schema/request", produces = "application/schema+json")
  ResponseEntity<JsonNode> requestSchema() {
    RequestSchema schema = documents.schema();
    return ResponseEntity.ok().eTag(schema.version()).body(schema.document());
  }

  @GetMapping(path = "/api/openapi.yaml", produces = "application/yaml")
  Resource openApi() {
    return new ClassPathResource("openapi.yaml");
  }
}
