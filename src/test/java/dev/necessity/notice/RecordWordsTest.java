package dev.necessity.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Models;
import dev.necessity.notice.RecordWords.Told;
import dev.necessity.request.RequestReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RecordWordsTest {

  @Test
  void aRecordIsToldBrieflyByItsDateAndWhereItHasNoneByWhatItSays() {
    RequestReader reader = new RequestReader(Clock.systemUTC());
    Map<String, Told> records =
        RecordWords.of(
                reader.read(
                    reader.parse(
                        Models.text(Models.REQUESTS.resolve("all-met-ambulatory.json"))
                            .getBytes(StandardCharsets.UTF_8))),
                Wording.load(Language.EN))
            .stream()
            .collect(Collectors.toMap(Told::id, told -> told));

    assertThat(records.get("inj-2").name()).isEqualTo("Injection, July 1, 2025");
    assertThat(records.get("inj-2").brief()).isEqualTo("July 1, 2025");
    assertThat(records.get("inj-2").says())
        .contains(
            "right", "guidance CT", "combined with nothing else", "steroid yes", "for 10 weeks");
    assertThat(records.get("ex-1").name()).isEqualTo("Manoeuvre, no date");
    assertThat(records.get("ex-1").brief())
        .isEqualTo(records.get("ex-1").says())
        .isEqualTo("thigh thrust, positive");
    assertThat(records).hasSizeGreaterThan(15);
  }
}
