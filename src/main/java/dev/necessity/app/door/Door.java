package dev.necessity.app.door;

import dev.necessity.app.door.Call.Body;
import dev.necessity.app.door.Call.Open;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * All calls that there are, as {@code door.yaml} lists them: our own, those of the engine's REST
 * API and of its web applications.
 */
@Component
public final class Door {

  /** The engine's REST API for programs. */
  static final String ENGINE = "/engine-rest/";

  /** The same for its web applications. */
  static final String ENGINE_OF_APPLICATIONS = "/camunda/api/engine/engine/default/";

  private static final String LIST = "door.yaml";

  /** Behind the name of a field that must be there. */
  private static final String NEEDED = "!";

  /** In place of the name of a field that may have any. */
  private static final String ANY = "*";

  private final Map<String, Set<String>> teams = new TreeMap<>();
  private final Map<String, Shape> shapes = new LinkedHashMap<>();
  private final List<Call> calls = new ArrayList<>();

  public Door() {
    Map<String, Map<String, Object>> list = read();
    list.get("teams")
        .forEach((team, groups) -> teams.put(team, Set.of(groups.toString().split(" "))));
    list.get("shapes").forEach((name, shape) -> shapes.put(name, shape(shape)));
    list.get("own").forEach((call, says) -> calls.add(own(call, fields(says))));
    list.get("engine")
        .forEach(
            (call, says) -> {
              Object only = fields(says).get("only");
              if (!"applications".equals(only)) {
                calls.add(engine(call, ENGINE, fields(says)));
              }
              if (!"rest".equals(only)) {
                calls.add(engine(call, ENGINE_OF_APPLICATIONS, fields(says)));
              }
            });
    list.get("applications").forEach((call, says) -> calls.add(engine(call, "", fields(says))));
  }

  private static Map<String, Map<String, Object>> read() {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    // The list is ours, and says what is the same by reference.
    options.setMaxAliasesForCollections(1000);
    try (InputStream list = new ClassPathResource(LIST).getInputStream()) {
      return new Yaml(options).load(list);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> fields(Object object) {
    return (Map<String, Object>) object;
  }

  /** The names of parameters are enough where whoever answers looks at the values. */
  private Call own(String call, Map<String, Object> says) {
    Shape anything = Shape.of("text 4000", shapes);
    Map<String, Shape> query =
        says.containsKey("query")
            ? Arrays.stream(says.get("query").toString().split(" "))
                .collect(Collectors.toMap(name -> name, name -> anything))
            : Map.of();
    return call(call, "", says, new Shape.Fields(query, Set.of(), null), new Body.Own());
  }

  private Call engine(String call, String root, Map<String, Object> says) {
    Shape.Fields query =
        says.containsKey("query") ? (Shape.Fields) shape(says.get("query")) : Shape.Fields.NONE;
    Body body =
        says.containsKey("upload")
            ? new Body.Upload()
            : says.containsKey("form")
                ? new Body.Form((Shape.Fields) shape(says.get("form")))
                : new Body.Json(
                    says.containsKey("body")
                        ? (Shape.Fields) shape(says.get("body"))
                        : Shape.Fields.NONE);
    return call(call, root, says, query, body);
  }

  private Call call(
      String call, String root, Map<String, Object> says, Shape.Fields query, Body body) {
    String[] words = call.split(" ");
    List<String> path = parts(root.isEmpty() ? words[1] : root + words[1]);
    String who = says.get("who").toString();
    Open open =
        switch (who) {
          case "anybody" -> Open.ANYBODY;
          case "everybody" -> Open.EVERYBODY_WHO_HAS_LOGGED_IN;
          default -> Open.NOBODY;
        };
    Set<String> groups =
        open != Open.NOBODY
            ? Set.of()
            : Arrays.stream(who.split(" "))
                .flatMap(name -> teams.getOrDefault(name, Set.of(name)).stream())
                .collect(Collectors.toUnmodifiableSet());
    return new Call(words[0], path, groups, open, path.contains(Call.REST) ? null : query, body);
  }

  private Shape shape(Object says) {
    if (says instanceof Map<?, ?> object) {
      Map<String, Shape> named = new LinkedHashMap<>();
      Set<String> needed = new TreeSet<>();
      fields(object)
          .forEach(
              (word, field) -> {
                String name = word.replace(NEEDED, "");
                named.put(name, shape(field));
                if (!name.equals(word)) {
                  needed.add(name);
                }
              });
      Shape others = named.remove(ANY);
      return new Shape.Fields(named, needed, others);
    }
    if (says instanceof List<?> list) {
      return new Shape.ListOf(shape(list.get(0)));
    }
    return Shape.of(says.toString(), shapes);
  }

  /** The parts of a path; one slash at its end says nothing. */
  static List<String> parts(String path) {
    return List.of(path.substring(1).split("/"));
  }

  /** The call that is meant by a method and a path of decoded parts. */
  public Optional<Call> find(String method, List<String> parts) {
    String meant = method.equals("HEAD") ? "GET" : method;
    return calls.stream()
        .filter(call -> call.method().equals(meant) && call.matches(parts))
        .max(Comparator.comparingLong(Call::named));
  }

  public Stream<Call> calls() {
    return calls.stream();
  }
}
