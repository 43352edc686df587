package dev.necessity.measure;

import dev.necessity.work.Budget;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Spans of treatment put together. Spans that overlap or share a day are one; how long a pause
 * within a course may be is a policy's to say, so every course that any such limit makes is told,
 * with its longest pause and the pause around it.
 */
public final class Courses {

  private static final int TURNS_A_STEP = 10;

  private Courses() {}

  /** From the first day to the last. */
  public record Span(LocalDate start, LocalDate end) {

    public int days() {
      return daysBetween(start, end);
    }

    public int months() {
      return CalendarMonths.between(start, end);
    }
  }

  /**
   * One course.
   *
   * @param pause the longest pause within it, in days; 0 where there is none
   * @param alone whether no other span is before or after it
   * @param pauseAround the shorter one of the pauses before and after it, in days; 0 for one that
   *     is alone
   */
  public record Course(Span span, int pause, boolean alone, int pauseAround) {}

  /** The spans without overlaps, in the order of time. */
  public static List<Span> merged(Collection<Span> spans) {
    List<Span> merged = new ArrayList<>();
    for (Span next : spans.stream().sorted(Comparator.comparing(Span::start)).toList()) {
      Span last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      if (last == null || next.start().isAfter(last.end())) {
        merged.add(next);
      } else if (next.end().isAfter(last.end())) {
        merged.set(merged.size() - 1, new Span(last.start(), next.end()));
      }
    }
    return merged;
  }

  /** Every course, those without a pause first. */
  public static List<Course> of(Collection<Span> spans) {
    List<Span> merged = merged(spans);
    TreeSet<Integer> limits = new TreeSet<>();
    limits.add(0);
    for (int i = 1; i < merged.size(); i++) {
      limits.add(pauseBefore(merged, i));
    }
    List<Course> courses = new ArrayList<>();
    Budget.spend((long) limits.size() * merged.size() / TURNS_A_STEP);
    limits.forEach(limit -> addCourses(merged, limit, courses));
    return courses;
  }

  /**
   * The courses whose longest pause is the limit: those that a shorter one does not make already.
   */
  private static void addCourses(List<Span> merged, int limit, List<Course> courses) {
    int first = 0;
    int longest = 0;
    for (int i = 1; i <= merged.size(); i++) {
      boolean last = i == merged.size();
      if (last || pauseBefore(merged, i) > limit) {
        if (longest == limit) {
          courses.add(course(merged, first, i - 1, longest));
        }
        first = i;
        longest = 0;
      } else {
        longest = Math.max(longest, pauseBefore(merged, i));
      }
    }
  }

  private static Course course(List<Span> merged, int first, int last, int pause) {
    int before = first == 0 ? Integer.MAX_VALUE : pauseBefore(merged, first);
    int after = last == merged.size() - 1 ? Integer.MAX_VALUE : pauseBefore(merged, last + 1);
    boolean alone = first == 0 && last == merged.size() - 1;
    return new Course(
        new Span(merged.get(first).start(), merged.get(last).end()),
        pause,
        alone,
        alone ? 0 : Math.min(before, after));
  }

  private static int daysBetween(LocalDate from, LocalDate to) {
    return Math.toIntExact(ChronoUnit.DAYS.between(from, to));
  }

  private static int pauseBefore(List<Span> merged, int index) {
    return daysBetween(merged.get(index - 1).end(), merged.get(index).start());
  }
}
