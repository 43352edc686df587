package dev.necessity.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.necessity.audit.recheck.Recheck;
import dev.necessity.cases.ReceiptPeriod;
import dev.necessity.history.StoredAssessments;
import dev.necessity.history.StoredAssessments.Position;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "recheck",
    mixinStandardHelpOptions = true,
    description = {
      "Judges the stored facts of all cases, or of those received in a period, again with the version of the policy that judged them.",
      "Exit code 1 when the result is not the one that is stored; the report names each such case."
    })
public final class RecheckCommand implements Callable<Integer> {

  @Mixin private Period period = new Period();

  @Option(
      names = "--report",
      paramLabel = "FILE",
      defaultValue = "recheck.jsonl",
      description = "Where each finding goes, one JSON object a line; default: ${DEFAULT-VALUE}.")
  private Path report;

  @Spec private CommandSpec spec;

  private final Supplier<CaseDatabase> database;

  RecheckCommand() {
    this(CaseDatabase::open);
  }

  public RecheckCommand(Supplier<CaseDatabase> database) {
    this.database = database;
  }

  @Override
  public Integer call() throws IOException {
    CaseDatabase opened = database.get();
    StoredAssessments stored = opened.assessments();
    ReceiptPeriod receipts = period.receipts();
    long all = stored.count(Position.before(receipts.from()), receipts.to());
    ProgressBar bar = new ProgressBar(spec.commandLine().getErr(), "cases");
    Recheck.Summary summary;
    try (PrintWriter findings = new PrintWriter(Files.newBufferedWriter(report))) {
      summary =
          new Recheck(stored, opened.policies(), opened.json())
              .recheck(
                  receipts.from(),
                  receipts.to(),
                  result -> findings.println(opened.json().<JsonNode>valueToTree(result)),
                  checked -> bar.show(checked, all == 0 ? 1 : (double) checked / all));
    }
    String rate = bar.end(summary.checked());
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        summary.checked()
            + " cases: "
            + summary.same()
            + " stand, "
            + summary.notAssessed()
            + " that no policy judged, "
            + summary.different()
            + " whose stored assessment does not stand.");
    out.println(summary.different() == 0 ? "Everything holds." : "Each of them: " + report);
    out.println(rate);
    return summary.different() == 0 ? 0 : 1;
  }
}
