package dev.necessity.policy.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** What a diagram says in its boxes. */
class DiagramSvgTest {

  @Test
  void aNameThatIsWiderThanItsBoxStandsOnTwoLines() {
    assertThat(DiagramSvg.lines("What an injection must show", 180)).containsExactly("What an injection must", "show");
    assertThat(DiagramSvg.lines("References", 180)).containsExactly("References");
  }

  @Property
  void noWordIsBrokenOrLostAndEachLineFitsUnlessAWordIsWider(@ForAll @Size(min = 1, max = 8) List<@AlphaChars @StringLength(min = 1, max = 30) String> words, @ForAll @IntRange(min = 20, max = 400) int width) {
    String name = String.join(" ", words);

    List<String> lines = DiagramSvg.lines(name, width);

    assertThat(String.join(" ", lines)).isEqualTo(name);
    assertThat(lines).allSatisfy(line -> assertThat(!line.contains(" ") || line.length() * 7 <= width).as(line).isTrue());
  }
}
