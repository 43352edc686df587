package dev.necessity.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.measure.Courses.Course;
import dev.necessity.measure.Courses.Span;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoursesTest {

  private static final LocalDate DAY = LocalDate.of(2025, 1, 1);

  @ParameterizedTest(name = "{0} are {1}")
  @CsvSource({
    "'0-10 5-20',       '0-20'",
    "'5-20 0-10',       '0-20'",
    "'0-10 10-20',      '0-20'",
    "'0-10 11-20',      '0-10 11-20'",
    "'0-30 5-10',       '0-30'",
    "'3-3',             '3-3'",
    "'',                ''"
  })
  void spansThatOverlapOrShareADayAreOne(String spans, String merged) {
    assertThat(Courses.merged(spans(spans))).isEqualTo(spans(merged));
  }

  @Test
  void everyCourseThatSomePauseMakesIsTold() {
    assertThat(Courses.of(spans("0-10 15-20 60-70")))
        .containsExactly(
            new Course(span("0-10"), 0, false, 5),
            new Course(span("15-20"), 0, false, 5),
            new Course(span("60-70"), 0, false, 40),
            new Course(span("0-20"), 5, false, 40),
            new Course(span("0-70"), 40, true, 0));
  }

  /** Course by course in the order of time, as a person would read the policy's sentence. */
  private static List<Span> naive(List<Span> spans, int longestPause) {
    List<Span> courses = new ArrayList<>();
    for (Span next : spans.stream().sorted(Comparator.comparing(Span::start)).toList()) {
      Span last = courses.isEmpty() ? null : courses.get(courses.size() - 1);
      if (last != null && !next.start().isAfter(last.end().plusDays(longestPause))) {
        courses.set(
            courses.size() - 1,
            new Span(last.start(), next.end().isAfter(last.end()) ? next.end() : last.end()));
      } else {
        courses.add(next);
      }
    }
    return courses;
  }

  @Property(tries = 500)
  void theCoursesOfOneLimitAreThoseThatItMakesInWhateverOrder(
      @ForAll long seed, @ForAll @IntRange(max = 20) int limit) {
    Random random = new Random(seed);
    List<Span> spans =
        new ArrayList<>(
            IntStream.range(0, random.nextInt(7))
                .mapToObj(
                    i -> {
                      LocalDate start = DAY.plusDays(random.nextInt(80));
                      return new Span(start, start.plusDays(random.nextInt(12)));
                    })
                .toList());
    List<Course> all = Courses.of(spans);
    List<Span> ofLimit =
        all.stream()
            .filter(
                course ->
                    course.pause() <= limit && (course.alone() || course.pauseAround() > limit))
            .map(Course::span)
            .toList();

    assertThat(ofLimit).containsExactlyInAnyOrderElementsOf(naive(spans, limit));
    Collections.shuffle(spans, random);
    assertThat(Courses.of(spans)).isEqualTo(all);
    assertThat(all.size()).isLessThanOrEqualTo(Math.max(1, 2 * spans.size()));
  }

  private static List<Span> spans(String texts) {
    return texts.isEmpty()
        ? List.of()
        : Arrays.stream(texts.split(" ")).map(CoursesTest::span).toList();
  }

  private static Span span(String text) {
    String[] days = text.split("-");
    return new Span(DAY.plusDays(Long.parseLong(days[0])), DAY.plusDays(Long.parseLong(days[1])));
  }
}
