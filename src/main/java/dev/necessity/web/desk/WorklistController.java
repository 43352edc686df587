package dev.necessity.web.desk;

import dev.necessity.cases.CaseAccess;
import dev.necessity.cases.Worklist;
import dev.necessity.cases.Worklist.Row;
import dev.necessity.casework.people.PersonName;
import dev.necessity.notice.Language;
import dev.necessity.notice.NoticeWriter;
import dev.necessity.request.InvalidRequestException;
import dev.necessity.request.Violation;
import dev.necessity.text.HtmlTemplate;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /cases}: one row for each case with work to do, the first due first. */
@RestController
class WorklistController {

  private static final int SIZE = 50;

  private final Worklist worklist;
  private final CaseAccess access;
  private final IdentityService identities;
  private final NoticeWriter notices;
  private final Clock clock;

  WorklistController(
      Worklist worklist,
      CaseAccess access,
      IdentityService identities,
      NoticeWriter notices,
      Clock clock) {
    this.worklist = worklist;
    this.access = access;
    this.identities = identities;
    this.notices = notices;
    this.clock = clock;
  }

  @GetMapping(path = "/cases", produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
  String list(WorkWanted wanted, @RequestParam(defaultValue = "0") int page, Authentication user) {
    if (page < 0) {
      throw new InvalidRequestException(List.of(new Violation("/page", "page counts from 0")));
    }
    OffsetDateTime now = OffsetDateTime.now(clock);
    Set<String> groups =
        user.getAuthorities().stream()
            .map(GrantedAuthority::getAuthority)
            .collect(Collectors.toSet());
    List<Row> rows =
        worklist.list(
            wanted.query(user.getName(), groups, access.groups().orElse(null), now),
            SIZE + 1,
            (long) page * SIZE);
    Map<String, String> people =
        rows.stream()
            .flatMap(row -> row.people().stream())
            .distinct()
            .collect(Collectors.toMap(id -> id, id -> PersonName.of(identities, id)));
    return HtmlTemplate.fill(
        "desk/work",
        Map.of(
            "page",
            WorkPage.of(wanted, rows, page, SIZE, people, notices.wording(Language.EN), now)));
  }
}
