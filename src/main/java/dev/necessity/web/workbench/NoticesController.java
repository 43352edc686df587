package dev.necessity.web.workbench;

import dev.necessity.assessment.RequestExamples.Example;
import dev.necessity.notice.Audience;
import dev.necessity.notice.Language;
import dev.necessity.notice.Notice;
import dev.necessity.notice.NoticePreview;
import dev.necessity.notice.NoticeRenderer;
import dev.necessity.request.RequestReader;
import dev.necessity.text.Html;
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

/**
 * How a notice of an example request reads, for who edits its templates and the policy's words.
 * Nothing is stored.
 */
@RestController
@RequestMapping("/workbench/notices")
class NoticesController {

  private static final String HTML = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8";

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
    Html html =
        new Html()
            .raw("<form class=\"tool\" method=\"get\">")
            .raw(
                PageFrame.select(
                        "request",
                        "Request",
                        examples.requests().stream()
                            .map(each -> Map.entry(each.name(), each.name()))
                            .toList(),
                        request.orElse(""))
                    .toString())
            .raw(
                PageFrame.select(
                        "audience",
                        "Reader",
                        List.of(Map.entry("PROVIDER", "Provider"), Map.entry("MEMBER", "Member")),
                        audience.name())
                    .toString())
            .raw(
                PageFrame.select(
                        "lang",
                        "Language",
                        Stream.of(Language.values())
                            .map(
                                each ->
                                    Map.entry(
                                        each.tag(), each == Language.EN ? "English" : "Spanish"))
                            .toList(),
                        lang)
                    .toString())
            .raw("<p><button type=\"submit\">Show</button></p></form>");
    if (request.isPresent()) {
      notice(request.get(), audience, lang);
      String query =
          "request="
              + Html.escape(request.get())
              + "&amp;audience="
              + audience
              + "&amp;lang="
              + Html.escape(lang);
      html.element("h2", "The notice")
          .raw("<p><a href=\"notices/preview.pdf?" + query + "\">The same as PDF</a></p>")
          .raw(
              "<iframe class=\"letter\" sandbox title=\"Notice to the "
                  + audience.name().toLowerCase(java.util.Locale.ROOT)
                  + "\" src=\"notices/preview?"
                  + query
                  + "\"></iframe>");
    }
    return PageFrame.page(
        "Notices",
        "The notice that an example request would get if its documentation period ended now and a medical director upheld the policy.",
        "../",
        html.toString());
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
