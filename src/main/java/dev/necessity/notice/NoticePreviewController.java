package dev.necessity.notice;

import dev.necessity.request.RequestReader;
import dev.necessity.work.Turns;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /api/notices/preview}: the notice that a request would get, for who edits policies
 * and templates. Nothing is stored.
 */
@RestController
@RequestMapping(path = "/api/notices/preview", consumes = MediaType.APPLICATION_JSON_VALUE)
class NoticePreviewController {

  private final RequestReader reader;
  private final NoticePreview preview;
  private final NoticeRenderer renderer;
  private final Turns turns;

  NoticePreviewController(
      RequestReader reader, NoticePreview preview, NoticeRenderer renderer, Turns turns) {
    this.reader = reader;
    this.preview = preview;
    this.renderer = renderer;
    this.turns = turns;
  }

  @PostMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  Notice json(
      @RequestBody byte[] body,
      @RequestParam Audience audience,
      @RequestParam(defaultValue = "en") String lang) {
    return preview.of(reader.read(reader.parse(body)), audience, Language.of(lang));
  }

  @PostMapping(produces = MediaType.TEXT_HTML_VALUE)
  String html(
      @RequestBody byte[] body,
      @RequestParam Audience audience,
      @RequestParam(defaultValue = "en") String lang) {
    return renderer.html(json(body, audience, lang));
  }

  @PostMapping(produces = MediaType.APPLICATION_PDF_VALUE)
  byte[] pdf(
      @RequestBody byte[] body,
      @RequestParam Audience audience,
      @RequestParam(defaultValue = "en") String lang) {
    Notice notice = json(body, audience, lang);
    return turns.take(() -> renderer.pdf(notice));
  }
}
