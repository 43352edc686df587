package dev.necessity.feel;

import dev.necessity.feel.EntryNames.Entry;

/**
 * A name in an expression, and where it stood in the context in which it was looked up last: the
 * next one is nearly always alike, as the next item of a list. Thread-safe.
 */
final class Name {

  private static final int NO_PLACE = -1;

  final String text;
  private final int place;
  private Entry last = EntryNames.NOWHERE;

  /** A name that is looked up as text. */
  Name(String text) {
    this(text, NO_PLACE);
  }

  /**
   * @param place of the variable of this name
   */
  Name(String text, int place) {
    this.text = text;
    this.place = place;
  }

  boolean hasPlace() {
    return place != NO_PLACE;
  }

  int place() {
    return place;
  }

  Entry in(EntryNames names) {
    // Threads may overwrite what others found; each reads one whole entry, which says whose it is.
    Entry entry = last;
    if (entry.in() != names) {
      entry = names.find(text);
      last = entry;
    }
    return entry;
  }
}
