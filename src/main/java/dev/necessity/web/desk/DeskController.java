package dev.necessity.web.desk;

import dev.necessity.notice.Language;
import dev.necessity.notice.NoticeWriter;
import dev.necessity.text.HtmlTemplate;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code /cases/{caseNumber}}: a case, for all who work on it. */
@RestController
class DeskController {

  private static final String HTML = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8";

  private final CasesOnDesk cases;
  private final NoticeWriter notices;
  private final Clock clock;

  DeskController(CasesOnDesk cases, NoticeWriter notices, Clock clock) {
    this.cases = cases;
    this.notices = notices;
    this.clock = clock;
  }

  @GetMapping(path = "/cases/{caseNumber}", produces = HTML)
  String page(@PathVariable String caseNumber) {
    return filled("desk/case", caseNumber, "../", "");
  }

  /** The same beside the form of a task, inside Tasklist. */
  @GetMapping(path = "/cases/{caseNumber}/tab", produces = HTML)
  String tab(@PathVariable String caseNumber) {
    return filled("desk/tab", caseNumber, "../../", "/tab");
  }

  /**
   * @param base the way up to the site's root
   * @param leaf what follows the number in the address of another case
   */
  private String filled(String template, String caseNumber, String base, String leaf) {
    return HtmlTemplate.fill(
        template, Map.of("page", read(caseNumber), "base", base, "leaf", leaf));
  }

  private DeskPage read(String caseNumber) {
    return DeskPage.of(
        cases.read(caseNumber), notices.wording(Language.EN), OffsetDateTime.now(clock));
  }
}
