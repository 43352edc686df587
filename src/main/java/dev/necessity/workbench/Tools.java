package dev.necessity.workbench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.necessity.determination.Assessor;
import dev.necessity.determination.RequestExamples;
import dev.necessity.policy.FilePolicies;
import dev.necessity.policy.PolicyFile;
import dev.necessity.policy.check.Finding;
import dev.necessity.policy.check.PolicyCheck;
import dev.necessity.policy.compare.PolicyComparison;
import dev.necessity.policy.example.FileExamples;
import dev.necessity.policy.example.TimeLimit;
import dev.necessity.request.RequestReader;
import dev.necessity.workflow.DeployedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/**
 * What the commands do with a file, for files that are uploaded: the same code, in bounded time, and for few people at once,
 * as the server has cases to decide.
 */
@Component
class Tools {

  private static final int AT_ONCE = 2;
  private static final long WAIT_SECONDS = 10;

  private final PolicyCheck check = new PolicyCheck();
  private final DeployedFiles deployed;
  private final PackagedExamples examples;
  private final RequestReader reader;
  private final ObjectMapper json;
  private final Duration forEach;
  private final Duration forAll;
  private final Semaphore turns = new Semaphore(AT_ONCE, true);

  Tools(DeployedFiles deployed, PackagedExamples examples, RequestReader reader, ObjectMapper json,
      @Value("${necessity.workbench.time-for-each-example:PT5S}") Duration forEach, @Value("${necessity.workbench.time-for-a-file:PT30S}") Duration forAll) {
    this.deployed = deployed;
    this.examples = examples;
    this.reader = reader;
    this.json = json;
    this.forEach = forEach;
    this.forAll = forAll;
  }

  /** What the example rows and the example requests of a file showed. */
  record Tried(List<FileExamples.TableRun> tables, RequestExamples.Report requests) {}

  List<Finding> check(String name, byte[] content) {
    return inTurn(() -> check.check(name, content));
  }

  PolicyComparison compare(PolicyFile before, PolicyFile after) {
    return inTurn(() -> PolicyComparison.of(before, after));
  }

  /** @param rows CSV texts by decision, in place of the packaged rows */
  Tried examples(PolicyFile file, Map<String, String> rows) {
    List<PolicyFile> others = deployed.all().stream().filter(DeployedFiles.Version::latest).map(deployed::read).toList();
    return turn(() -> {
      TimeLimit limit = new TimeLimit(forEach, forAll);
      List<FileExamples.TableRun> tables = FileExamples.run(file, examples.rows(rows), limit);
      Assessor assessor = new Assessor(new FilePolicies(Stream.concat(Stream.of(file), others.stream()).toList()), json);
      return new Tried(tables, RequestExamples.run(examples.requests(), reader, assessor, limit));
    });
  }

  private <T> T inTurn(Callable<T> work) {
    return turn(() -> {
      try {
        return new TimeLimit(forAll, forAll).run(work);
      } catch (TimeLimit.ExceededException e) {
        throw new ResponseStatusException(HttpStatus.UNPROCESSABLE_ENTITY, "The file is too large for this page: " + e.getMessage() + ". Use the command instead.");
      }
    });
  }

  private interface Work<T> {
    T run() throws IOException;
  }

  private <T> T turn(Work<T> work) {
    try {
      if (!turns.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "Others are trying files at the moment. Send the form again in a minute.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE, "The server is stopping.");
    }
    try {
      return work.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      turns.release();
    }
  }
}
