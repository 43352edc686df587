package dev.necessity.policy.replay;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Past cases in an order that stays the same. Read by one thread. */
public interface PastCases extends Closeable {

  /**
   * What the place and the name of a case are, as the header of the differences: two words with a
   * comma.
   */
  String columns();

  /** Of all cases, read ones included, in whatever unit; for showing progress. */
  long size();

  /** Passes by all cases up to the one at a position. */
  void goOnAfter(String position) throws IOException;

  /** The next cases; fewer than asked for when there are no more. */
  List<PastCase> next(int number) throws IOException;
}
