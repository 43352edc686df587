package dev.necessity.policy.replay;

import dev.necessity.request.Request;
import dev.necessity.request.RequestReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Requests of a file, one JSON object a line, of any length; empty lines are no requests. The size
 * is the file's, in bytes.
 */
public final class RequestFile implements PastCases {

  private final RequestReader reader;
  private final String documentation;
  private final BufferedReader lines;
  private final long bytes;
  private long read;

  /**
   * @param documentation OPEN or CLOSED, for all of them
   */
  public RequestFile(Path file, RequestReader reader, String documentation) throws IOException {
    this.reader = reader;
    this.documentation = documentation;
    this.bytes = Files.size(file);
    this.lines = Files.newBufferedReader(file);
  }

  @Override
  public String columns() {
    return "line,request";
  }

  @Override
  public long size() {
    return bytes;
  }

  @Override
  public void goOnAfter(String position) throws IOException {
    long line = Long.parseLong(position);
    while (read < line && lines.readLine() != null) {
      read++;
    }
  }

  @Override
  public List<PastCase> next(int number) throws IOException {
    List<PastCase> next = new ArrayList<>(number);
    for (String line; next.size() < number && (line = lines.readLine()) != null; ) {
      read++;
      if (!line.isBlank()) {
        next.add(new Line(String.valueOf(read), line.getBytes(StandardCharsets.UTF_8)));
      }
    }
    return next;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private final class Line implements PastCase {

    private final String number;
    private final byte[] json;

    Line(String number, byte[] json) {
      this.number = number;
      this.json = json;
    }

    @Override
    public String position() {
      return number;
    }

    @Override
    public String place() {
      return number;
    }

    @Override
    public long size() {
      return json.length + 1L;
    }

    @Override
    public Optional<Judged> judge(Replay replay) {
      Request request = reader.readAccepted(json);
      return replay
          .compare(request, documentation)
          .map(comparison -> new Judged(request.requestId(), comparison));
    }
  }
}
