package dev.necessity.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.request.ContentHash;
import dev.necessity.request.InvalidRequestException;
import dev.necessity.request.Violation;
import dev.necessity.work.Duty;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Calls that come with an {@code Idempotency-Key}: sent again under the same key, a call gets the
 * answer that it got, and does nothing. The answer is kept in the transaction of the change, so
 * that neither is there without the other; a call that was refused is not kept, and is judged anew.
 */
@Component
public class RepeatedCalls {

  private static final String KEY = "Idempotency-Key";
  private static final Duration CLEAN_UP_EVERY = Duration.ofHours(1);
  private static final Pattern KEYS = Pattern.compile("[\\x21-\\x7e]{1,128}");

  private final JdbcClient jdbc;
  private final CaseTurns turns;
  private final ObjectMapper json;
  private final Clock clock;
  private final Duration keep;

  public RepeatedCalls(
      JdbcClient jdbc,
      CaseTurns turns,
      ObjectMapper json,
      Clock clock,
      @Value("${necessity.repeats.keep}") Duration keep) {
    this.jdbc = jdbc;
    this.turns = turns;
    this.json = json;
    this.clock = clock;
    this.keep = keep;
  }

  /** The call was sent with other content under a key that was used already (HTTP 422). */
  public static class OtherCallException extends RuntimeException {

    OtherCallException() {
      super(
          "This "
              + KEY
              + " was used for another call. Give each call a key of its own; send only the very same call again under the same key.");
    }
  }

  /**
   * @param hash of method, address and body
   */
  private record Call(String caller, String keyHash, String hash) {}

  private record Kept(String hash, int status, String location, String answer) {}

  /**
   * Changes a case, once for each key.
   *
   * @param body as it was sent; null where there is none
   * @throws InvalidRequestException when the key is none
   * @throws OtherCallException when the key was used for another call
   */
  public ResponseEntity<?> once(
      HttpServletRequest request,
      Object body,
      String caseNumber,
      Supplier<? extends ResponseEntity<?>> change) {
    return call(request, body)
        .<ResponseEntity<?>>map(
            call -> once(call, () -> turns.take(caseNumber, entry -> kept(call, change))))
        .orElseGet(change);
  }

  /** Opens a case, which is once by its content already: its answer is kept afterwards. */
  public ResponseEntity<?> onceOpened(
      HttpServletRequest request, Object body, Supplier<? extends ResponseEntity<?>> opening) {
    return call(request, body)
        .<ResponseEntity<?>>map(call -> once(call, () -> kept(call, opening)))
        .orElseGet(opening);
  }

  private ResponseEntity<?> once(Call call, Supplier<ResponseEntity<?>> change) {
    try {
      return change.get();
    } catch (DuplicateKeyException sentTwiceAtOnce) {
      return find(call).map(known -> again(call, known)).orElseThrow(() -> sentTwiceAtOnce);
    }
  }

  private ResponseEntity<?> kept(Call call, Supplier<? extends ResponseEntity<?>> change) {
    Optional<Kept> known = find(call);
    if (known.isPresent()) {
      return again(call, known.get());
    }
    ResponseEntity<?> answer = change.get();
    keep(call, answer);
    return answer;
  }

  private static ResponseEntity<?> again(Call call, Kept known) {
    if (!known.hash.equals(call.hash)) {
      throw new OtherCallException();
    }
    ResponseEntity.BodyBuilder answer = ResponseEntity.status(known.status);
    if (known.location != null) {
      answer.header(HttpHeaders.LOCATION, known.location);
    }
    return known.answer == null
        ? answer.build()
        : answer
            .contentType(MediaType.APPLICATION_JSON)
            .body(known.answer.getBytes(StandardCharsets.UTF_8));
  }

  private Optional<Call> call(HttpServletRequest request, Object body) {
    String key = request.getHeader(KEY);
    if (key == null) {
      return Optional.empty();
    }
    if (!KEYS.matcher(key).matches()) {
      throw new InvalidRequestException(
          List.of(
              new Violation(
                  "/" + KEY,
                  "must be 1 to 128 letters, digits and signs of ASCII, without blanks; a UUID is one")));
    }
    String what =
        request.getMethod()
            + " "
            + request.getRequestURI()
            + "?"
            + request.getQueryString()
            + "\n"
            + ContentHash.of(json.valueToTree(body));
    return Optional.of(new Call(request.getRemoteUser(), hash(key), hash(what)));
  }

  private static String hash(String text) {
    return ContentHash.ofBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private Optional<Kept> find(Call call) {
    return jdbc.sql(
            "select call_hash, status, location, answer from necessity_repeated_call where caller = ? and key_hash = ? and kept_until > ?")
        .params(call.caller, call.keyHash, now())
        .query(
            (row, number) ->
                new Kept(row.getString(1), row.getInt(2), row.getString(3), row.getString(4)))
        .optional();
  }

  private void keep(Call call, ResponseEntity<?> answer) {
    jdbc.sql(
            "delete from necessity_repeated_call where caller = ? and key_hash = ? and kept_until <= ?")
        .params(call.caller, call.keyHash, now())
        .update();
    jdbc.sql(
            "insert into necessity_repeated_call (caller, key_hash, call_hash, status, location, answer, kept_until) values (?, ?, ?, ?, ?, ?, ?)")
        .params(
            call.caller,
            call.keyHash,
            call.hash,
            answer.getStatusCode().value(),
            Objects.toString(answer.getHeaders().getLocation(), null),
            answer.getBody() == null ? null : write(answer.getBody()),
            now().plus(keep))
        .update();
  }

  @Bean
  Duty cleanUpOfRepeatedCalls() {
    return Duty.whole("repeated-calls-clean-up", CLEAN_UP_EVERY, this::forget);
  }

  /** Forgets what is kept no longer. */
  public int forget() {
    return jdbc.sql("delete from necessity_repeated_call where kept_until <= ?")
        .param(now())
        .update();
  }

  private String write(Object answer) {
    try {
      return json.writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An answer cannot be written as JSON.", e);
    }
  }

  private OffsetDateTime now() {
    return OffsetDateTime.now(clock).withOffsetSameInstant(ZoneOffset.UTC);
  }
}
