package dev.necessity.audit.trace;

import com.fasterxml.jackson.databind.JsonNode;
import dev.necessity.audit.trace.CaseTrace.Delivery;
import dev.necessity.audit.trace.CaseTrace.NoticeStep;
import dev.necessity.notice.Audience;
import dev.necessity.notice.Language;
import dev.necessity.outbox.Outbox;
import dev.necessity.outbox.Outbox.Entry;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What was told to whom, and what became of the telling. */
public final class TraceNotices {

  private TraceNotices() {}

  /**
   * @param notice the variable of the issued notice, or null
   * @param extension the variable of the extension, or null
   * @param outbox what was to be delivered for the case
   */
  public static List<NoticeStep> of(JsonNode notice, JsonNode extension, List<Entry> outbox) {
    List<NoticeStep> steps = new ArrayList<>();
    for (Audience audience : Audience.values()) {
      if (extension.isObject()) {
        steps.add(step(Outbox.Event.EXTENSION, audience, extension.path("at").asText(), outbox));
      }
      if (notice.isObject()) {
        steps.add(step(Outbox.Event.NOTICE, audience, notice.path("issuedAt").asText(), outbox));
      }
    }
    return steps;
  }

  private static NoticeStep step(
      Outbox.Event event, Audience audience, String at, List<Entry> outbox) {
    List<String> languages = Arrays.stream(Language.values()).map(Language::tag).toList();
    return new NoticeStep(
        event.name(),
        audience.name(),
        languages,
        HistoryValues.utc(OffsetDateTime.parse(at)),
        outbox.stream()
            .filter(entry -> entry.event() == event && audience == entry.audience())
            .map(TraceNotices::delivery)
            .toList());
  }

  private static Delivery delivery(Entry entry) {
    return new Delivery(
        entry.channel(),
        entry.state().name(),
        HistoryValues.utc(entry.createdAt()),
        entry.attempts(),
        HistoryValues.utc(entry.deliveredAt()),
        entry.lastError());
  }
}
