package dev.necessity.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.necessity.assessment.Assessor;
import dev.necessity.explain.Explainer;
import dev.necessity.policy.model.PolicyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = "Says what would change the answer that a request gets, as JSON.")
final class ExplainCommand implements Callable<Integer> {

  @Parameters(paramLabel = "REQUEST", description = "A request, as JSON.")
  private Path request;

  @Option(
      names = "--candidate",
      paramLabel = "FILE",
      description = "A changed DMN file, in place of the one in the models folder.")
  private Path candidate;

  @Option(
      names = "--models",
      paramLabel = "FOLDER",
      defaultValue = "dmn",
      description = "Where the DMN files are; default: ${DEFAULT-VALUE}.")
  private Path models;

  @Mixin private FormsOption forms;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    List<PolicyFile> files = new ArrayList<>();
    if (candidate != null) {
      files.add(PolicyFile.read(candidate));
    }
    files.addAll(PolicyFile.in(models));
    ObjectMapper json =
        JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();
    Explainer explainer =
        new Explainer(new Assessor(forms.policies(files), json), Clock.systemUTC());
    spec.commandLine()
        .getOut()
        .println(
            json.writeValueAsString(
                explainer.explain(forms.reader().read(Files.readAllBytes(request)))));
    return Commands.FINE;
  }
}
