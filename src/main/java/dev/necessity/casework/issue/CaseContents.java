package dev.necessity.casework.issue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.notice.Audience;
import dev.necessity.notice.Language;
import dev.necessity.notice.Letter;
import dev.necessity.notice.NoticeRenderer;
import dev.necessity.outbox.Content;
import dev.necessity.outbox.Outbox;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * Makes the content of a delivery from its case: the notice of a decided case, or the letter about
 * the extension of its clock.
 */
@Component
final class CaseContents implements Function<Outbox.Entry, Content> {

  private final CaseNotices notices;
  private final NoticeRenderer renderer;
  private final ObjectMapper json;

  CaseContents(CaseNotices notices, NoticeRenderer renderer, ObjectMapper json) {
    this.notices = notices;
    this.renderer = renderer;
    this.json = json;
  }

  @Override
  public Content apply(Outbox.Entry entry) {
    Map<Language, ? extends Letter> letters = letters(entry);
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("id", entry.id());
    message.put("event", entry.event());
    message.put("caseNumber", entry.caseNumber());
    switch (entry.event()) {
      case NOTICE -> message.put("notice", letters.get(Language.EN));
      case EXTENSION -> message.put("extension", letters.get(Language.EN));
    }
    try {
      return new Content(json.writeValueAsBytes(message), () -> pdfs(letters));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, byte[]> pdfs(Map<Language, ? extends Letter> letters) {
    Map<String, byte[]> pdfs = new LinkedHashMap<>();
    letters.forEach((language, letter) -> pdfs.put(language.tag(), renderer.pdf(letter)));
    return pdfs;
  }

  private Map<Language, ? extends Letter> letters(Outbox.Entry entry) {
    Audience audience = entry.audience();
    return switch (entry.event()) {
      case NOTICE -> notices.notices(entry.caseNumber(), audience);
      case EXTENSION -> notices.extensions(entry.caseNumber(), audience);
    };
  }
}
