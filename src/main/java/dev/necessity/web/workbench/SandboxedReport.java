package dev.necessity.web.workbench;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * A replay report as it was made or attached. Anybody may have written it, so it runs no script and
 * loads nothing.
 */
final class SandboxedReport {

  private SandboxedReport() {}

  static ResponseEntity<byte[]> of(byte[] html) {
    return ResponseEntity.ok()
        .contentType(new MediaType(MediaType.TEXT_HTML, java.nio.charset.StandardCharsets.UTF_8))
        .header(
            "Content-Security-Policy",
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:")
        .body(html);
  }
}
