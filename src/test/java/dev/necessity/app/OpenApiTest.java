package dev.necessity.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * {@code openapi.yaml} describes the calls that the door lets in, no other, with their parameters.
 * That each answer is as described, the tests of the API hold with each call that they make ({@link
 * OpenApi#conforms}).
 */
class OpenApiTest {

  /** The descriptions describe themselves. */
  private static final String OPEN_API = "GET /api/openapi.yaml";

  private final OpenApi described = OpenApi.described();

  /** The calls of the API with what {@code door.yaml} says of each. */
  @SuppressWarnings("unchecked")
  private static Map<String, Map<String, String>> door() throws IOException {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(1000);
    Map<String, Map<String, Map<String, String>>> list =
        new Yaml(options).load(new ClassPathResource("door.yaml").getInputStream());
    return list.get("own").entrySet().stream()
        .filter(call -> call.getKey().contains(" /api/") && !call.getKey().equals(OPEN_API))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, TreeMap::new));
  }

  @Test
  void everyCallThatThereIsIsDescribedAndNoOther() throws IOException {
    assertThat(described.calls()).isEqualTo(door().keySet());
  }

  @Test
  void theParametersOfEachCallAreDescribed() throws IOException {
    Map<String, Set<String>> let = new TreeMap<>();
    door()
        .forEach(
            (call, says) ->
                let.put(
                    call,
                    Arrays.stream(says.getOrDefault("query", "").split(" "))
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toCollection(TreeSet::new))));
    Map<String, Set<String>> said = new TreeMap<>();
    described.calls().forEach(call -> said.put(call, described.query(call)));

    assertThat(said).isEqualTo(let);
  }

  /** For who reads before there is a server. */
  @Test
  void thePageAboutTheApiListsTheSameCalls() throws IOException {
    Set<String> listed =
        Pattern.compile("^\\| `((?:GET|POST|PUT|DELETE) [^`]+)` \\|", Pattern.MULTILINE)
            .matcher(Files.readString(Path.of("docs/api.md")))
            .results()
            .map(row -> row.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(listed).isEqualTo(described.calls());
  }

  @Test
  void eachCallSaysWhatItDoes() {
    assertThat(described.calls())
        .allSatisfy(
            call -> {
              assertThat(described.operation(call).path("summary").asText()).as(call).isNotBlank();
              assertThat(described.operation(call).path("responses").path("401").isMissingNode())
                  .as("%s wants a log-in", call)
                  .isFalse();
            });
  }
}
