package dev.necessity.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Callers of the API, as many as the machine has cores, each sending the next request when the last
 * was answered.
 */
final class Load {

  private static final int CALLERS = Math.max(2, Runtime.getRuntime().availableProcessors());

  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;
  private final Runnable warm;

  /**
   * @param warm what is done between the warm-up and the measurement
   */
  Load(int port, Runnable warm) {
    this.base = "http://127.0.0.1:" + port;
    this.warm = warm;
  }

  record Result(double perSecond, double p50, double p95, double p99) {

    List<String> cells() {
      return List.of(
          Report.number(perSecond), Report.number(p50), Report.number(p95), Report.number(p99));
    }
  }

  Result post(String user, String path, Supplier<String> body, int seconds) throws Exception {
    return run(
        seconds,
        () ->
            send(
                request(user, path)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body.get()))
                    .build()));
  }

  Result get(String user, String path, int seconds) throws Exception {
    return run(seconds, () -> send(request(user, path).GET().build()));
  }

  /** Opens one case and gives its number. */
  String open(String body) throws IOException, InterruptedException {
    String answer =
        send(
            request("ines", "/api/requests")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    return new ObjectMapper().readTree(answer).get("caseNumber").asText();
  }

  private HttpRequest.Builder request(String user, String path) {
    String credentials =
        Base64.getEncoder().encodeToString((user + ":demo").getBytes(StandardCharsets.UTF_8));
    return HttpRequest.newBuilder(URI.create(base + path))
        .header("Authorization", "Basic " + credentials);
  }

  String send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new IllegalStateException(
          request.uri() + ": " + response.statusCode() + " " + response.body());
    }
    return response.body();
  }

  /** Warms up for a third of the time, then measures. */
  private Result run(int seconds, Callable<String> call) throws Exception {
    load(Math.max(1, seconds / 3), call);
    warm.run();
    return load(seconds, call);
  }

  private Result load(int seconds, Callable<String> call) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try {
      long start = System.nanoTime();
      long end = start + seconds * 1_000_000_000L;
      List<Future<List<Double>>> all = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        all.add(
            callers.submit(
                () -> {
                  List<Double> millis = new ArrayList<>();
                  while (System.nanoTime() < end) {
                    long sent = System.nanoTime();
                    call.call();
                    millis.add((System.nanoTime() - sent) / 1e6);
                  }
                  return millis;
                }));
      }
      List<Double> millis = new ArrayList<>();
      for (Future<List<Double>> each : all) {
        millis.addAll(each.get());
      }
      double took = (System.nanoTime() - start) / 1e9;
      Collections.sort(millis);
      return new Result(millis.size() / took, at(millis, 0.5), at(millis, 0.95), at(millis, 0.99));
    } finally {
      callers.shutdown();
    }
  }

  private static double at(List<Double> sorted, double share) {
    return sorted.get(Math.min(sorted.size() - 1, (int) (share * sorted.size())));
  }
}
