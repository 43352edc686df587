package dev.necessity.cases;

import java.security.SecureRandom;

/**
 * Opaque case numbers: random, so that they say nothing about the member, the sender or how many
 * cases there are. Ten characters of an alphabet without look-alikes (0/O, 1/I/L, U/V).
 */
public final class CaseNumber {

  private static final char[] ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ".toCharArray();
  private static final int LENGTH = 10;
  private static final SecureRandom RANDOM = new SecureRandom();

  private CaseNumber() {}

  public static String next() {
    StringBuilder number = new StringBuilder("PA-");
    RANDOM.ints(LENGTH, 0, ALPHABET.length).forEach(index -> number.append(ALPHABET[index]));
    return number.toString();
  }
}
