package dev.necessity.policy.model;

import java.util.Set;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;

/**
 * How the engine and the cases know the decisions of a policy: by the policy's id and the
 * decision's own, as {@code hip-implant--determination}. The engine tells decisions apart by their
 * keys alone, across all files, so without the policy's id two policies could not use the same
 * names. An analyst never writes a key: the id of the file and of the decision are what Modeler
 * shows.
 *
 * <p>A file is a policy where its decisions have version tags, which cases are pinned to. The
 * tables beside the policies have none: a process asks for them by their own ids. What an earlier
 * version of the application deployed has its decision's id for a key.
 */
public final class PolicyKeys {

  /**
   * What an id of an element may hold, as Cockpit finds a table by its key ({@code
   * CockpitDiagrams}); the check refuses it in ids of files and decisions.
   */
  public static final String SEPARATOR = "--";

  /** What the engine's tables hold. */
  public static final int LONGEST = 255;

  /**
   * What the workbench calls its own pages, beside which the page of each file has the file's id. A
   * test holds it against them.
   */
  public static final Set<String> PAGES =
      Set.of(
          "check",
          "compare",
          "deployments",
          "examples",
          "live",
          "new",
          "notices",
          "replay",
          "shadow",
          "version");

  private PolicyKeys() {}

  /** The key of a policy's decision, which may be given as its id or as its key. */
  public static String of(String policy, String decision) {
    return policy == null || decision == null ? decision : policy + SEPARATOR + decision(decision);
  }

  /** The decision's id within its file. */
  public static String decision(String key) {
    int end = key.indexOf(SEPARATOR);
    return end < 0 ? key : key.substring(end + SEPARATOR.length());
  }

  /** Whether a key, or a decision's id alone, can mean a decision of a file. */
  static boolean isOf(String file, String key) {
    int end = key.indexOf(SEPARATOR);
    return end < 0 || key.substring(0, end).equals(file);
  }

  /** Whether a key was made from a policy's id, and is not a decision's id alone. */
  public static boolean isFull(String key) {
    return key.indexOf(SEPARATOR) >= 0;
  }

  /**
   * Whether a definition that an earlier version deployed under its id alone is the one that a key
   * means.
   *
   * @param file id of the definition's file; null where the engine does not know it, of a file with
   *     one decision
   */
  public static boolean isMeant(String key, String file) {
    return file == null || isOf(file, key);
  }

  /** Whether a version tag says that a file is a policy. */
  public static boolean isVersion(String tag) {
    return tag != null && !tag.isBlank();
  }

  static boolean isPolicy(DmnModelInstance file) {
    return file.getModelElementsByType(Decision.class).stream()
        .map(Decision::getVersionTag)
        .anyMatch(PolicyKeys::isVersion);
  }
}
