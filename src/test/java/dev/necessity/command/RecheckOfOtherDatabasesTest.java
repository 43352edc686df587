package dev.necessity.command;

import java.nio.file.Path;
import java.util.function.Supplier;

class RecheckOfOtherDatabasesTest extends OtherDatabases {

  @Override
  protected Object command(Supplier<CaseDatabase> database) {
    return new RecheckCommand(database);
  }

  @Override
  protected String[] arguments(Path folder) {
    return new String[] {"--report", folder.resolve("recheck.jsonl").toString()};
  }
}
