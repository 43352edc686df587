package dev.necessity.audit.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a seal keeps of each record, in few bytes. */
class ManifestTest {

  private static final Map<String, Integer> NUMBERS =
      Map.of("activity a", 3, "activity b", 700, "process", 701, "variable v", 100_000);

  private static Manifest manifest(int updates) {
    TreeMap<String, String> records =
        new TreeMap<>(
            Map.of("process 1", "{}", "activity a 2", "{\"at\":1}", "activity b 4", "{\"at\":3}"));
    for (int i = 0; i < updates; i++) {
      records.put("variable v " + i, "{\"value\":" + i + "}");
    }
    return Manifest.of(records);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 127, 128, 300})
  void whatIsPackedIsUnpackedAsItWas(int updates) {
    Manifest manifest = manifest(updates);
    byte[] packed = manifest.pack(NUMBERS::get);

    Manifest unpacked =
        Manifest.unpack(
            packed,
            number ->
                NUMBERS.entrySet().stream()
                    .filter(each -> each.getValue() == number)
                    .findFirst()
                    .orElseThrow()
                    .getKey());

    assertThat(unpacked).isEqualTo(manifest);
    assertThat(Manifest.parse(manifest.text())).isEqualTo(manifest);
    assertThat(packed)
        .as("4 bytes a record, and little more")
        .hasSizeLessThan(4 * (updates + 3) + 16);
  }

  @Test
  void recordsAreNamedByKindAndName() {
    SortedMap<String, String> records =
        new TreeMap<>(Map.of("process 1", "{}", "variable v 8", "{}", "variable v 9", "{}"));

    assertThat(Manifest.of(records).marks())
        .hasEntrySatisfying("process", marks -> assertThat(marks).hasSize(1))
        .hasEntrySatisfying("variable v", marks -> assertThat(marks).hasSize(2))
        .hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 9, 13})
  void whatWasCutOrScribbledOverIsNoError(int left) {
    byte[] packed = manifest(3).pack(NUMBERS::get);
    byte[] cut = java.util.Arrays.copyOf(packed, left);
    cut[left - 1] = (byte) 0xff;

    assertThat(Manifest.unpack(cut, number -> null)).isNotEqualTo(manifest(3));
  }
}
