package dev.necessity.outbox;

import java.io.IOException;

/** A delivery did not arrive, and a channel of ours says why, in words that are kept with it. */
final class UndeliveredException extends IOException {

  UndeliveredException(String why) {
    super(why);
  }
}
