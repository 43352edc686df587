package dev.necessity.web.workbench;

import dev.necessity.assessment.RequestExamples;
import dev.necessity.policy.example.FileExamples;
import dev.necessity.policy.model.PolicyFile;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;

/** The example rows and example requests that are packaged with the application. */
@Component
class PackagedExamples {

  private static final String EXPECTED = ".expected.json";

  private final ResourcePatternResolver resources;

  PackagedExamples(ResourcePatternResolver resources) {
    this.resources = resources;
  }

  /**
   * The rows of each table of a file.
   *
   * @param instead CSV texts by decision, which are taken in place of the packaged ones
   */
  FileExamples.Rows rows(PolicyFile of, Map<String, String> instead) {
    return new FileExamples.Rows() {
      @Override
      public Optional<Reader> open(String decision) throws IOException {
        if (instead.containsKey(decision)) {
          return Optional.of(new StringReader(instead.get(decision)));
        }
        Resource rows =
            resources.getResource("classpath:examples/tables/" + of.id() + "/" + decision + ".csv");
        return rows.exists()
            ? Optional.of(new InputStreamReader(rows.getInputStream(), StandardCharsets.UTF_8))
            : Optional.empty();
      }

      @Override
      public String name(String decision) {
        return decision + ".csv";
      }
    };
  }

  /** The requests that have an expectation, by name. */
  List<RequestExamples.Example> requests() {
    try {
      return Arrays.stream(resources.getResources("classpath*:examples/requests/**/*" + EXPECTED))
          .map(this::request)
          .sorted(Comparator.comparing(RequestExamples.Example::name))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RequestExamples.Example request(Resource expected) {
    try {
      String name = expected.getFilename().replace(EXPECTED, "");
      return new RequestExamples.Example(
          name,
          expected.createRelative(name + ".json").getContentAsByteArray(),
          expected.getContentAsByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
