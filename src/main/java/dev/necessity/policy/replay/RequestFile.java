package dev.necessity.policy.replay;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.request.Request;
import dev.necessity.request.RequestReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Past requests: of a file with one JSON object a line, of any length, where empty lines are no
 * requests; of a JSON file with one of them or an array; or of a folder with a JSON file for each.
 */
public final class RequestFile implements PastCases {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EXPECTED =
      "Requests are read from a file with one JSON object a line, from a JSON file with an array of them, and from a folder with a .json file for each, in UTF-8.";

  private final RequestReader reader;
  private final String documentation;
  private final Texts texts;
  private final long size;
  private long read;

  /**
   * The requests as texts, one after the other.
   *
   * @param place line, or name of the file
   * @param size in bytes
   */
  private record Text(String place, byte[] json, long size) {}

  private interface Texts extends AutoCloseable {

    /** Null after the last one; a text that is blank is no request. */
    Text next() throws IOException;

    @Override
    void close() throws IOException;
  }

  /**
   * @param documentation OPEN or CLOSED, for all of them
   * @throws IllegalArgumentException with what is read, when the file is something else
   */
  public RequestFile(Path file, RequestReader reader, String documentation) throws IOException {
    this.reader = reader;
    this.documentation = documentation;
    if (Files.isDirectory(file)) {
      List<Path> files = files(file);
      this.size = files.size();
      this.texts = folder(files);
    } else {
      this.size = Files.size(file);
      this.texts = file(file);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> files =
          all.filter(file -> file.toString().endsWith(".json"))
              .filter(file -> !file.toString().endsWith(".expected.json"))
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw new IllegalArgumentException(
            "The folder " + folder + " holds no .json file. " + EXPECTED);
      }
      return files;
    }
  }

  private static Texts folder(List<Path> files) {
    return new Texts() {
      private int at;

      @Override
      public Text next() throws IOException {
        if (at == files.size()) {
          return null;
        }
        Path file = files.get(at++);
        return new Text(file.getFileName().toString(), Files.readAllBytes(file), 1);
      }

      @Override
      public void close() {}
    };
  }

  private static Texts file(Path file) throws IOException {
    int first = first(file);
    if (first == '[') {
      return document(file);
    }
    if (first != '{' && first >= 0) {
      throw new IllegalArgumentException(
          file.getFileName()
              + " begins with '"
              + shown(first)
              + "', so it holds no requests"
              + (file.toString().toLowerCase(Locale.ROOT).endsWith(".csv")
                  ? ": a request has records in it, which a table has no room for"
                  : "")
              + ". "
              + EXPECTED);
    }
    return file.toString().endsWith(".json") ? document(file) : lines(file);
  }

  private static String shown(int character) {
    return Character.isISOControl(character) || character == '\uFFFD'
        ? "a byte that is no UTF-8 text"
        : Character.toString(character);
  }

  /** The first character that is no blank, after a byte order mark; -1 in an empty file. */
  private static int first(Path file) throws IOException {
    try (Reader characters = characters(file)) {
      int character = characters.read();
      while (character >= 0 && (Character.isWhitespace(character) || character == '\uFEFF')) {
        character = characters.read();
      }
      return character;
    }
  }

  private static BufferedReader characters(Path file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
  }

  private static Texts lines(Path file) throws IOException {
    BufferedReader lines = characters(file);
    return new Texts() {
      private long number;

      @Override
      public Text next() throws IOException {
        String line = lines.readLine();
        if (line == null) {
          return null;
        }
        number++;
        byte[] json = line.replace("\uFEFF", "").getBytes(StandardCharsets.UTF_8);
        return new Text(String.valueOf(number), json, json.length + 1L);
      }

      @Override
      public void close() throws IOException {
        lines.close();
      }
    };
  }

  /** One object, or those of an array, as far as it is JSON. */
  private static Texts document(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    JsonParser parser = JSON.createParser(bytes);
    return new Texts() {
      private boolean ended;

      @Override
      public Text next() throws IOException {
        if (ended) {
          return null;
        }
        long start = parser.currentLocation().getByteOffset();
        try {
          JsonToken token = parser.nextToken();
          if (token == JsonToken.START_ARRAY && parser.getParsingContext().getParent().inRoot()) {
            token = parser.nextToken();
          }
          if (token == null || token == JsonToken.END_ARRAY) {
            ended = true;
            return null;
          }
          int line = parser.currentTokenLocation().getLineNr();
          byte[] json = JSON.writeValueAsBytes(JSON.readTree(parser));
          return new Text(
              String.valueOf(line), json, parser.currentLocation().getByteOffset() - start);
        } catch (JsonProcessingException broken) {
          // What follows cannot be told apart any more; its reader says what is wrong.
          ended = true;
          return new Text(
              String.valueOf(broken.getLocation().getLineNr()),
              "{\"the rest of the file\": ".getBytes(StandardCharsets.UTF_8),
              1);
        }
      }

      @Override
      public void close() throws IOException {
        parser.close();
        bytes.close();
      }
    };
  }

  @Override
  public String columns() {
    return "line,request";
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void goOnAfter(String position) throws IOException {
    long last = Long.parseLong(position);
    while (read < last && texts.next() != null) {
      read++;
    }
  }

  @Override
  public List<PastCase> next(int number) throws IOException {
    List<PastCase> next = new ArrayList<>(number);
    for (Text text; next.size() < number && (text = texts.next()) != null; ) {
      read++;
      if (!isBlank(text.json())) {
        next.add(new Past(String.valueOf(read), text));
      }
    }
    return next;
  }

  private static boolean isBlank(byte[] json) {
    for (byte each : json) {
      if (!Character.isWhitespace(each)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    texts.close();
  }

  private final class Past implements PastCase {

    private final String position;
    private final Text text;

    Past(String position, Text text) {
      this.position = position;
      this.text = text;
    }

    @Override
    public String position() {
      return position;
    }

    @Override
    public String place() {
      return text.place();
    }

    @Override
    public long size() {
      return text.size();
    }

    @Override
    public Optional<Judged> judge(Replay replay) {
      Request request = reader.readAccepted(text.json());
      return replay
          .compare(request, documentation)
          .map(comparison -> new Judged(request.requestId(), comparison));
    }
  }
}
