package dev.necessity.policy.model;

import org.camunda.bpm.model.dmn.instance.DrgElement;
import org.camunda.bpm.model.dmn.instance.InformationRequirement;
import org.camunda.bpm.model.xml.ModelException;

/** The arrows of a decision diagram. */
public final class Requirements {

  private Requirements() {}

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
