package dev.necessity.workflow.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.determination.notice.Language;
import dev.necessity.determination.notice.NoticeRenderer;
import dev.necessity.workflow.CaseNotices;
import dev.necessity.workflow.Cases;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Makes the content of a delivery from its case: the notice of a decided case, or the extension of the clock. */
final class CaseContents implements Function<Outbox.Entry, Content> {

  private final CaseNotices notices;
  private final NoticeRenderer renderer;
  private final Cases cases;
  private final ObjectMapper json;

  CaseContents(CaseNotices notices, NoticeRenderer renderer, Cases cases, ObjectMapper json) {
    this.notices = notices;
    this.renderer = renderer;
    this.cases = cases;
    this.json = json;
  }

  @Override
  public Content apply(Outbox.Entry entry) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("id", entry.id());
    message.put("event", entry.event());
    message.put("caseNumber", entry.caseNumber());
    Map<String, byte[]> pdfs = new LinkedHashMap<>();
    switch (entry.event()) {
      case NOTICE -> {
        message.put("notice", notices.notice(entry.caseNumber(), entry.audience(), Language.EN));
        for (Language language : Language.values()) {
          pdfs.put(language.tag(), renderer.pdf(notices.notice(entry.caseNumber(), entry.audience(), language)));
        }
      }
      case EXTENSION -> message.put("extension", cases.view(entry.caseNumber()).extension());
    }
    try {
      return new Content(json.writeValueAsBytes(message), pdfs);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
