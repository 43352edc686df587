package dev.necessity.policy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.necessity.Models;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewVersionTest {

  private static final String FILE =
      """
      <?xml version='1.0'?>
      <!-- <decision id="none" name="of a comment" camunda:versionTag="1"/> -->
      <d:definitions xmlns:d="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:camunda="http://camunda.org/schema/1.0/dmn" id="f" name="f" namespace="n">
        <d:decision id="a" name="a > b" camunda:versionTag = '1'  ><d:literalExpression id="x"><d:text><![CDATA[<decision camunda:versionTag="1">]]></d:text></d:literalExpression></d:decision>
        <d:decision
            id="b" name="b"><d:description>camunda:versionTag="1" is "it's" tag; $1 \\ ä</d:description></d:decision>
        <d:decisionService id="s" name="s"/>
      </d:definitions>
      """;

  private static String text(byte[] content) {
    return new String(content, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static Stream<Path> files() throws IOException {
    try (Stream<Path> dmn = Files.walk(Models.DMN)) {
      return dmn.filter(path -> path.toString().endsWith(".dmn")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void aNewVersionOfAFileDiffersInItsTagsAloneAndGoesBackToTheSameBytes(Path path)
      throws IOException {
    PolicyFile old = PolicyFile.read(path);
    PolicyFile begun = PolicyFile.read("new", NewVersion.of(old, "3000-01"));

    assertThat(begun.model().getModelElementsByType(Decision.class))
        .extracting(Decision::getVersionTag)
        .hasSize(old.decisions().size())
        .containsOnly("3000-01");
    assertThat(text(begun.content()).replaceAll(" ?camunda:versionTag=\"[^\"]*\"", ""))
        .isEqualTo(text(old.content()).replaceAll(" ?camunda:versionTag=\"[^\"]*\"", ""));
    List<String> tags =
        old.model().getModelElementsByType(Decision.class).stream()
            .map(Decision::getVersionTag)
            .distinct()
            .toList();
    if (tags.size() == 1 && tags.get(0) != null) {
      assertThat(text(NewVersion.of(begun, tags.get(0)))).isEqualTo(text(old.content()));
    }
  }

  @Test
  void whatOnlyLooksLikeADecisionOrATagStaysAsItIs() {
    String begun = text(NewVersion.of(PolicyFile.read("f.dmn", bytes(FILE)), "2"));

    assertThat(begun)
        .isEqualTo(
            FILE.replace("camunda:versionTag = '1'", "camunda:versionTag = \"2\"")
                .replace("<d:decision\n", "<d:decision camunda:versionTag=\"2\"\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-1",
        "2026 01",
        "2026/01",
        "\"><x",
        "ä",
        "01234567890123456789012345678901234567890123456789012345678901234"
      })
  void aTagThatIsNoneIsRefused(String tag) {
    assertThatThrownBy(() -> NewVersion.of(PolicyFile.read("f.dmn", bytes(FILE)), tag))
        .isInstanceOf(NewVersion.RefusedException.class)
        .hasMessageContaining("1 to 64 letters");
  }

  @Test
  void aFileThatCannotBeGivenOneSaysWhatToDo() {
    PolicyFile policy =
        PolicyFile.read("f.dmn", NewVersion.of(PolicyFile.read("f.dmn", bytes(FILE)), "2"));
    assertThatThrownBy(() -> NewVersion.of(policy, "2"))
        .hasMessage(
            "Every decision of f.dmn has the version tag 2 already. Choose another one for the new version.");
    String plain =
        FILE.replaceAll("xmlns:camunda=\"[^\"]*\"", "").replaceAll("camunda:versionTag = '1'", "");
    assertThatThrownBy(() -> NewVersion.of(PolicyFile.read("f.dmn", bytes(plain)), "2"))
        .hasMessageContaining("Save it in Camunda Modeler once");
    byte[] latin =
        FILE.replace("version='1.0'", "version='1.0' encoding='ISO-8859-1'")
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> NewVersion.of(PolicyFile.read("f.dmn", latin), "2"))
        .hasMessageContaining("is not in UTF-8");
  }
}
