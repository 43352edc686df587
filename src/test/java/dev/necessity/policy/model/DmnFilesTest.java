package dev.necessity.policy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.necessity.Models;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.impl.DmnParser;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * DMN files are read as Camunda's own parser reads them: what is filled in, and what is refused
 * with which words.
 */
class DmnFilesTest {

  private static final String DMN_13 = "https://www.omg.org/spec/DMN/20191111/MODEL/";
  private static final DmnParser CAMUNDA = new DmnParser();

  @BeforeAll
  static void install() {
    DmnFiles.install();
  }

  static List<Path> files() {
    return Models.files(Models.DMN, ".dmn");
  }

  @ParameterizedTest
  @MethodSource("files")
  void aFileOfTheRepository(Path file) {
    assertSame(Models.text(file));
  }

  static Stream<String> variants() {
    String table = Models.text(Models.DMN.resolve("retention.dmn"));
    return Stream.of(
        table.replace(DMN_13, "https://www.omg.org/spec/DMN/20230324/MODEL/"),
        table.replace(DMN_13, "https://www.omg.org/spec/DMN/20211108/MODEL/"),
        table.replace(DMN_13, "http://www.omg.org/spec/DMN/20180521/MODEL/"),
        """
        <definitions xmlns="http://www.omg.org/spec/DMN/20151101/dmn.xsd" id="d" name="d" namespace="n">
          <decision id="a" name="a"><decisionTable id="t"><output id="o" name="a" typeRef="string"/></decisionTable></decision>
        </definitions>""",
        table.replace(DMN_13, "https://www.omg.org/spec/DMN/1/"),
        table.replaceFirst("<decisionTable ", "<decisionTable hitPolicy=\"ALL\" "),
        table.replaceFirst("hitPolicy=\"\\w+\"", "hitPolicy=\"ALL\""),
        table.replaceFirst("<rule ", "<rules "),
        table.replaceFirst("<rule id=\"\\w+\"", "<rule id=\"1\""),
        table.replaceFirst("<output ", "<output colour=\"red\" "),
        table.replaceFirst("<input ", "<!-- a remark --><input "),
        table.replace("</definitions>", ""),
        "<!DOCTYPE definitions>" + table.replaceFirst("<\\?xml[^>]*>", ""),
        "<table/>");
  }

  @ParameterizedTest
  @MethodSource("variants")
  void aFileOfAnotherVersionOrAWrongOne(String file) {
    assertSame(file);
  }

  private static void assertSame(String file) {
    Throwable refused = catchThrowable(() -> read(CAMUNDA::parseModelFromStream, file));
    if (refused == null) {
      assertThat(read(Dmn::readModelFromStream, file))
          .isEqualTo(read(CAMUNDA::parseModelFromStream, file));
    } else {
      assertThat(catchThrowable(() -> read(Dmn::readModelFromStream, file)))
          .hasStackTraceContaining(innermost(refused));
    }
  }

  private static String read(Function<InputStream, DmnModelInstance> parser, String file) {
    return Dmn.convertToString(
        parser.apply(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8))));
  }

  private static String innermost(Throwable refused) {
    return refused.getCause() == null ? refused.getMessage() : innermost(refused.getCause());
  }
}
