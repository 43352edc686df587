package dev.necessity.attack;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ActiveProfiles;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ActiveProfiles("test")
class LogsOnH2Test extends LogAttack {

  @Override
  String uncheckedForWhatThereIs() {
    return "nocheck";
  }
}
