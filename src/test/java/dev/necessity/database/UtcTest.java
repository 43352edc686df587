package dev.necessity.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.TimeZone;
import org.joda.time.DateTimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One zone for everything, on every machine. */
class UtcTest {

  @AfterEach
  void back() {
    Utc.everywhere();
  }

  @Test
  void testsRunInUtcWhateverTheMachineSays() {
    assertThat(ZoneId.systemDefault().normalized()).isEqualTo(ZoneOffset.UTC);
    assertThat(DateTimeZone.getDefault())
        .as("the engine's own library for dates")
        .isEqualTo(DateTimeZone.UTC);
    assertThatCode(Utc::check).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Asia/Kolkata", "America/New_York", "Europe/London", "Etc/GMT+1"})
  void anotherZoneIsRefusedWithWhatToDo(String zone) {
    TimeZone.setDefault(TimeZone.getTimeZone(zone));

    assertThatThrownBy(Utc::check)
        .hasMessageContaining(zone)
        .hasMessageContaining("-Duser.timezone=UTC");
  }
}
