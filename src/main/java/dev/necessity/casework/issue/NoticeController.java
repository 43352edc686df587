package dev.necessity.casework.issue;

import dev.necessity.notice.Audience;
import dev.necessity.notice.ExtensionNotice;
import dev.necessity.notice.Language;
import dev.necessity.notice.Notice;
import dev.necessity.notice.NoticeRenderer;
import dev.necessity.work.Turns;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /api/requests/{caseNumber}/notice}: the notice of a decided case (docs/api.md,
 * "Calls"); {@code …/extension}: the letter about more time.
 */
@RestController
@RequestMapping("/api/requests/{caseNumber}")
class NoticeController {

  private final CaseNotices notices;
  private final NoticeRenderer renderer;
  private final Turns turns;

  NoticeController(CaseNotices notices, NoticeRenderer renderer, Turns turns) {
    this.notices = notices;
    this.renderer = renderer;
    this.turns = turns;
  }

  @GetMapping(path = "/notice", produces = MediaType.APPLICATION_JSON_VALUE)
  Notice json(
      @PathVariable String caseNumber,
      @RequestParam Audience audience,
      @RequestParam(defaultValue = "en") String lang) {
    return notices.notice(caseNumber, audience, Language.of(lang));
  }

  @GetMapping(path = "/notice", produces = MediaType.TEXT_HTML_VALUE)
  String html(
      @PathVariable String caseNumber,
      @RequestParam Audience audience,
      @RequestParam(defaultValue = "en") String lang) {
    return renderer.html(json(caseNumber, audience, lang));
  }

  @GetMapping(path = "/notice", produces = MediaType.APPLICATION_PDF_VALUE)
  byte[] pdf(
      @PathVariable String caseNumber,
      @RequestParam Audience audience,
      @RequestParam(defaultValue = "en") String lang) {
    Notice notice = json(caseNumber, audience, lang);
    return turns.take(() -> renderer.pdf(notice));
  }

  @GetMapping(path = "/extension", produces = MediaType.APPLICATION_JSON_VALUE)
  ExtensionNotice extensionJson(
      @PathVariable String caseNumber,
      @RequestParam Audience audience,
      @RequestParam(defaultValue = "en") String lang) {
    return notices.extension(caseNumber, audience, Language.of(lang));
  }

  @GetMapping(path = "/extension", produces = MediaType.TEXT_HTML_VALUE)
  String extensionHtml(
      @PathVariable String caseNumber,
      @RequestParam Audience audience,
      @RequestParam(defaultValue = "en") String lang) {
    return renderer.html(extensionJson(caseNumber, audience, lang));
  }

  @GetMapping(path = "/extension", produces = MediaType.APPLICATION_PDF_VALUE)
  byte[] extensionPdf(
      @PathVariable String caseNumber,
      @RequestParam Audience audience,
      @RequestParam(defaultValue = "en") String lang) {
    ExtensionNotice notice = extensionJson(caseNumber, audience, lang);
    return turns.take(() -> renderer.pdf(notice));
  }
}
