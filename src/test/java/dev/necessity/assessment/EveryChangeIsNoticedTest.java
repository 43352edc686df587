package dev.necessity.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.necessity.Models;
import dev.necessity.policy.example.FileExamples.Rows;
import dev.necessity.policy.model.FilePolicies;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.policy.mutate.AcceptedSurvivors;
import dev.necessity.policy.mutate.AcceptedSurvivors.Verdict;
import dev.necessity.policy.mutate.MutationRun;
import dev.necessity.request.RequestReader;
import dev.necessity.work.Budget;
import dev.necessity.work.Budgets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No number, comparison, text or rule of a decision file can change without an example that fails,
 * or a listed reason why none needs to.
 */
class EveryChangeIsNoticedTest {

  private static final ObjectMapper JSON =
      JsonMapper.builder().addModule(new JavaTimeModule()).build();
  private static final List<PolicyFile> FILES =
      Models.files(Models.DMN, ".dmn").stream().map(EveryChangeIsNoticedTest::read).toList();

  private static RequestsAgain requests;

  /** They are judged once for all files. */
  @BeforeAll
  static void judge() throws IOException {
    requests =
        new RequestsAgain(
            RequestExamples.in(Models.REQUESTS),
            new RequestReader(Clock.systemUTC()),
            new FilePolicies(FILES),
            JSON);
  }

  static Stream<PolicyFile> files() {
    return FILES.stream();
  }

  private static PolicyFile read(Path file) {
    try {
      return PolicyFile.read(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void byAnExample(PolicyFile file) throws IOException {
    Budgets budgets =
        new Budgets(
            () -> new Budget(100_000_000, Duration.ofMinutes(1)),
            new Budget(Long.MAX_VALUE, Duration.ofHours(1)));
    MutationRun mutations =
        new MutationRun(file, Rows.in(Models.TABLE_EXAMPLES, file), requests::failAfter, budgets);

    MutationRun.MutationResult run = mutations.run((done, of) -> {});
    Verdict verdict =
        AcceptedSurvivors.read(
                Models.TABLE_EXAMPLES
                    .resolveSibling("accepted-changes")
                    .resolve(file.id() + ".csv"))
            .judge(run, new HashSet<>(file.decisions()));

    assertThat(verdict.unlisted())
        .as(
            () ->
                "changes that no example notices:\n"
                    + verdict.unlisted().stream()
                        .limit(20)
                        .map(
                            change ->
                                change.place().decision()
                                    + ", "
                                    + change.place().words()
                                    + ": "
                                    + change.words()
                                    + " "
                                    + mutations.advice(change))
                        .collect(Collectors.joining("\n")))
        .isEmpty();
    assertThat(verdict.outdated()).as("accepted changes").isEmpty();
  }
}
