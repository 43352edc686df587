package dev.necessity.policy.mutate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An expression or cell as a row of words and signs, each with its place, so that one of them can
 * be changed and the rest stays as it was written.
 */
record FeelText(String text, List<Token> tokens) {

  enum Kind {
    TEXT,
    COMMENT,
    NUMBER,
    NAME,
    RANGE,
    COMPARISON,
    OPEN,
    CLOSE
  }

  record Token(Kind kind, String text, int start) {

    int end() {
      return start + text.length();
    }
  }

  /** In the order of {@link Kind}; what is none of them, as a comma or a plus, is never changed. */
  private static final Pattern TOKEN =
      Pattern.compile(
          "(\"(?:\\\\.|[^\"\\\\])*\")|(//[^\\n]*|/\\*.*?\\*/)|(\\d+(?:\\.\\d+)?|\\.\\d+)|([\\p{L}_?$][\\p{L}\\p{N}_?$]*)|(\\.\\.)|(<=|>=|!=|<|>|=)|([\\[(])|([\\])])",
          Pattern.DOTALL);

  static FeelText of(String text) {
    List<Token> tokens = new ArrayList<>();
    Matcher found = TOKEN.matcher(text);
    while (found.find()) {
      for (Kind kind : Kind.values()) {
        if (found.group(kind.ordinal() + 1) != null) {
          tokens.add(new Token(kind, found.group(), found.start()));
        }
      }
    }
    return new FeelText(text, List.copyOf(tokens));
  }

  List<Token> all(Kind kind) {
    return tokens.stream().filter(token -> token.kind() == kind).toList();
  }

  /** The text with another word in the place of one. */
  String with(Token token, String instead) {
    return text.substring(0, token.start()) + instead + text.substring(token.end());
  }

  /** The brackets around each {@code ..}, where it has some: the ends of a range. */
  List<Token> endsOfRanges() {
    List<Token> ends = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).kind() == Kind.RANGE) {
        addUnlessNull(ends, bracket(i, -1, Kind.OPEN, Kind.CLOSE));
        addUnlessNull(ends, bracket(i, 1, Kind.CLOSE, Kind.OPEN));
      }
    }
    return ends;
  }

  private Token bracket(int from, int step, Kind wanted, Kind nested) {
    int depth = 0;
    for (int i = from + step; i >= 0 && i < tokens.size(); i += step) {
      Token token = tokens.get(i);
      if (token.kind() == nested) {
        depth++;
      } else if (token.kind() == wanted && depth-- == 0) {
        return token;
      } else if (depth == 0
          && token.kind() == Kind.NAME
          && (token.text().equals("in") || token.text().equals("return"))) {
        return null; // The range of a loop has no ends that could be open.
      }
    }
    return null;
  }

  private static void addUnlessNull(List<Token> tokens, Token token) {
    if (token != null) {
      tokens.add(token);
    }
  }
}
