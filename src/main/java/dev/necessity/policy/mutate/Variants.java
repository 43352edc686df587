package dev.necessity.policy.mutate;

import dev.necessity.policy.model.PlainNumber;
import dev.necessity.policy.mutate.FeelText.Kind;
import dev.necessity.policy.mutate.FeelText.Token;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a text of a decision file could say instead, by a slip in one place. */
final class Variants {

  private static final Map<String, String> SLIPS =
      Map.of(
          "<", "<=", "<=", "<", ">", ">=", ">=", ">", "=", "!=", "!=", "=", "true", "false",
          "false", "true");
  private static final Map<String, String> OTHER_END =
      Map.of("[", "(", "(", "[", "]", ")", ")", "]");

  private Variants() {}

  /** Another number, comparison, end of a range, true or false. */
  static Stream<String> of(String text) {
    FeelText feel = FeelText.of(text);
    return Stream.of(
            feel.all(Kind.NUMBER).stream()
                .flatMap(
                    number -> neighbours(number.text()).map(other -> feel.with(number, other))),
            Stream.concat(feel.all(Kind.COMPARISON).stream(), feel.all(Kind.NAME).stream())
                .filter(token -> SLIPS.containsKey(token.text()))
                .map(token -> feel.with(token, SLIPS.get(token.text()))),
            feel.endsOfRanges().stream().map(end -> feel.with(end, OTHER_END.get(end.text()))))
        .flatMap(each -> each);
  }

  /** Another text in the place of each of its texts. */
  static Stream<String> withOtherTexts(String text, Function<String, List<String>> others) {
    FeelText feel = FeelText.of(text);
    return feel.all(Kind.TEXT).stream()
        .flatMap(
            quoted -> others.apply(quoted.text()).stream().map(other -> feel.with(quoted, other)));
  }

  /** The texts of a cell, in their quotes. */
  static Stream<String> texts(String text) {
    return FeelText.of(text).all(Kind.TEXT).stream().map(Token::text);
  }

  private static Stream<String> neighbours(String number) {
    BigDecimal value = new BigDecimal(number);
    return Stream.of(value.add(value.ulp()), value.subtract(value.ulp())).map(PlainNumber::of);
  }
}
