package dev.necessity.policy.check;

import dev.necessity.feel.FeelSyntax;
import dev.necessity.policy.check.Findings.Place;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DmnElement;
import org.camunda.bpm.model.dmn.instance.LiteralExpression;
import org.camunda.bpm.model.dmn.instance.UnaryTests;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/**
 * Every expression is FEEL: a script of another language would run on the server with the
 * application's rights.
 */
final class LanguageCheck {

  private static final String ATTRIBUTE = "expressionLanguage";

  private final DmnModelInstance model;
  private final Findings findings;

  LanguageCheck(DmnModelInstance model, Findings findings) {
    this.model = model;
    this.findings = findings;
  }

  void run() {
    refuse(model.getDefinitions(), Place.FILE);
    model
        .getModelElementsByType(LiteralExpression.class)
        .forEach(expression -> refuse(expression, place(expression)));
    model.getModelElementsByType(UnaryTests.class).forEach(cell -> refuse(cell, place(cell)));
  }

  private void refuse(DmnElement element, Place place) {
    String language = element.getAttributeValue(ATTRIBUTE);
    if (!FeelSyntax.isFeel(language)) {
      findings.error(
          Check.UNSUPPORTED_LOGIC,
          place,
          "'"
              + element.getId()
              + "' is written in "
              + language
              + ", and only FEEL is run. Write it in FEEL and remove the expression language.");
    }
  }

  private static Place place(ModelElementInstance element) {
    ModelElementInstance parent = element;
    while (parent != null && !(parent instanceof Decision)) {
      parent = parent.getParentElement();
    }
    return parent == null ? Place.FILE : Place.of(((Decision) parent).getId());
  }
}
