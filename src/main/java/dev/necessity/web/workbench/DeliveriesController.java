package dev.necessity.web.workbench;

import dev.necessity.outbox.Outbox;
import dev.necessity.outbox.Outbox.Entry;
import dev.necessity.outbox.Outbox.State;
import dev.necessity.text.Html;
import java.net.URI;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  private final Outbox outbox;

  DeliveriesController(Outbox outbox) {
    this.outbox = outbox;
  }

  @GetMapping(produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
  String list(
      @RequestParam(defaultValue = "DEAD") State state, Authentication user, CsrfToken token) {
    Html html = new Html().raw("<nav class=\"back\" aria-label=\"State\">");
    for (State each : List.of(State.DEAD, State.PENDING, State.DELIVERED)) {
      html.raw(
              "<a href=\"?state="
                  + each
                  + "\""
                  + (each == state ? " aria-current=\"page\"" : "")
                  + ">")
          .text(WORDS.get(each) + " (" + outbox.count(each) + ")")
          .raw("</a>");
    }
    html.raw("</nav>").element("h2", WORDS.get(state));
    List<Entry> entries = outbox.list(state, MOST);
    if (entries.isEmpty()) {
      html.element("p", "None.");
    } else {
      table(
          html,
          state,
          entries,
          token,
          user.getAuthorities().stream()
              .anyMatch(group -> group.getAuthority().equals(ADMINISTRATORS)));
    }
    if (entries.size() == MOST) {
      html.element("p", "The " + MOST + " newest are shown.");
    }
    return PageFrame.page(
        "Deliveries",
        "What leaves the house. A dead delivery was tried as often as the configuration says and is tried again only when somebody starts it again.",
        "",
        html.toString());
  }

  private static void table(
      Html html, State state, List<Entry> entries, CsrfToken token, boolean operator) {
    boolean retry = operator && state == State.DEAD;
    html.raw(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Deliveries\"><table class=\"decision\"><thead><tr>");
    List.of(
            "Case",
            "What",
            "For",
            "Channel",
            "Written",
            "Tries",
            state == State.DELIVERED ? "Delivered" : "Next try",
            "What went wrong last")
        .forEach(head -> html.element("th scope=\"col\"", head));
    html.raw(
        retry ? "<th scope=\"col\">Start again</th></tr></thead><tbody>" : "</tr></thead><tbody>");
    for (Entry entry : entries) {
      html.raw("<tr>").element("th scope=\"row\"", entry.caseNumber());
      List.of(
              words(entry.event().name()),
              entry.audience() == null ? "" : words(entry.audience().name()),
              words(entry.channel()),
              moment(entry.createdAt()),
              "" + entry.attempts(),
              moment(state == State.DELIVERED ? entry.deliveredAt() : entry.nextAttemptAt()),
              entry.lastError() == null ? "" : entry.lastError())
          .forEach(cell -> html.element("td", cell));
      if (retry) {
        html.raw("<td><form method=\"post\" action=\"deliveries/")
            .text(entry.id())
            .raw("/retry\">")
            .raw(PageFrame.token(token))
            .raw("<button aria-label=\"Start the delivery of case ")
            .text(entry.caseNumber())
            .raw(" again\">Start again</button></form></td>");
      }
      html.raw("</tr>");
    }
    html.raw("</tbody></table></div>");
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
