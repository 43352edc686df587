package dev.necessity.policy.model;

import java.util.List;
import java.util.Objects;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Definitions;
import org.camunda.bpm.model.dmn.instance.DrgElement;
import org.camunda.bpm.model.dmn.instance.InformationRequirement;
import org.camunda.bpm.model.dmn.instance.InputData;
import org.camunda.bpm.model.xml.ModelException;

/** The arrows of a decision diagram. */
public final class Requirements {

  private Requirements() {}

  /** The inputs of a file; what a decision service calls so is a reference to one of them. */
  public static List<InputData> inputs(DmnModelInstance file) {
    return file.getModelElementsByType(InputData.class).stream()
        .filter(input -> input.getParentElement() instanceof Definitions)
        .toList();
  }

  /** To what a requirement leads, as the file says it; empty where it says nothing. */
  public static String href(InformationRequirement requirement) {
    return requirement.getDomElement().getChildElements().stream()
        .map(child -> child.getAttribute("href"))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse("");
  }

  /**
   * The decision or input that is required; null where there is none of the name, or it is
   * something else.
   */
  public static DrgElement target(InformationRequirement requirement) {
    try {
      return requirement.getRequiredDecision() != null
          ? requirement.getRequiredDecision()
          : requirement.getRequiredInput();
    } catch (ModelException | ClassCastException otherKind) {
      return null;
    }
  }
}
