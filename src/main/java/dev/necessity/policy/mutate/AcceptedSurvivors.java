package dev.necessity.policy.mutate;

import dev.necessity.policy.example.TableExamples;
import dev.necessity.text.Csv;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;

/**
 * The changes that no example needs to notice, each with the reason: a CSV file that an analyst
 * owns. An entry names one change; one that leaves {@code was} and {@code became} blank names all
 * changes of its place, and without a rule those of the whole column.
 */
public final class AcceptedSurvivors {

  public static final String HEADER = "decision,rule,column,was,became,reason";

  private static final int SHORTEST_REASON = 10;

  /** What a rule becomes that is taken out. */
  private static final String REMOVED = "(removed)";

  private final List<Entry> entries;

  private AcceptedSurvivors(List<Entry> entries) {
    this.entries = entries;
  }

  private record Entry(
      long line, String decision, String rule, String column, String was, String became) {

    boolean covers(Mutation mutation) {
      Entry other = of(mutation);
      return decision.equals(other.decision)
          && column.equals(other.column)
          && (rule.isEmpty() || rule.equals(other.rule))
          && (was.isEmpty() && became.isEmpty()
              || was.equals(other.was) && became.equals(other.became));
    }

    static Entry of(Mutation mutation) {
      return new Entry(
          0,
          mutation.place().decision(),
          mutation.place().rule(),
          mutation.place().label(),
          plain(mutation.was()),
          mutation.place().part() == Mutation.Part.RULE ? REMOVED : plain(mutation.became()));
    }

    private static String plain(String text) {
      return text.replaceAll("\\s+", " ").strip();
    }
  }

  /**
   * What the list makes of a run.
   *
   * @param unlisted changes that no example notices and no entry names
   * @param accepted how many unnoticed changes it names
   * @param outdated sentences on entries that name no such change of these files any more
   */
  public record Verdict(List<Mutation> unlisted, int accepted, List<String> outdated) {

    public boolean clean() {
      return unlisted.isEmpty() && outdated.isEmpty();
    }
  }

  /**
   * Reads a list; a file that is not there is an empty one.
   *
   * @throws IllegalArgumentException when it is no such list; the message says where
   * @throws IOException when it cannot be read
   */
  public static AcceptedSurvivors read(Path file) throws IOException {
    if (Files.notExists(file)) {
      return new AcceptedSurvivors(List.of());
    }
    try (Reader reader = Files.newBufferedReader(file)) {
      return read(file.toString(), reader);
    }
  }

  static AcceptedSurvivors read(String name, Reader csv) {
    List<Entry> entries = new ArrayList<>();
    try (var parser = TableExamples.CSV.parse(csv)) {
      if (!String.join(",", parser.getHeaderNames()).equals(HEADER)) {
        throw new IllegalArgumentException(name + ": the first line must be " + HEADER + ".");
      }
      for (CSVRecord row : parser) {
        long line = parser.getCurrentLineNumber();
        if (!row.isConsistent() || row.get("reason").length() < SHORTEST_REASON) {
          throw new IllegalArgumentException(
              name
                  + ", line "
                  + line
                  + ": say in the last column why no example needs to notice the change.");
        }
        entries.add(
            new Entry(
                line,
                row.get("decision"),
                row.get("rule"),
                row.get("column"),
                Csv.read(row.get("was")),
                Csv.read(row.get("became"))));
      }
    } catch (UncheckedIOException malformed) {
      throw new IllegalArgumentException(name + " is no CSV: " + malformed.getCause().getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new AcceptedSurvivors(List.copyOf(entries));
  }

  /** The line of a list that names a change, with the reason left to be written. */
  public static String line(Mutation mutation) {
    Entry entry = Entry.of(mutation);
    return Csv.line(entry.decision, entry.rule, entry.column, entry.was, entry.became, "");
  }

  /**
   * @param decisions those that were tried; entries about others are left alone
   */
  public Verdict judge(MutationRun.MutationResult run, Set<String> decisions) {
    List<Mutation> unlisted =
        run.unnoticed().stream()
            .filter(mutation -> entries.stream().noneMatch(entry -> entry.covers(mutation)))
            .toList();
    Set<String> outdated = new LinkedHashSet<>();
    for (Entry entry : entries) {
      if (decisions.contains(entry.decision) && run.unnoticed().stream().noneMatch(entry::covers)) {
        outdated.add(
            "line "
                + entry.line
                + ", "
                + entry.decision
                + ": "
                + (run.all().stream().anyMatch(entry::covers)
                    ? "an example notices this change now. Remove the line."
                    : "there is no such change any more. Remove the line, or write what the table says now."));
      }
    }
    return new Verdict(unlisted, run.unnoticed().size() - unlisted.size(), List.copyOf(outdated));
  }
}
