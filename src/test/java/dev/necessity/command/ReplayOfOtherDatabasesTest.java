package dev.necessity.command;

import dev.necessity.Models;
import java.nio.file.Path;
import java.util.function.Supplier;

class ReplayOfOtherDatabasesTest extends OtherDatabases {

  @Override
  protected Object command(Supplier<CaseDatabase> database) {
    return new ReplayCommand(database, () -> false);
  }

  @Override
  protected String[] arguments(Path folder) {
    return new String[] {
      "--candidate",
      Models.DMN.resolve("si-joint-fusion.dmn").toString(),
      "--report",
      folder.resolve("report").toString()
    };
  }
}
