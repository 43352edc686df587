package dev.necessity;

import dev.necessity.audit.AuditCommands;
import dev.necessity.command.Commands;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class NecessityApplication {

  /** Starts the server; with {@code policy} or {@code audit} as the first word, runs one command instead and ends. */
  public static void main(String[] args) {
    if (Commands.knows(args)) {
      System.exit(Commands.run(args));
    }
    if (AuditCommands.knows(args)) {
      System.exit(AuditCommands.run(args));
    }
    SpringApplication.run(NecessityApplication.class, args);
  }
}
