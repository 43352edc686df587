package dev.necessity.web.workbench;

import dev.necessity.outbox.Outbox;
import dev.necessity.outbox.Outbox.Entry;
import dev.necessity.outbox.Outbox.State;
import dev.necessity.text.HtmlTemplate;
import java.net.URI;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /deliveries}: what is dead, waiting or delivered, for operators and auditors; operators
 * start a dead one again.
 */
@RestController
@RequestMapping("/deliveries")
class DeliveriesController {

  private static final int MOST = 200;

  /** The engine's own group of administrators. */
  private static final String ADMINISTRATORS = "camunda-admin";

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'");
  private static final Map<State, String> WORDS =
      Map.of(State.DEAD, "Dead", State.PENDING, "Waiting", State.DELIVERED, "Delivered");

  /** A state to choose, and how many are in it. */
  record Shown(String name, String words, long count, boolean shown) {}

  record Row(String id, String caseNumber, List<String> cells) {}

  /**
   * @param retry whether who looks may start a row again
   */
  record Page(
      List<Shown> states,
      String heading,
      boolean delivered,
      boolean retry,
      List<Row> rows,
      int most) {}

  private final Outbox outbox;

  DeliveriesController(Outbox outbox) {
    this.outbox = outbox;
  }

  @GetMapping(produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
  String list(
      @RequestParam(defaultValue = "DEAD") State state, Authentication user, CsrfToken token) {
    List<Entry> entries = outbox.list(state, MOST);
    boolean operator =
        user.getAuthorities().stream()
            .anyMatch(group -> group.getAuthority().equals(ADMINISTRATORS));
    return HtmlTemplate.fill(
        "workbench/deliveries",
        Map.of(
            "token",
            token,
            "page",
            new Page(
                Stream.of(State.DEAD, State.PENDING, State.DELIVERED)
                    .map(
                        each ->
                            new Shown(
                                each.name(), WORDS.get(each), outbox.count(each), each == state))
                    .toList(),
                WORDS.get(state),
                state == State.DELIVERED,
                operator && state == State.DEAD,
                entries.stream().map(entry -> row(entry, state)).toList(),
                MOST)));
  }

  private static Row row(Entry entry, State state) {
    return new Row(
        entry.id(),
        entry.caseNumber(),
        List.of(
            words(entry.event().name()),
            entry.audience() == null ? "" : words(entry.audience().name()),
            words(entry.channel()),
            moment(entry.createdAt()),
            String.valueOf(entry.attempts()),
            moment(state == State.DELIVERED ? entry.deliveredAt() : entry.nextAttemptAt()),
            entry.lastError() == null ? "" : entry.lastError()));
  }

  @PostMapping("/{id}/retry")
  ResponseEntity<Void> retry(@PathVariable String id) {
    outbox.revive(id);
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .location(URI.create("../../deliveries"))
        .build();
  }

  private static String moment(OffsetDateTime instant) {
    return instant == null ? "" : MOMENT.format(instant.withOffsetSameInstant(ZoneOffset.UTC));
  }

  private static String words(String code) {
    return code.charAt(0) + code.substring(1).toLowerCase(Locale.ROOT);
  }
}
