package dev.necessity.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** What a drawing says in its boxes. */
class LinesTest {

  @Test
  void aNameThatIsLongerThanItsPlaceStandsOnTwoLines() {
    assertThat(Lines.of("What an injection must show", 25))
        .containsExactly("What an injection must", "show");
    assertThat(Lines.of("References", 25)).containsExactly("References");
    assertThat(Lines.of("localDetermination", 10)).containsExactly("local", "Determination");
  }

  @Property
  void noWordIsBrokenOrLostAndEachLineFitsUnlessAWordIsWider(
      @ForAll @Size(min = 1, max = 8)
          List<@AlphaChars @StringLength(min = 1, max = 30) String> words,
      @ForAll @IntRange(min = 3, max = 60) int letters) {
    String name = String.join(" ", words);

    List<String> lines = Lines.of(name, letters);

    assertThat(String.join(words.size() > 1 ? " " : "", lines)).isEqualTo(name);
    assertThat(lines)
        .allSatisfy(
            line -> assertThat(!line.contains(" ") || line.length() <= letters).as(line).isTrue());
  }
}
