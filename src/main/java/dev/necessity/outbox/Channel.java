package dev.necessity.outbox;

import java.io.IOException;

/** A way out of the house. */
interface Channel {

  String name();

  /**
   * Delivers once; whoever receives may see the same delivery again.
   *
   * @throws IOException when it did not arrive and is to be tried again
   */
  void deliver(Outbox.Entry entry, Content content) throws IOException, InterruptedException;
}
