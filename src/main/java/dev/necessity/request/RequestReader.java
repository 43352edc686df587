package dev.necessity.request;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads what comes from outside. Every reading method throws {@link InvalidRequestException} when
 * the body is no JSON or the schema forbids it, and {@link ImplausibleRequestException} when it is
 * valid but makes no sense; both with all violations at once. Thread-safe.
 */
public final class RequestReader {

  private static final String PROCEDURE = "/procedure";
  private static final String NPI = "/provider/npi";
  private static final String OUT_OF_RANGE =
      "cannot be read; write numbers below two thousand million, and instants as in 2026-01-15T09:30:00Z";
  private static final Pattern FIRST_OF_A_LIST = Pattern.compile("((?:/evidence)?/\\w+)/0(/.*)");

  private final Clock clock;
  private final Supplier<RequestSchema> schema;

  /** Reads what the packaged forms let a record say. */
  public RequestReader(Clock clock) {
    this(clock, RequestSchema::packaged);
  }

  /**
   * @param clock whose instant is now, and whose zone's calendar date is today
   * @param schema asked for with everything that is read: it changes with the forms that are
   *     deployed
   */
  public RequestReader(Clock clock, Supplier<RequestSchema> schema) {
    this.clock = clock;
    this.schema = schema;
  }

  /**
   * One JSON value (UTF-8) that can be computed with and stored; nothing else is known of it yet.
   */
  public JsonNode parse(byte[] body) {
    try (JsonParser parser = RequestJson.MAPPER.createParser(body)) {
      JsonNode tree = tree(parser);
      if (tree == null) {
        throw invalid("", "is empty; send one JSON object");
      }
      if (parser.nextToken() != null) {
        throw invalid("", "goes on after the JSON object; send one object only");
      }
      refuse(JsonLimits.violations(tree));
      return tree;
    } catch (StreamConstraintsException e) {
      throw invalid(
          "",
          "is nested too deep or holds a number or text that is too long; send what the request schema describes");
    } catch (JsonProcessingException e) {
      throw malformed(e);
    } catch (IOException e) {
      throw invalid("", "is not UTF-8 text; send JSON in UTF-8");
    }
  }

  public JsonNode parse(String body) {
    return parse(body.getBytes(StandardCharsets.UTF_8));
  }

  public Request read(byte[] body) {
    return read(parse(body));
  }

  public Request read(String body) {
    return read(parse(body));
  }

  /**
   * A request with its defaults filled in, every record once and with an id; received now if it
   * does not say when.
   */
  public Request read(JsonNode body) {
    if (hasLines(body)) {
      refuse(JsonLimits.violations(body));
      throw invalid(
          PROCEDURE,
          "is one procedure here; a list of them opens a case for each, where cases are opened");
    }
    return readLines(body).get(0);
  }

  /**
   * Whether a request asks for several procedures at once: a list of them stands in the place of
   * one.
   */
  public static boolean hasLines(JsonNode body) {
    return body.path("procedure").isArray();
  }

  /**
   * As {@link #read}: one request for each procedure, alike in all else and received at the same
   * instant.
   */
  public List<Request> readLines(JsonNode body) {
    refuse(JsonLimits.violations(body));
    RequestSchema live = schema.get();
    List<Violation> violations = new ArrayList<>(live.requestViolations(body));
    boolean refused = violations.stream().anyMatch(violation -> violation.pointer().equals(NPI));
    if (body.at(NPI).isTextual() && !refused && !Npi.isValid(body.at(NPI).textValue())) {
      violations.add(
          new Violation(NPI, "has a wrong check digit; compare it with the provider's NPI"));
    }
    refuse(violations);
    Evidence evidence = evidence(live, body.path("evidence"), JsonPointer.compile("/evidence"));
    List<Request> lines = lines(body);
    OffsetDateTime now = OffsetDateTime.now(clock);
    List<Violation> implausible = new ArrayList<>(implausible(live.requestFields(body)));
    OffsetDateTime receivedAt = lines.get(0).receivedAt();
    if (receivedAt != null) {
      implausible.addAll(Plausibility.ofReceipt(receivedAt, now));
    }
    implausible.addAll(between(evidence, body));
    implausible.addAll(askedTwice(lines));
    refuseImplausible(implausible);
    Evidence identified = Evidence.NONE.plus(evidence, live);
    return lines.stream()
        .map(
            line ->
                line.withReceivedAt(receivedAt == null ? now : receivedAt).withEvidence(identified))
        .toList();
  }

  /** One request for each procedure, without the evidence, which all of them share. */
  private static List<Request> lines(JsonNode body) {
    if (!hasLines(body)) {
      return List.of(convert(headOf(body), Request.class));
    }
    List<Request> lines =
        IntStream.range(0, body.path("procedure").size())
            .mapToObj(line -> line(body, line))
            .toList();
    return lines.stream().map(line -> line.among(lines)).toList();
  }

  private static Request line(JsonNode body, int line) {
    try {
      return convert(
          headOf(body).set("procedure", body.path("procedure").get(line)), Request.class);
    } catch (InvalidRequestException e) {
      // What is pointed at in the procedure stands in the list as it was sent.
      throw new InvalidRequestException(
          e.violations().stream()
              .map(
                  violation ->
                      violation.pointer().startsWith(PROCEDURE)
                          ? new Violation(
                              PROCEDURE
                                  + "/"
                                  + line
                                  + violation.pointer().substring(PROCEDURE.length()),
                              violation.message())
                          : violation)
              .toList());
    }
  }

  private static ObjectNode headOf(JsonNode body) {
    ObjectNode head = RequestJson.MAPPER.createObjectNode();
    head.setAll((ObjectNode) body);
    return head.without("evidence");
  }

  private static List<Violation> askedTwice(List<Request> lines) {
    List<Procedure> procedures = lines.stream().map(Request::procedure).toList();
    return IntStream.range(0, procedures.size())
        .filter(index -> procedures.indexOf(procedures.get(index)) < index)
        .mapToObj(
            index ->
                new Violation(
                    PROCEDURE + "/" + index,
                    "is asked for in line "
                        + (1 + procedures.indexOf(procedures.get(index)))
                        + " of this list already; say how many with units"))
        .toList();
  }

  /**
   * A request that was accepted once, read without being checked again.
   *
   * @throws RuntimeException of whatever kind, when it is no such request after all
   */
  public Request readAccepted(byte[] body) {
    try {
      JsonNode accepted = RequestJson.MAPPER.readTree(body);
      Request request = convert(accepted, Request.class);
      return request
          .withReceivedAt(
              request.receivedAt() == null ? OffsetDateTime.now(clock) : request.receivedAt())
          .withEvidence(
              evidence(schema.get(), accepted.path("evidence"), JsonPointer.compile("/evidence"))
                  .withIds());
    } catch (IOException e) {
      throw invalid("", "is no request that was accepted");
    }
  }

  public Evidence readEvidence(byte[] body) {
    return readEvidence(parse(body));
  }

  public Evidence readEvidence(String body) {
    return readEvidence(parse(body));
  }

  /**
   * An evidence object on its own. Records get their missing ids when they are {@linkplain
   * Evidence#plus added}, and only then is it known whether their corrections {@linkplain
   * Corrections#check name} a record.
   */
  public Evidence readEvidence(JsonNode body) {
    refuse(JsonLimits.violations(body));
    RequestSchema live = schema.get();
    refuse(live.evidenceViolations(body));
    Evidence evidence = evidence(live, body, JsonPointer.empty());
    refuseImplausible(implausible(live.evidenceFields(body)));
    return evidence;
  }

  private static Evidence evidence(RequestSchema schema, JsonNode sent, JsonPointer at) {
    if (!sent.isObject()) {
      return Evidence.NONE;
    }
    List<Violation> violations = new ArrayList<>();
    JsonNode kept =
        schema.kept(
            sent,
            pointer -> violations.add(new Violation(at.append(pointer).toString(), OUT_OF_RANGE)));
    refuse(violations);
    return convert(kept, Evidence.class);
  }

  /** What cannot hold between the records of a request. */
  private static List<Violation> between(Evidence evidence, JsonNode sent) {
    return Corrections.violations(Evidence.NONE, evidence).stream()
        .map(
            violation ->
                new Violation(asSent("/evidence" + violation.pointer(), sent), violation.message()))
        .toList();
  }

  /**
   * A pointer into a list of records, which has no index where a single record was sent in its
   * place.
   */
  private static String asSent(String pointer, JsonNode body) {
    Matcher first = FIRST_OF_A_LIST.matcher(pointer);
    return first.matches() && body.at(first.group(1)).isObject()
        ? first.group(1) + first.group(2)
        : pointer;
  }

  /** One thing for each place: of a date that is far away, that is said and nothing else. */
  private List<Violation> implausible(List<RequestSchema.Typed> fields) {
    List<Violation> farAway = Instants.violations(fields);
    Set<String> places = farAway.stream().map(Violation::pointer).collect(Collectors.toSet());
    return Stream.concat(
            farAway.stream(),
            Plausibility.violations(fields, today()).stream()
                .filter(violation -> !places.contains(violation.pointer())))
        .toList();
  }

  private LocalDate today() {
    return LocalDate.now(clock);
  }

  private static JsonNode tree(JsonParser parser) throws IOException {
    try {
      return RequestJson.MAPPER.readTree(parser);
    } catch (NumberFormatException e) {
      throw invalid(
          parser.getParsingContext().pathAsPointer().toString(),
          "is a number whose exponent cannot be computed with; write it in digits");
    }
  }

  /**
   * The schema allows a little more than can be held, as a page number beyond an int or a blank for
   * the T of an instant.
   */
  private static <T> T convert(JsonNode body, Class<T> type) {
    try {
      return RequestJson.MAPPER.treeToValue(body, type);
    } catch (JsonMappingException e) {
      JsonPointer pointer = JsonPointer.empty();
      for (JsonMappingException.Reference step : e.getPath()) {
        pointer =
            step.getFieldName() == null
                ? pointer.appendIndex(step.getIndex())
                : pointer.appendProperty(step.getFieldName());
      }
      throw invalid(asSent(pointer.toString(), body), OUT_OF_RANGE);
    } catch (JsonProcessingException e) {
      throw malformed(e);
    }
  }

  private static InvalidRequestException malformed(JsonProcessingException e) {
    if (e.getProcessor() instanceof JsonParser parser
        && e.getOriginalMessage().startsWith("Duplicate")) {
      return invalid(
          parser.getParsingContext().pathAsPointer().toString(),
          "is there twice; send each field once");
    }
    JsonLocation at = e.getLocation();
    String place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    return invalid("", "is not JSON" + place + "; send one JSON object");
  }

  private static InvalidRequestException invalid(String pointer, String message) {
    return new InvalidRequestException(List.of(new Violation(pointer, message)));
  }

  private static void refuse(List<Violation> violations) {
    if (!violations.isEmpty()) {
      throw new InvalidRequestException(violations);
    }
  }

  private static void refuseImplausible(List<Violation> violations) {
    if (!violations.isEmpty()) {
      throw new ImplausibleRequestException(violations);
    }
  }
}
