package dev.necessity.audit.seal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * What a seal keeps of each record, so that one that changed can be named: beginnings of the
 * SHA-256 of the records, in hexadecimal digits, by the words that name them. That nothing changed
 * is what the full hash of the seal says.
 */
record Manifest(SortedMap<String, List<String>> marks) {

  private static final String MODEL = "model";
  private static final Set<String> NAMED_BY_KIND = Set.of("process", MODEL);
  private static final int MARK_BYTES = 4;
  private static final int MARK_DIGITS = 2 * MARK_BYTES;
  private static final int SEVEN_BITS = 7;
  private static final int MORE = 1 << SEVEN_BITS;

  /**
   * @param records canonical records by key, as {@link CaseRecords} makes them
   */
  static Manifest of(SortedMap<String, String> records) {
    Manifest manifest = new Manifest(new TreeMap<>());
    keys(records)
        .forEach(
            (word, keys) ->
                keys.forEach(
                    key ->
                        manifest.add(word, Sha256.of(records.get(key)).substring(0, MARK_DIGITS))));
    return manifest.sorted();
  }

  private void add(String word, String mark) {
    List<String> list = marks.computeIfAbsent(word, anew -> new ArrayList<>());
    if (!word.equals(MODEL) || !list.contains(mark)) {
      list.add(mark);
    }
  }

  /**
   * The keys of records by the words that name them; of the definitions of one file, which have one
   * hash, the first.
   */
  static SortedMap<String, List<String>> keys(SortedMap<String, String> records) {
    SortedMap<String, List<String>> keys = new TreeMap<>();
    records.forEach(
        (key, record) -> {
          List<String> list = keys.computeIfAbsent(word(key), anew -> new ArrayList<>());
          if (!key.startsWith(MODEL + " ")
              || list.stream().noneMatch(other -> records.get(other).equals(record))) {
            list.add(key);
          }
        });
    return keys;
  }

  private Manifest sorted() {
    marks.values().forEach(list -> list.sort(null));
    return this;
  }

  /**
   * How records of that key are named: by kind and name, and not by the engine's id, which is
   * another in each case.
   */
  static String word(String key) {
    String[] parts = key.split(" ", 3);
    return NAMED_BY_KIND.contains(parts[0]) || parts.length == 1
        ? parts[0]
        : parts[0] + " " + parts[1];
  }

  /** One line a word: the word, and after a tab its marks. */
  String text() {
    return marks.entrySet().stream()
        .map(each -> each.getKey() + "\t" + String.join(" ", each.getValue()))
        .collect(Collectors.joining("\n"));
  }

  /** Reads what {@link #text} wrote. */
  static Manifest parse(String text) {
    Manifest manifest = new Manifest(new TreeMap<>());
    text.lines()
        .map(line -> line.split("\t", 2))
        .filter(parts -> parts.length == 2)
        .forEach(
            parts -> {
              for (String mark : parts[1].split(" ")) {
                manifest.add(parts[0], mark);
              }
            });
    return manifest.sorted();
  }

  /**
   * For each word, by growing number: twice what its number is more than the one before, plus one
   * if it has several marks; then how many, if several; then the marks.
   */
  byte[] pack(ToIntFunction<String> numbers) {
    SortedMap<Integer, List<String>> byNumber = new TreeMap<>();
    marks.forEach((word, list) -> byNumber.put(numbers.applyAsInt(word), list));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int before = 0;
    for (Map.Entry<Integer, List<String>> each : byNumber.entrySet()) {
      boolean several = each.getValue().size() > 1;
      write(out, 2 * (each.getKey() - before) + (several ? 1 : 0));
      if (several) {
        write(out, each.getValue().size());
      }
      each.getValue().forEach(mark -> out.writeBytes(HexFormat.of().parseHex(mark)));
      before = each.getKey();
    }
    return out.toByteArray();
  }

  /**
   * Reads what {@link #pack} wrote, whatever it says: a seal that was tampered with is no error,
   * its hash tells.
   */
  static Manifest unpack(byte[] packed, IntFunction<String> words) {
    Manifest manifest = new Manifest(new TreeMap<>());
    ByteArrayInputStream in = new ByteArrayInputStream(packed);
    int number = 0;
    while (in.available() > 0) {
      int step = read(in);
      number += step / 2;
      String word = words.apply(number);
      byte[] mark = new byte[MARK_BYTES];
      for (int left = step % 2 == 0 ? 1 : read(in);
          left > 0 && in.readNBytes(mark, 0, MARK_BYTES) == MARK_BYTES;
          left--) {
        manifest.add(word == null ? "word " + number : word, HexFormat.of().formatHex(mark));
      }
    }
    return manifest;
  }

  private static void write(ByteArrayOutputStream out, int number) {
    int left = number;
    for (; left >= MORE; left >>>= SEVEN_BITS) {
      out.write(left | MORE);
    }
    out.write(left);
  }

  private static int read(ByteArrayInputStream in) {
    int number = 0;
    int digit = MORE;
    for (int shift = 0; (digit & MORE) != 0 && in.available() > 0; shift += SEVEN_BITS) {
      digit = in.read();
      number |= (digit & (MORE - 1)) << shift;
    }
    return number;
  }
}
