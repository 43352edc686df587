package dev.necessity.web.workbench;

import dev.necessity.assessment.RequestExamples.Example;
import dev.necessity.notice.Audience;
import dev.necessity.notice.Language;
import dev.necessity.notice.Notice;
import dev.necessity.notice.NoticePreview;
import dev.necessity.notice.NoticeRenderer;
import dev.necessity.request.RequestReader;
import dev.necessity.text.HtmlTemplate;
import dev.necessity.work.Turns;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * How a notice of an example request reads, for who edits its templates and the policy's words.
 * Nothing is stored.
 */
@RestController
@RequestMapping("/workbench/notices")
class NoticesController {

  private static final String HTML = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8";

  private static final List<Option> AUDIENCES =
      List.of(new Option("PROVIDER", "Provider"), new Option("MEMBER", "Member"));
  private static final List<Option> LANGUAGES =
      Stream.of(Language.values())
          .map(each -> new Option(each.tag(), each == Language.EN ? "English" : "Spanish"))
          .toList();

  /**
   * @param query of the notice that is shown; empty where none was asked for
   */
  record Page(
      List<Option> requests,
      String request,
      List<Option> audiences,
      String audience,
      List<Option> languages,
      String language,
      String query) {}

  private final PackagedExamples examples;
  private final RequestReader reader;
  private final NoticePreview preview;
  private final NoticeRenderer renderer;
  private final Turns turns;

  NoticesController(
      PackagedExamples examples,
      RequestReader reader,
      NoticePreview preview,
      NoticeRenderer renderer,
      Turns turns) {
    this.examples = examples;
    this.reader = reader;
    this.preview = preview;
    this.renderer = renderer;
    this.turns = turns;
  }

  @GetMapping(produces = HTML)
  String page(
      @RequestParam Optional<String> request,
      @RequestParam(defaultValue = "PROVIDER") Audience audience,
      @RequestParam(defaultValue = "en") String lang) {
    request.ifPresent(asked -> notice(asked, audience, lang));
    return HtmlTemplate.fill(
        "workbench/notices",
        Map.of(
            "page",
            new Page(
                examples.requests().stream()
                    .map(each -> new Option(each.name(), each.name()))
                    .toList(),
                request.orElse(""),
                AUDIENCES,
                audience.name(),
                LANGUAGES,
                lang,
                request
                    .map(
                        asked ->
                            UriComponentsBuilder.newInstance()
                                .queryParam("request", "{request}")
                                .queryParam("audience", audience)
                                .queryParam("lang", "{lang}")
                                .encode()
                                .buildAndExpand(asked, lang)
                                .getQuery())
                    .orElse(""))));
  }

  @GetMapping(path = "/preview", produces = HTML)
  String html(
      @RequestParam String request, @RequestParam Audience audience, @RequestParam String lang) {
    return renderer.html(notice(request, audience, lang));
  }

  @GetMapping(path = "/preview.pdf", produces = MediaType.APPLICATION_PDF_VALUE)
  byte[] pdf(
      @RequestParam String request, @RequestParam Audience audience, @RequestParam String lang) {
    Notice notice = notice(request, audience, lang);
    return turns.take(() -> renderer.pdf(notice));
  }

  private Notice notice(String request, Audience audience, String lang) {
    Example example =
        examples.requests().stream()
            .filter(each -> each.name().equals(request))
            .findFirst()
            .orElseThrow(
                () ->
                    new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "There is no example request of that name."));
    return preview.of(reader.read(example.request()), audience, Language.of(lang));
  }
}
