package dev.necessity.workflow;

import dev.necessity.determination.notice.Audience;
import dev.necessity.determination.notice.Language;
import dev.necessity.determination.notice.Notice;
import dev.necessity.determination.notice.NoticeRenderer;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/requests/{caseNumber}/notice}: the notice of a decided case (contract, "Endpoints"). */
@RestController
@RequestMapping("/api/requests/{caseNumber}/notice")
class NoticeController {

  private final CaseNotices notices;
  private final NoticeRenderer renderer;

  NoticeController(CaseNotices notices, NoticeRenderer renderer) {
    this.notices = notices;
    this.renderer = renderer;
  }

  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  Notice json(@PathVariable String caseNumber, @RequestParam Audience audience, @RequestParam(defaultValue = "en") String lang) {
    return notices.notice(caseNumber, audience, Language.of(lang));
  }

  @GetMapping(produces = MediaType.TEXT_HTML_VALUE)
  String html(@PathVariable String caseNumber, @RequestParam Audience audience, @RequestParam(defaultValue = "en") String lang) {
    return renderer.html(json(caseNumber, audience, lang));
  }

  @GetMapping(produces = MediaType.APPLICATION_PDF_VALUE)
  byte[] pdf(@PathVariable String caseNumber, @RequestParam Audience audience, @RequestParam(defaultValue = "en") String lang) {
    return renderer.pdf(json(caseNumber, audience, lang));
  }
}
