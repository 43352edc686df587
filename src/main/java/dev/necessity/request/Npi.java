package dev.necessity.request;

/**
 * National Provider Identifier: ten digits, the last one a Luhn check digit over the number with
 * the prefix 80840 (45 CFR 162.406).
 */
public final class Npi {

  /** What the prefix 80840 adds to the sum of the digits. */
  private static final int PREFIX_SUM = 24;

  private Npi() {}

  public static boolean isValid(String npi) {
    if (!npi.matches("[0-9]{10}")) {
      return false;
    }
    int sum = PREFIX_SUM;
    for (int i = 0; i < npi.length(); i++) {
      int digit = npi.charAt(i) - '0';
      boolean doubled = i % 2 == 0;
      sum += doubled ? digit * 2 / 10 + digit * 2 % 10 : digit;
    }
    return sum % 10 == 0;
  }
}
