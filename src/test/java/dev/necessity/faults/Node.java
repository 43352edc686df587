package dev.necessity.faults;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.NecessityApplication;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The application as a process of its own, as an operator runs it: in an environment of its own, on
 * a port of its own, to be killed or stopped in mid-sentence. It starts from the class path of the
 * tests, with the demo's users.
 */
public final class Node implements AutoCloseable {

  private static final Duration LONGEST_START = Duration.ofMinutes(2);

  /** After it a caller gives up and, as callers do, asks again. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Of somebody who asks for much, as to verify the seals of thousands of cases. */
  private static final Duration LONGEST_ANSWER = Duration.ofMinutes(10);

  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
  private static final ObjectMapper JSON = new ObjectMapper();

  static {
    // In seconds, and less than the server keeps a connection that nobody uses: else a call goes
    // out just when it is closed.
    System.setProperty("jdk.httpclient.keepalive.timeout", "10");
  }

  private final Process process;
  private final Path log;
  private final HttpClient http = HttpClient.newHttpClient();

  private Node(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts a server and waits until it is healthy. */
  public static Node start(String database, Map<String, String> environment, String... settings) {
    Node node = launch(database, environment, settings);
    node.awaitHealth();
    return node;
  }

  /** Starts a server and does not wait for it. */
  public static Node launch(String database, Map<String, String> environment, String... settings) {
    return run(database, environment, demo(settings));
  }

  /**
   * Starts a server on the embedded database of a folder, as one that is told of no other, and
   * waits until it is healthy.
   */
  public static Node embedded(Path data, String... settings) {
    Node node = run(List.of(), Map.of("NECESSITY_DATA", data.toString()), demo(settings));
    node.awaitHealth();
    return node;
  }

  /**
   * The same where no file may become larger: the nearest to a full disk that needs no rights. It
   * does not wait.
   */
  public static Node embeddedWithin(int mebibytes, Path data, String... settings) {
    return run(
        List.of("bash", "-c", "ulimit -f " + 1024 * mebibytes + "; exec \"$@\"", "bash"),
        Map.of("NECESSITY_DATA", data.toString()),
        demo(settings));
  }

  /**
   * Starts the program with arguments, as a command is run, on the database of the tests'
   * PostgreSQL or any other.
   */
  public static Node run(String database, Map<String, String> environment, List<String> arguments) {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "NECESSITY_DATABASE_URL",
                database,
                "NECESSITY_DATABASE_USER",
                "postgres",
                "NECESSITY_DATABASE_PASSWORD",
                "postgres"));
    all.putAll(environment);
    return run(List.of(), all, arguments);
  }

  private static List<String> demo(String... settings) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--spring.profiles.active=demo",
                "--server.port=0",
                "--spring.main.banner-mode=off"));
    arguments.addAll(List.of(settings));
    return arguments;
  }

  private static Node run(
      List<String> under, Map<String, String> environment, List<String> arguments) {
    try {
      Path log = Files.createTempFile("node", ".log");
      List<String> command = new ArrayList<>(under);
      command.addAll(
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx384m",
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC",
              "-classpath",
              classPath(),
              NecessityApplication.class.getName()));
      command.addAll(arguments);
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().putAll(environment);
      Node node = new Node(builder.start(), log);
      Runtime.getRuntime().addShutdownHook(new Thread(node.process::destroyForcibly));
      return node;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Surefire hands its tests a jar that only names the class path. */
  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  public void awaitHealth() {
    await()
        .atMost(LONGEST_START)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              if (!process.isAlive()) {
                throw new AssertionError(
                    "The server ended with exit code " + process.exitValue() + ":\n" + log());
              }
              return port().isPresent()
                  && get(null, "/actuator/health/readiness").statusCode() == 200;
            });
  }

  /** Empty as long as it does not listen. */
  private OptionalInt port() {
    return PORT.matcher(log())
        .results()
        .map(MatchResult::group)
        .mapToInt(line -> Integer.parseInt(line.replaceAll("\\D", "")))
        .findFirst();
  }

  /** What it has said so far. */
  public String log() {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The warnings and errors among it, and every line of a stack trace. */
  public List<String> complaints() {
    return log()
        .lines()
        .filter(line -> line.matches("\\S+ +(WARN|ERROR) .*") || line.startsWith("\tat "))
        .toList();
  }

  /** Waits until the process has ended by itself. */
  public int awaitEnd() {
    try {
      if (!process.waitFor(LONGEST_START.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("It runs still:\n" + log());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** SIGKILL: no file is closed, no transaction ended, nobody told. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** SIGSTOP: it holds what it holds, and does nothing. */
  public void suspend() {
    signal("STOP");
  }

  /** SIGCONT. */
  public void resume() {
    signal("CONT");
  }

  /** SIGTERM, as a service manager ends it. */
  public int terminate() {
    process.destroy();
    return awaitEnd();
  }

  /** The same while it is at something: goes on when it has begun to stop. */
  public void beginToStop() {
    process.destroy();
    await()
        .atMost(LONGEST_START)
        .until(() -> !process.isAlive() || log().contains("Commencing graceful shutdown"));
  }

  /** A call of one of the demo's users whose head has arrived, and half of its body. */
  public Begun begin(String user, String path, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port().orElseThrow());
    socket
        .getOutputStream()
        .write(
            ("POST "
                    + path
                    + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: "
                    + credentials(user)
                    + "\r\nContent-Type: application/json\r\nContent-Length: "
                    + bytes.length
                    + "\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    BufferedReader answer =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    if (!answer.readLine().contains(" 100") || !answer.readLine().isEmpty()) {
      throw new IOException("It does not want the body.");
    }
    socket.getOutputStream().write(bytes, 0, bytes.length / 2);
    return () -> {
      try (socket) {
        socket.getOutputStream().write(bytes, bytes.length / 2, bytes.length - bytes.length / 2);
        return answer.readLine();
      }
    };
  }

  /** A call that is not yet sent whole. */
  public interface Begun {

    /** Sends the rest; the first line of the answer, or null when there is none. */
    String finish() throws IOException;
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public HttpResponse<String> get(String user, String path) throws IOException {
    return send(user, "GET", path, null);
  }

  public HttpResponse<String> post(String user, String path, String body) throws IOException {
    return send(user, "POST", path, body);
  }

  /** The answer as JSON, for which one waits as long as it takes. */
  public JsonNode read(String user, String path) throws IOException {
    return JSON.readTree(send(user, "GET", path, null, LONGEST_ANSWER).body());
  }

  /** A call as one of the demo's users; null: as nobody. */
  public HttpResponse<String> send(String user, String method, String path, String body)
      throws IOException {
    return send(user, method, path, body, PATIENCE);
  }

  private HttpResponse<String> send(
      String user, String method, String path, String body, Duration patience) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:"
                        + port().orElseThrow(() -> new ConnectException("It does not listen yet."))
                        + path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .timeout(patience);
    if (user != null) {
      request.header("Authorization", credentials(user));
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String credentials(String user) {
    return "Basic "
        + Base64.getEncoder().encodeToString((user + ":demo").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    process.destroyForcibly();
    log.toFile().delete();
  }
}
