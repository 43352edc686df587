package dev.necessity;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class NecessityApplication {

  public static void main(String[] args) {
    SpringApplication.run(NecessityApplication.class, args);
  }
}
