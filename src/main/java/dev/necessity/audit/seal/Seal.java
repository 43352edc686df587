package dev.necessity.audit.seal;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * The seal of one ended case.
 *
 * @param seq the place in the chain, counted from 1 without a gap
 * @param sealedAt ISO instant, kept as text so that it is hashed as it is read
 * @param previous the seal before this one, or 64 zeros
 * @param content SHA-256 of the canonical records of the case
 * @param manifest the beginning of each record's SHA-256 by the words that name it, as {@link
 *     Manifest#text} writes it
 * @param seal SHA-256 over all of the above
 */
public record Seal(
    long seq,
    String caseNumber,
    String processInstance,
    String sealedAt,
    String previous,
    String content,
    String manifest,
    String seal) {

  static final String FIRST = "0".repeat(64);

  /**
   * @param records canonical records by key, as {@link CaseRecords} makes them
   */
  static Seal of(
      long seq,
      String caseNumber,
      String processInstance,
      String sealedAt,
      String previous,
      SortedMap<String, String> records) {
    String manifest = Manifest.of(records).text();
    String content = content(records);
    return new Seal(
        seq,
        caseNumber,
        processInstance,
        sealedAt,
        previous,
        content,
        manifest,
        hash(seq, caseNumber, processInstance, sealedAt, previous, content, manifest));
  }

  private static String hash(
      long seq,
      String caseNumber,
      String processInstance,
      String sealedAt,
      String previous,
      String content,
      String manifest) {
    return Sha256.of(
        String.join(
            "\n",
            Long.toString(seq),
            caseNumber,
            processInstance,
            sealedAt,
            previous,
            content,
            manifest));
  }

  /** SHA-256 of all records, one a line: key, tab, canonical JSON. */
  static String content(SortedMap<String, String> records) {
    return Sha256.of(lines(records));
  }

  /** The records as they are hashed and exported: sorted by key, one a line. */
  public static String lines(SortedMap<String, String> records) {
    return records.entrySet().stream()
        .map(record -> record.getKey() + "\t" + record.getValue() + "\n")
        .collect(Collectors.joining());
  }

  /** Whether the seal is the hash of its own row. */
  @JsonIgnore
  public boolean isIntact() {
    return seal.equals(
        hash(seq, caseNumber, processInstance, sealedAt, previous, content, manifest));
  }
}
