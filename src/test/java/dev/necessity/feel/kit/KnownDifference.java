package dev.necessity.feel.kit;

import dev.necessity.feel.kit.KitComparison.Difference;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of differences that docs/equality.md gives reasons for, under the same titles. */
enum KnownDifference {
  BEYOND_A_DOUBLE("a number that no double holds") {
    @Override
    boolean explains(Difference difference) {
      return difference.asShipped().comparable().toString().contains("Infinity")
          && !difference.answer().comparable().toString().contains("Infinity");
    }
  },

  ORDER_OF_ENTRIES("the order of a context's entries") {
    @Override
    boolean explains(Difference difference) {
      return List.of("string(", "get entries(").stream()
              .anyMatch(difference.test().name()::contains)
          && Arrays.equals(signs(difference.answer()), signs(difference.asShipped()));
    }

    private int[] signs(KitAnswer answer) {
      return answer.comparable().toString().chars().sorted().toArray();
    }
  },

  LIMIT("more than a policy needs") {
    @Override
    boolean explains(Difference difference) {
      return isRefused(difference.answer());
    }
  };

  private static final List<String> LIMITS =
      List.of(
          "it takes more than", "it builds a ", "looks at a text more than", "nested too deeply");

  private final String title;

  KnownDifference(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  abstract boolean explains(Difference difference);

  /** For what it asks for. */
  static boolean isRefused(KitAnswer answer) {
    return answer.error() != null && LIMITS.stream().anyMatch(answer.error()::contains);
  }

  static Optional<KnownDifference> of(Difference difference) {
    return Arrays.stream(values()).filter(each -> each.explains(difference)).findFirst();
  }
}
