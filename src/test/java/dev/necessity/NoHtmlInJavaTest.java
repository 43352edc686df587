package dev.necessity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A page is a template: no text in Java holds a tag, and what a person typed is escaped by the
 * templates alone, which never write a text as it is (docs/adr/0069).
 */
class NoHtmlInJavaTest {

  private static final Path SOURCES = Path.of("src", "main", "java");
  private static final Path TEMPLATES = Path.of("src", "main", "resources", "templates");

  /** Comments and characters first, since they may hold quotation marks; then texts. */
  private static final Pattern PARTS =
      Pattern.compile(
          "//[^\n]*|(?s:/\\*.*?\\*/)|'(?:[^'\\\\]|\\\\.)+'"
              + "|(?:(?s:\"\"\".*?\"\"\")|\"(?:[^\"\\\\\n]|\\\\.)*\")");

  private static final Pattern TAG = Pattern.compile("</?[A-Za-z]");
  private static final Pattern UNESCAPED = Pattern.compile("th:utext|\\[\\(|th:on|th:inline");

  @Test
  void noTextInJavaHoldsATag() throws IOException {
    assertThat(found(SOURCES, ".java", NoHtmlInJavaTest::tags))
        .as("write a template instead")
        .isEmpty();
  }

  @Test
  void aTextWithATagIsFoundWhereverItStands() {
    assertThat(tags("html.append(\"<td class='x'>\" + name + \"</td>\");")).hasSize(2);
    assertThat(tags("String page = \"\"\"\n  <p>Hello</p>\n  \"\"\";")).hasSize(1);
    assertThat(tags("/** A \"<b>\". */ char quote = '\"'; // \"<i>\"\n if (a < b) say(\"1 < 2\");"))
        .isEmpty();
  }

  @Test
  void noTemplateWritesATextAsItIs() throws IOException {
    assertThat(
            found(
                TEMPLATES,
                ".html",
                template -> UNESCAPED.matcher(template).results().map(MatchResult::group).toList()))
        .isEmpty();
  }

  private static List<String> tags(String source) {
    return PARTS
        .matcher(source)
        .results()
        .map(MatchResult::group)
        .filter(part -> part.startsWith("\"") && TAG.matcher(part).find())
        .toList();
  }

  private interface Search {

    List<String> in(String text);
  }

  /** What is found in each file that has any of it. */
  private static Map<Path, List<String>> found(Path folder, String ending, Search search)
      throws IOException {
    Map<Path, List<String>> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(ending)).toList()) {
        List<String> inFile = search.in(Files.readString(file));
        if (!inFile.isEmpty()) {
          found.put(file, inFile);
        }
      }
    }
    return found;
  }
}
