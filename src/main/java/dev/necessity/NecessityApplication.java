package dev.necessity;

import dev.necessity.command.Commands;
import dev.necessity.database.Utc;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.error.ErrorMvcAutoConfiguration;

/**
 * A Spring Boot application like any other: a starter that is added works. Two of what Spring Boot
 * brings are left out, for safety: a user with a password of its own, and the page of an error, in
 * whose place {@code app.edge} answers.
 */
@SpringBootApplication(
    exclude = {UserDetailsServiceAutoConfiguration.class, ErrorMvcAutoConfiguration.class})
public class NecessityApplication {

  /** What Maven puts in front of the arguments, as the profile. */
  private static final String SETTING = "--spring.";

  /**
   * Starts the server; with anything but settings of it as arguments, runs a command instead and
   * ends.
   */
  public static void main(String[] args) {
    Utc.everywhere();
    String[] words =
        Arrays.stream(args).dropWhile(arg -> arg.startsWith(SETTING)).toArray(String[]::new);
    if (Commands.areMeant(words)) {
      System.exit(Commands.run(words));
    }
    SpringApplication.run(NecessityApplication.class, args);
  }
}
