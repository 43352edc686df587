package dev.necessity.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Calls the application over HTTP, and deploys as Camunda Modeler does: one multipart form, a part
 * for each file.
 */
record Modeler(int port) {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String BOUNDARY = "----a-form-of-modeler";

  HttpResponse<String> deploy(String user, String name, Map<String, byte[]> files)
      throws IOException, InterruptedException {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    part(form, "deployment-name", null, name.getBytes(StandardCharsets.UTF_8));
    part(form, "deployment-source", null, "Camunda Modeler".getBytes(StandardCharsets.UTF_8));
    part(form, "enable-duplicate-filtering", null, "true".getBytes(StandardCharsets.UTF_8));
    for (var file : files.entrySet()) {
      part(form, file.getKey(), file.getKey(), file.getValue());
    }
    form.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return send(
        user,
        HttpRequest.newBuilder()
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(BodyPublishers.ofByteArray(form.toByteArray())),
        "/engine-rest/deployment/create");
  }

  /** A file that a form of the workbench uploads. */
  record Upload(String field, String fileName, byte[] content) {}

  /** Sends a form of the workbench as a browser does, which names the page that it is from. */
  HttpResponse<String> form(
      String user, String path, String site, List<Upload> uploads, Map<String, String> fields)
      throws IOException, InterruptedException {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    fields.forEach((name, value) -> part(form, name, null, value.getBytes(StandardCharsets.UTF_8)));
    uploads.forEach(upload -> part(form, upload.field(), upload.fileName(), upload.content()));
    form.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return send(
        user,
        HttpRequest.newBuilder()
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .header("Sec-Fetch-Site", site)
            .POST(BodyPublishers.ofByteArray(form.toByteArray())),
        path);
  }

  HttpResponse<String> deploy(String user, String fileName, String content)
      throws IOException, InterruptedException {
    return deploy(
        user,
        fileName.replaceFirst("\\.[a-z]+$", ""),
        Map.of(fileName, content.getBytes(StandardCharsets.UTF_8)));
  }

  HttpResponse<String> post(String user, String path, String json)
      throws IOException, InterruptedException {
    return send(
        user,
        HttpRequest.newBuilder()
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)),
        path);
  }

  HttpResponse<String> get(String user, String path) throws IOException, InterruptedException {
    return send(user, HttpRequest.newBuilder().GET(), path);
  }

  private HttpResponse<String> send(String user, HttpRequest.Builder request, String path)
      throws IOException, InterruptedException {
    request
        .uri(URI.create("http://localhost:" + port + path))
        .header(
            "Authorization",
            "Basic "
                + Base64.getEncoder()
                    .encodeToString((user + ":pw").getBytes(StandardCharsets.UTF_8)));
    return HTTP.send(FormToken.on(request).build(), BodyHandlers.ofString());
  }

  private static void part(
      ByteArrayOutputStream form, String name, String fileName, byte[] content) {
    form.writeBytes(
        ("--"
                + BOUNDARY
                + "\r\nContent-Disposition: form-data; name=\""
                + name
                + "\""
                + (fileName == null
                    ? ""
                    : "; filename=\"" + fileName + "\"\r\nContent-Type: application/octet-stream")
                + "\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
    form.writeBytes(content);
    form.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
  }
}
