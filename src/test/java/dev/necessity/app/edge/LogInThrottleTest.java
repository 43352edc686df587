package dev.necessity.app.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LogInThrottleTest {

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final LogInThrottle throttle =
      new LogInThrottle(
          new Clock() {
            @Override
            public Instant instant() {
              return now;
            }

            @Override
            public ZoneOffset getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
              return this;
            }
          });

  private void guess(String user, String address, int times) {
    for (int i = 0; i < times; i++) {
      throttle.wasWrong(user, address);
    }
  }

  private Duration wait(String user, String address) {
    return throttle.before(user, address, "guess");
  }

  @Test
  void aGuesserWaitsTwiceAsLongEachTimeAndFiveMinutesAtMost() {
    guess("ana", "a", 4);
    assertThat(wait("ana", "a")).isZero();
    for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300}) {
      guess("ana", "a", 1);
      assertThat(wait("ana", "a")).isEqualTo(Duration.ofSeconds(seconds));
    }
    now = now.plusSeconds(299);
    assertThat(wait("ana", "a")).isEqualTo(Duration.ofSeconds(1));
    now = now.plusSeconds(1);
    assertThat(wait("ana", "a")).isZero();
  }

  @Test
  void ofGuessesAtOnceOneIsHeard() {
    guess("ana", "a", 8);
    now = now.plusSeconds(8);

    assertThat(wait("ana", "a")).isZero();
    assertThat(wait("ana", "a")).isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void nobodyElseWaits() {
    guess("ana", "a", 50);

    assertThat(wait("ana", "b")).as("the user, elsewhere").isZero();
    assertThat(wait("ines", "a")).as("others, at the same address").isZero();
  }

  @Test
  void whatWasRightHereBeforeIsAlwaysHeard() {
    throttle.wasRight("ana", "a", "right");
    guess("ana", "a", 50);

    assertThat(throttle.before("ana", "a", "right")).isZero();
    assertThat(throttle.before("ana", "a", "wrong")).isPositive();
    assertThat(throttle.before("ana", "b", "wrong")).isZero();
    assertThat(throttle.before("ines", "a", "right")).isZero();
  }

  @Test
  void rightAfterWrongBeginsAnew() {
    guess("ana", "a", 4);
    throttle.wasRight("ana", "a", "right");
    guess("ana", "a", 4);

    assertThat(wait("ana", "a")).isZero();
  }

  @Test
  void anAddressThatTriesManyUsersHasABudget() {
    for (int i = 0; i < 100; i++) {
      assertThat(wait("user" + i, "a")).isZero();
      guess("user" + i, "a", 1);
    }
    assertThat(wait("another", "a")).isEqualTo(Duration.ofSeconds(10));
    assertThat(wait("another", "b")).isZero();
    now = now.plusSeconds(10);
    assertThat(wait("another", "a")).isZero();
    guess("another", "a", 1);
    assertThat(wait("one-more", "a")).isPositive();
    now = now.minusSeconds(3600);
    assertThat(wait("one-more", "a")).as("a clock that was set back").isPositive();
  }
}
