package dev.necessity.attack;

@OnPostgres
class LogsOnPostgresTest extends LogAttack {

  @Override
  String uncheckedForWhatThereIs() {
    return "not valid";
  }
}
