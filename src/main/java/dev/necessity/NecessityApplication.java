package dev.necessity;

import dev.necessity.command.Commands;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class NecessityApplication {

  /** Starts the server; with {@code policy} as the first word, runs one command of the analysts instead and ends. */
  public static void main(String[] args) {
    if (Commands.knows(args)) {
      System.exit(Commands.run(args));
    }
    SpringApplication.run(NecessityApplication.class, args);
  }
}
