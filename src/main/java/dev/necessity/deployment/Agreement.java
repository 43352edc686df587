package dev.necessity.deployment;

import dev.necessity.policy.check.Check;
import dev.necessity.policy.check.Finding;
import dev.necessity.policy.check.Finding.Severity;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What whoever deploys has agreed to: a text file of the deployment, {@value #FILE}, with a line
 * for each. It is kept with the deployment, so that everybody sees later what was meant.
 *
 * @param lines without blanks around them
 */
public record Agreement(Set<String> lines) {

  /** Name of the file. */
  static final String FILE = "agreed.txt";

  /** As long as a list of everything that is live. */
  static final int LONGEST = 10_000;

  static final Agreement NONE = new Agreement(Set.of());

  static Agreement of(byte[] file) {
    return new Agreement(
        new String(file, StandardCharsets.UTF_8)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .collect(Collectors.toUnmodifiableSet()));
  }

  /** The file that says so. */
  static byte[] file(Collection<String> lines) {
    return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Something that nobody does by mistake: an error that says how to agree to it, and a warning
   * where somebody has.
   *
   * @param message what happens, and what to do instead
   * @param line what agrees to it
   */
  Finding ask(Check check, String file, String decision, String message, String line) {
    boolean agreed = lines.contains(line);
    return new Finding(
        check,
        agreed ? Severity.WARNING : Severity.ERROR,
        file,
        decision,
        "",
        "",
        agreed
            ? message + " It was agreed to: '" + line + "'."
            : message
                + " If it is meant, add a file "
                + FILE
                + " to the deployment, with the line: "
                + line);
  }
}
