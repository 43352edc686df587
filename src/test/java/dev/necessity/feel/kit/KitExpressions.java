package dev.necessity.feel.kit;

import java.util.List;
import java.util.stream.Collectors;
import org.w3c.dom.Element;

/** Boxed expressions, which Camunda 7 does not have, written as FEEL text. */
final class KitExpressions {

  private static final String RESULT = "result_of_context";
  private static final String JAVA = "Java";

  private final KitNames names;

  KitExpressions(KitNames names) {
    this.names = names;
  }

  /** Something that Camunda 7 cannot hold; the message says what. */
  static final class NotHeldException extends RuntimeException {

    NotHeldException(String what) {
      super(what, null, false, false);
    }
  }

  String text(Element expression) {
    return switch (expression.getLocalName()) {
      case "literalExpression" -> literal(expression);
      case "context" -> context(expression);
      case "list" ->
          Xml.children(expression).stream()
              .filter(KitExpressions::isExpression)
              .map(this::inner)
              .collect(Collectors.joining(", ", "[", "]"));
      case "relation" -> relation(expression);
      case "invocation" -> invocation(expression);
      case "functionDefinition" -> function(expression);
      case "conditional" ->
          "if "
              + part(expression, "if")
              + " then "
              + part(expression, "then")
              + " else "
              + part(expression, "else");
      case "filter" -> part(expression, "in") + "[" + part(expression, "match") + "]";
      case "for" -> "for " + iterator(expression) + " return " + part(expression, "return");
      case "some", "every" ->
          expression.getLocalName()
              + " "
              + iterator(expression)
              + " satisfies "
              + part(expression, "satisfies");
      default ->
          throw new NotHeldException("a " + expression.getLocalName() + " inside of an expression");
    };
  }

  static boolean isExpression(Element element) {
    return List.of(
            "literalExpression",
            "context",
            "list",
            "relation",
            "invocation",
            "functionDefinition",
            "conditional",
            "filter",
            "for",
            "some",
            "every",
            "decisionTable")
        .contains(element.getLocalName());
  }

  static Element expressionOf(Element parent) {
    return Xml.children(parent).stream()
        .filter(KitExpressions::isExpression)
        .findFirst()
        .orElseThrow(() -> new NotHeldException("a decision without logic"));
  }

  private String literal(Element expression) {
    String text = Xml.text(expression, "text");
    if (text.isEmpty()) {
      throw new NotHeldException("an empty expression");
    }
    return names.in(text);
  }

  /** In brackets, on lines of its own, as an expression may end with a comment. */
  private String inner(Element expression) {
    return "(" + text(expression) + "\n)";
  }

  private String part(Element expression, String name) {
    return inner(expressionOf(Xml.child(expression, name).orElseThrow()));
  }

  private String iterator(Element expression) {
    return KitNames.of(expression.getAttribute("iteratorVariable"))
        + " in "
        + part(expression, "in");
  }

  private String context(Element context) {
    List<Element> entries = Xml.children(context, "contextEntry");
    boolean hasResult = entries.stream().anyMatch(entry -> Xml.child(entry, "variable").isEmpty());
    return entries.stream()
            .map(
                entry ->
                    Xml.child(entry, "variable")
                            .map(variable -> KitNames.of(variable.getAttribute("name")))
                            .orElse(RESULT)
                        + ": "
                        + inner(expressionOf(entry)))
            .collect(Collectors.joining(", ", "{", "}"))
        + (hasResult ? "." + RESULT : "");
  }

  private String relation(Element relation) {
    List<String> columns =
        Xml.children(relation, "column").stream()
            .map(column -> KitNames.of(column.getAttribute("name")))
            .toList();
    return Xml.children(relation, "row").stream()
        .map(
            row -> {
              List<Element> cells =
                  Xml.children(row).stream().filter(KitExpressions::isExpression).toList();
              return java.util.stream.IntStream.range(0, columns.size())
                  .mapToObj(i -> columns.get(i) + ": " + inner(cells.get(i)))
                  .collect(Collectors.joining(", ", "{", "}"));
            })
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private String invocation(Element invocation) {
    return text(expressionOf(invocation))
        + Xml.children(invocation, "binding").stream()
            .map(
                binding ->
                    KitNames.of(Xml.child(binding, "parameter").orElseThrow().getAttribute("name"))
                        + ": "
                        + inner(expressionOf(binding)))
            .collect(Collectors.joining(", ", "(", ")"));
  }

  String function(Element function) {
    if (JAVA.equals(function.getAttribute("kind"))) {
      throw new NotHeldException("a Java function");
    }
    return Xml.children(function, "formalParameter").stream()
            .map(parameter -> KitNames.of(parameter.getAttribute("name")))
            .collect(Collectors.joining(", ", "function(", ") "))
        + inner(expressionOf(function));
  }
}
